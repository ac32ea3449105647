"""Who fights whom, and how the codebook writes a side."""

import re
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention
from pipelines.claims.text import Document


def actor_code(document: Document, mention: Mention | None) -> str | None:
    """The attacker as the codebook writes it: a country's code, or a group's name."""
    if mention is None:
        return None
    if mention.kind != "group":
        return mention.country_code
    short = re.search(re.escape(mention.text) + r" \(([A-Z][\w-]{1,9})\)", document.text)
    if short:
        return short[1]
    return mention.name if mention.name in document.text else mention.text


def side(mention: Mention | None) -> str | None:
    return None if mention is None else mention.name if mention.kind == "group" else mention.country_code


@cache
def attackers_of() -> dict[str, tuple[tuple[str, str], ...]]:
    """By target: who attacks it, and when that may be inferred (always, where named, only where acting in the post)."""
    table: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("conflicts"):
        table.setdefault(row["target"], []).append((row["attacker"], row["inferred"]))
    return {k: tuple(v) for k, v in table.items()}


@cache
def foes_of(side: str) -> frozenset[str]:
    """Whoever attacks a side or is attacked by it in a known war."""
    return frozenset({foe for foe, _ in attackers_of().get(side, ())} | {*targets_of().get(side, ())})


@cache
def targets_of() -> dict[str, tuple[str, ...]]:
    """By attacker: the states it attacks."""
    table: dict[str, list[str]] = {}
    for row in lexicon.rows("conflicts"):
        if len(row["target"]) == 2:
            table.setdefault(row["attacker"], []).append(row["target"])
    return {k: tuple(v) for k, v in table.items()}
