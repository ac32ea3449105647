"""How many of the names and words that labelled posts use are in the reference data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pipelines.claims import lexicon
from pipelines.claims.titles import bare

_PLACES = ("place", "places", "venue")
_ACTORS = ("participants", "counterparts", "payer", "recipient")


def coverage(posts: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Per kind of entry: how many labelled values the reference data know, and how many there are.

    A place or actor is a name as labelled; a harm or a use of force counts as known where its evidence
    holds a listed word.
    """
    counts: dict[str, tuple[int, int]] = {}
    for kind, is_known in _looked_up(claim for post in posts for claim in post["claims"]):
        known, total = counts.get(kind, (0, 0))
        counts[kind] = known + is_known, total + 1
    return dict(sorted(counts.items()))


def _looked_up(claims: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, bool]]:
    for claim in claims:
        yield from (("places", _fold(name) in _known_places()) for name in _values(claim, _PLACES))
        yield from (("actors", _fold(name) in _known_actors()) for name in _values(claim, _ACTORS))
        if claim["type"] == "casualty":
            yield "words of harm", _holds(claim["evidence"], "harm_words", "phrase")
        if claim["type"] == "attack":
            evidence = claim["evidence"]
            yield "words of force", _holds(evidence, "force_words", "form") or _holds(evidence, "weapons", "phrase")


def _values(claim: Mapping[str, Any], fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        value = claim.get(field) or []
        yield from [value] if isinstance(value, str) else value


def _fold(name: str) -> str:
    return " ".join(bare(word) for word in name.split() if word.lower() != "the").lower()


def _holds(evidence: str, table: str, column: str) -> bool:
    words = " ".join(re.findall(r"[\w-]+", evidence.lower()))
    return any(f" {phrase} " in f" {words} " for phrase in _phrases(table, column))


@cache
def _phrases(table: str, column: str) -> frozenset[str]:
    return frozenset(phrase.lower() for phrase in lexicon.column(table, column))


@cache
def _known_places() -> frozenset[str]:
    names = [row["name"] for row in lexicon.rows("places")] + [name.surface for name in lexicon.names()]
    return frozenset(map(_fold, names))


@cache
def _known_actors() -> frozenset[str]:
    people = lexicon.office_holders()
    names = [name.name for name in lexicon.names()] + [name.surface for name in lexicon.names()]
    return frozenset(map(_fold, [*names, *(p.surname for p in people), *(p.name for p in people)]))
