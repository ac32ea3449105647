"""DW's older page with `window.__APOLLO_STATE__`: a flat store of objects that point to each other by `__ref`."""

import re
from typing import Any

from pipelines.sources.document import Document, parse_json
from pipelines.sources.dw.content import read_live_blog
from pipelines.sources.reading import PageReading, Unreadable

NAME = "dw.apollo.1"
_STATE = re.compile(r"\s*window\.__APOLLO_STATE__\s{0,9}=")
_FOLLOWED = frozenset(["posts", "persons", "firstPersonArray"])


def read(document: Document) -> PageReading | None:
    """The reading of the Apollo store; None on a page without one, or whose store holds an article."""
    if not document.is_html:
        return None
    for _, script in document.split.scripts:
        if found := _STATE.match(script):
            store = parse_json(script, "The page's Apollo state", found.end())
            content = _page_object(store)
            return read_live_blog(_plain(content, store), "state", NAME) if content else None
    return None


def _page_object(store: Any) -> dict[str, Any] | None:
    """The live blog that the page's own query asked for; None where it asked for something else."""
    query = store.get("ROOT_QUERY") if isinstance(store, dict) else None
    if not isinstance(query, dict):
        raise Unreadable("The page's Apollo state has no ROOT_QUERY.")
    asked = [value for name, value in query.items() if name.startswith("content")]
    found = [target for value in asked if (target := _target(value, store)).get("__typename") == "Liveblog"]
    return found[0] if found else None


def _target(value: Any, store: dict[str, Any]) -> dict[str, Any]:
    reference = value.get("__ref") if isinstance(value, dict) else None
    target = store.get(reference) if isinstance(reference, str) else value
    return target if isinstance(target, dict) else {}


def _plain(value: dict[str, Any], store: dict[str, Any]) -> dict[str, Any]:
    """The object as the API gives it: names without arguments, posts and people in place of their references.

    Only posts of the page and people of both are followed, so references in a circle end by themselves.
    """
    plain: dict[str, Any] = {}
    for name, part in sorted(value.items(), key=lambda item: "(" in item[0]):
        short = name.split("(")[0]
        plain.setdefault(short, _followed(part, store) if short in _FOLLOWED else part)
    return plain


def _followed(part: Any, store: dict[str, Any]) -> Any:
    if not isinstance(part, list):
        return part
    targets = [_target(value, store) for value in part]
    return [_plain(target, store) if target.get("__typename") == "LiveblogPost" else target for target in targets]
