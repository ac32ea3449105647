"""Means of attack: weapon words in a span of text and the attack type they make together."""

import re
from collections.abc import Iterable
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.phrases import Phrases

_DEFENCE = re.compile(
    r"\b(?:air|missile|drone|anti-aircraft)[ -]defen[cs]e\b|\banti-\w+|\bmine(?:s)? clear\w+|"
    r"(?<!limpet )\b(?:land ?)?mines?\b(?: blast| explo\w+)?|"
    r"\bdrone (?:unit|maker|factory|production|plant|operators?)\b",
    re.IGNORECASE,
)
_COMBINING = frozenset({"drone", "missile", "airstrike", "shelling", "ground"})


@cache
def _phrases() -> Phrases:
    return Phrases(_types(), behind=r"\w|-guided|-launched|-backed|-supplied|-made")


@cache
def _types() -> dict[str, str]:
    return {r["phrase"]: r["attack_type"] for r in lexicon.rows("weapons")}


def mentioned(text: str) -> list[tuple[int, int, str]]:
    """Weapon words as (start, end, attack type), without air defence and mines, which no one used on that day."""
    masked = _DEFENCE.sub(lambda m: "." * len(m[0]), text)
    return [(m.start(), m.end(), _types()[m[0].lower()]) for m in _phrases().find(masked)]


def together(types: Iterable[str]) -> str:
    """One type for several weapons of one attack: drones and missiles are combined; "other" says nothing."""
    known = {t for t in types if t != "other"}
    if "combined" in known:
        return "combined"
    if not known:
        return "other"
    if len(known) > 1 and known & _COMBINING:
        known -= {"sabotage"}
    if len(known) == 1:
        return next(iter(known))
    for special in ("assassination", "sabotage"):
        if special in known:
            return special
    return "combined" if known <= _COMBINING else "other"
