"""What a claim is about apart from its figure: two claims that fill the same slots may be two wordings of one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = Mapping[str, Any]
_IDENTITY = {
    "casualty": ("harm", "scope"),
    "attack": (),
    "diplomacy": ("act",),
    "spending": ("currency",),
}
_COMPATIBLE = {
    "casualty": ("place", "victim_group", "victim_country"),
    "attack": ("attack_type", "places", "attacker", "target_country"),
    "diplomacy": ("participants", "counterparts", "venue"),
    "spending": ("payer", "recipient", "period"),
}
FIGURES = {
    "casualty": ("count",),
    "attack": ("launched", "intercepted"),
    "diplomacy": ("status",),
    "spending": ("amount",),
}
_SAYS_NOTHING = frozenset({"unspecified", "other", "combined"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Wording:
    """One claim as one text words it."""

    claim_type: str
    claim_id: str
    evidence: str
    identity: tuple[Any, ...]
    slots: tuple[frozenset[str], ...]
    figures: tuple[Any, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of the sentence."""
        return frozenset(_WORD.findall(self.evidence.casefold()))


def wording(claim_type: str, row: Row) -> Wording:
    """The wording of a claim's row, by the names of its columns."""
    return Wording(
        claim_type,
        row["claim_id"],
        row["evidence"],
        tuple(row[name] for name in _IDENTITY[claim_type]),
        tuple(_names(row[name]) for name in _COMPATIBLE[claim_type]),
        tuple(row[name] for name in FIGURES[claim_type]),
    )


def agree(a: Wording, b: Wording) -> bool:
    """Whether nothing that both state contradicts, except the figure."""
    return (
        a.claim_type == b.claim_type
        and a.identity == b.identity
        and all(x & y for x, y in zip(a.slots, b.slots, strict=True) if x and y)
    )


def likeness(a: Wording, b: Wording) -> float:
    """0 to 2: the share of words that two sentences have in common, and the share of slots that say the same."""
    words = len(a.words) + len(b.words)
    shared_words = 2 * len(a.words & b.words) / words if words else 0.0
    shared_slots = sum(1 for x, y in zip(a.slots, b.slots, strict=True) if x & y) / len(a.slots)
    return round(shared_words + shared_slots, 6)


def _names(value: str | Iterable[str] | None) -> frozenset[str]:
    """The names a column gives, folded; none where it says nothing."""
    names = [value] if isinstance(value, str) else value or ()
    return frozenset(name.casefold() for name in names) - _SAYS_NOTHING
