"""Strict reading of JSON objects: take what is known, report what is left or is not what it should be."""

from typing import Any

from pipelines.sources.document import kind
from pipelines.sources.reading import Unreadable

_NO_ID = 10**18


class Fields:
    """A JSON object that is emptied while it is read; shared `unread` collects what nobody took."""

    def __init__(self, value: Any, path: str, unread: set[str]) -> None:
        if not isinstance(value, dict):
            raise Unreadable(f"{path} should be an object, but is {kind(value)}")
        self._left: dict[str, Any] = dict(value)
        self.path = path
        self.unread = unread

    def text(self, *names: str) -> str | None:
        """The first text under one of the names; null and missing are None, another kind is reported."""
        values = [self._take(name, str, "a text") for name in names]
        return next((value for value in values if value), None)

    def required_text(self, name: str) -> str:
        """The text under the name; raises Unreadable where there is none."""
        value = self._left.pop(name, None)
        if not isinstance(value, str):
            raise Unreadable(f"{self.path}.{name} should be a text, but is {kind(value)}")
        return value

    def id_number(self, name: str) -> int | None:
        """The id under the name, a whole number above zero, also where it is written as text."""
        value = self._left.pop(name, None)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _NO_ID:
            return value
        self._note_kind(name, value, "an id above zero")
        return None

    def required_list(self, name: str) -> list[Any]:
        """The list under the name; raises Unreadable where there is none."""
        value = self._left.pop(name, None)
        if not isinstance(value, list):
            raise Unreadable(f"{self.path}.{name} should be a list, but is {kind(value)}")
        return value

    def peek(self, name: str) -> Any:
        """Whatever is under the name, left in place."""
        return self._left.get(name)

    def anything(self, name: str) -> Any:
        """Whatever is under the name."""
        return self._left.pop(name, None)

    def optional_list(self, name: str) -> list[Any]:
        """The list under the name; empty where it is missing."""
        return self._take(name, list, "a list") or []

    def warn(self, what: str) -> None:
        """Report a value that no parser knows."""
        self.unread.add(f"{self.path}: {what[:200]}")

    def finish(self, ignored: frozenset[str]) -> None:
        """Report every field that is neither taken nor known and ignored on purpose."""
        self.unread.update(f"{self.path}.{name[:100]}" for name in self._left if name.split("(")[0] not in ignored)
        self._left.clear()

    def _take(self, name: str, wanted: type, wanted_name: str) -> Any:
        value = self._left.pop(name, None)
        if isinstance(value, wanted):
            return value
        self._note_kind(name, value, wanted_name)
        return None

    def _note_kind(self, name: str, value: Any, wanted_name: str) -> None:
        if value is not None:
            self.warn(f"{name} should be {wanted_name}, but is {kind(value)}")
