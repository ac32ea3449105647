"""Pairs extracted claims with labelled ones by the codebook's rules: the same pairing the shared scorer makes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

TYPES = ("casualty", "attack", "diplomacy", "spending")
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "casualty": ("qualifier", "victim_group", "victim_country", "place", "scope", "is_total", "asserted_by"),
    "attack": ("target_country", "places", "launched", "intercepted", "asserted_by"),
    "diplomacy": ("participants", "counterparts", "venue", "status"),
    "spending": ("qualifier", "payer", "recipient", "period", "status", "asserted_by"),
}
_LISTS = ("places", "participants", "counterparts")
_NAMES = ("asserted_by", "place", "venue", "payer", "recipient")
_SAME = {
    "united states of america": "us",
    "united states": "us",
    "united kingdom": "uk",
    "great britain": "uk",
    "britain": "uk",
    "european union": "eu",
    "united nations": "un",
    "united arab emirates": "uae",
    "saudi arabia": "saudi",
    "democratic republic of congo": "drc",
    "dr congo": "drc",
}
_FILLER = frozenset(
    ["the", "a", "an", "of", "region", "oblast", "city", "province", "district", "village", "town", "s"]
)
Row = Mapping[str, Any]
Pairing = list[tuple[int, int]]


@lru_cache(maxsize=10_000)
def _words(name: str | None) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", (name or "").casefold().replace("’", "'"))
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = re.sub(r"\b([a-z])\.([a-z])\.(?:([a-z])\.)?", r"\1\2\3", folded)
    for long, short in _SAME.items():
        folded = re.sub(rf"\b{long}\b", short, folded)
    return frozenset(w for w in re.findall(r"[a-z0-9]+", folded) if w not in _FILLER)


def _same_name(a: str | None, b: str | None) -> bool:
    x, y = _words(a), _words(b)
    return x == y if not x or not y else x <= y or y <= x


def _same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(any(_same_name(x, y) for y in b) for x in a) and all(any(_same_name(x, y) for x in a) for y in b)


def shares_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the lists have a name in common."""
    return any(_same_name(x, y) for x in a for y in b)


def overlaps(text: str, a: Row, b: Row) -> bool:
    """Whether the evidence of two claims has words of the text in common."""
    return any(s < v and u < e for s, e in _spans(text, a) for u, v in _spans(text, b))


def _spans(text: str, claim: Row) -> list[tuple[int, int]]:
    evidence = claim.get("evidence")
    return [m.span() for m in re.finditer(re.escape(evidence), text)] if evidence else []


def core_agrees(text: str, gold: Row, found: Row) -> bool:
    """Whether the two claims are the same fact, whatever their other attributes say."""
    kind = gold["type"]
    if kind == "casualty":
        return bool(gold.get("harm") == found.get("harm") and gold.get("count") == found.get("count"))
    if kind == "attack":
        if gold.get("attack_type") != found.get("attack_type") or _words(gold.get("attacker")) != _words(
            found.get("attacker")
        ):
            return False
        places = gold.get("places") or [], found.get("places") or []
        return shares_name(*places) or places == ([], []) or overlaps(text, gold, found)
    if kind == "diplomacy":
        shared = shares_name(gold.get("participants") or [], found.get("participants") or [])
        return bool(gold.get("act") == found.get("act") and shared)
    a, b = gold.get("amount"), found.get("amount")
    is_near = a == b or (a is not None and b is not None and abs(a - b) <= 0.005 * abs(a))
    return bool(is_near and gold.get("currency") == found.get("currency"))


def attribute_agrees(name: str, gold: Row, found: Row) -> bool:
    """Whether one attribute says the same; names agree when one's words are all in the other's."""
    a, b = gold.get(name), found.get(name)
    if name in _LISTS:
        return _same_names(a or [], b or [])
    if name in _NAMES:
        return _same_name(a, b)
    return (None if a is None else str(a)) == (None if b is None else str(b))


def row_agrees(kind: str, gold: Row, found: Row) -> bool:
    """Whether every field beside the core agrees."""
    return all(attribute_agrees(name, gold, found) for name in ATTRIBUTES[kind])


def is_right(name: str, gold: Row, found: Row) -> bool:
    """Whether one value, of the core or not, says the same."""
    if name == "attacker":
        return _words(gold.get(name)) == _words(found.get(name))
    return attribute_agrees(name, gold, found)


def pair(text: str, gold: Sequence[Row], found: Sequence[Row], kind: str) -> Pairing:
    """One-to-one pairs (gold index, found index): as many as possible, better-agreeing ones first."""
    edges = _edges(text, gold, found, kind)
    taken: dict[int, int] = {}
    for i in sorted(edges, key=lambda k: min(edges[k])):
        _place(i, edges, taken, set())
    return [(i, j) for j, i in taken.items()]


def _edges(text: str, gold: Sequence[Row], found: Sequence[Row], kind: str) -> dict[int, list[tuple[int, int]]]:
    edges: dict[int, list[tuple[int, int]]] = {}
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if core_agrees(text, g, f):
                agreeing = sum(attribute_agrees(a, g, f) for a in ATTRIBUTES[kind])
                edges.setdefault(i, []).append((-agreeing - overlaps(text, g, f), j))
    return edges


def _place(i: int, edges: dict[int, list[tuple[int, int]]], taken: dict[int, int], seen: set[int]) -> bool:
    for _, j in sorted(edges[i]):
        if j not in seen:
            seen.add(j)
            if j not in taken or _place(taken[j], edges, taken, seen):
                taken[j] = i
                return True
    return False
