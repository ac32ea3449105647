"""Who fights whom, and how the codebook writes a side."""

from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene


def actor_code(scene: Scene, mention: Mention | None) -> str | None:
    """The attacker as the codebook writes it: a country's code, or a group's name as the post writes it."""
    return as_written(scene, side(mention))


def as_written(scene: Scene, party: str | None) -> str | None:
    """What the post calls a side; a state and a group that it does not name keep what they have."""
    return scene.group_names.get(party, party) if party else None


def side(mention: Mention | None) -> str | None:
    """A country's code, or a group's name in the reference tables."""
    if mention is None:
        return None
    return lexicon.armed_group(mention.name) if mention.kind == "group" else mention.country_code


@cache
def attackers_of() -> dict[str, tuple[tuple[str, str], ...]]:
    """By target: who attacks it, and when that may be inferred (always, where named, only where acting in the post)."""
    table: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("conflicts"):
        table.setdefault(row["target"], []).append((row["attacker"], row["inferred"]))
    return {k: tuple(v) for k, v in table.items()}


@cache
def foes_of(party: str) -> frozenset[str]:
    """Whoever attacks a side or is attacked by it in a known war."""
    return frozenset({foe for foe, _ in attackers_of().get(party, ())} | {*targets_of().get(party, ())})


@cache
def targets_of() -> dict[str, tuple[str, ...]]:
    """By attacker: the states it attacks."""
    table: dict[str, list[str]] = {}
    for row in lexicon.rows("conflicts"):
        if len(row["target"]) == 2:
            table.setdefault(row["attacker"], []).append(row["target"])
    return {k: tuple(v) for k, v in table.items()}
