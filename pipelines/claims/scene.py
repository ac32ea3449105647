"""What is known of a post before any rule runs: names, places, sources and numbers, read once and shared."""

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import Any

from pipelines.claims import armed_names, entities, group_names, numbers
from pipelines.claims import attribution as attributions
from pipelines.claims import places as place_names
from pipelines.claims.attribution import Attribution
from pipelines.claims.gazetteer import Place
from pipelines.claims.mention import Mention
from pipelines.claims.numbers import Quantity
from pipelines.claims.text import Document, Sentence

_NESTED = 4
"""At most so many mentions cover one offset."""


class Scene:
    """One post with everything the rules ask about it; every part is computed on first use."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._quantities: dict[int, list[Quantity]] = {}
        self.victims: dict[int, list[Any]] = {}
        self.places_of_harm: dict[tuple[int, int | None], list[Place]] = {}

    @cached_property
    def mentions(self) -> list[Mention]:
        known = entities.mentions(self.document)
        return sorted([*known, *armed_names.find(self.document, known)], key=lambda m: m.start)

    @cached_property
    def places(self) -> list[Place]:
        return sorted(place_names.find(self.document, self.mentions), key=lambda p: p.start)

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [p.start for p in self.places]

    @cached_property
    def group_names(self) -> dict[str, str]:
        """By the name in the reference tables: what the post calls an armed group."""
        return group_names.written(self.document.text, self.mentions)

    @cached_property
    def attribution(self) -> Attribution:
        return attributions.read(self.document)

    def quantities(self, sentence: Sentence) -> list[Quantity]:
        if sentence.index not in self._quantities:
            self._quantities[sentence.index] = numbers.quantities(sentence)
        return self._quantities[sentence.index]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)]

    def places_in(self, start: int, end: int) -> list[Place]:
        return self.places[bisect_left(self._place_starts, start) : bisect_left(self._place_starts, end)]

    def mention_at(self, offset: int) -> Mention | None:
        last = bisect_right(self._mention_starts, offset)
        return next((m for m in self.mentions[max(last - _NESTED, 0) : last] if offset < m.end), None)


@lru_cache(maxsize=4)
def of(document: Document) -> Scene:
    """The scene of a document; the casualty and attack rules share it."""
    return Scene(document)
