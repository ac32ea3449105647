"""Who "both sides", "the two presidents" and "the delegations" are: those who met before, or the sides of the post."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.claims import lexicon
from pipelines.claims.actor import NEVER_ACT, Actor
from pipelines.claims.actors import Scene
from pipelines.claims.mention import Mention
from pipelines.claims.text import Word

_BOTH = frozenset(tuple(phrase.split()) for phrase in lexicon.words("nominals_both"))


def both(words: Sequence[Word]) -> bool:
    """Whether the words speak of the two sides of the post without naming them."""
    return any((a.lower, b.lower) in _BOTH for a, b in pairwise(words))


def of_post(scene: Scene) -> list[Mention]:
    """The two sides of a post: the first two states or groups that are more than a source or a venue."""
    told = {m.name for m in scene.mentions if not (scene.is_source(m.start) or _is_venue(scene, m))}
    acting = [m for m in scene.sides if m.name in told]
    return (acting if len(acting) > 1 else scene.sides)[:2]


def _is_venue(scene: Scene, mention: Mention) -> bool:
    before = scene.document.lower[max(mention.start - 4, 0) : mention.start]
    return mention.is_city and before.endswith((" in ", " at "))


def sides(scene: Scene, kind: str) -> list[Actor]:
    return [plain(m) for m in of_post(scene)] if len(scene.sides) > 1 and kind != "meeting" else []


_PERSONS = frozenset({"leaders", "presidents", "ministers", "men"})
_AFTER_TWO = frozenset(
    {"met", "spoke", "talked", "had", "have", "will", "would", "also", "held", "discussed", "are", "were"}
)


def pair(scene: Scene, words: Sequence[Word], earlier: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "the two presidents", "the two delegations": who met before, or their states; else the sides of the post."""
    if any(w.lower in _PERSONS for w in words):
        are_leaders = bool(earlier) and all(a.role in ("leader", "minister") for a in earlier)
        return earlier if are_leaders else tuple(_leader(scene, m) for m in of_post(scene))
    states = tuple(s for a in earlier if (s := a.home()))
    return states if len(states) > 1 else tuple(sides(scene, ""))


def _leader(scene: Scene, side: Mention) -> Actor:
    """The leader of a state: the one the post names, else who holds the office, else the state."""
    named = [m for m in scene.mentions if m.kind == "person" and m.country_code == side.country_code]
    leader = next((m for m in named if m.role == "leader"), None)
    if leader:
        return plain(leader)
    known = (h for h in lexicon.office_holders() if (h.country_code, h.role) == (side.country_code, "leader"))
    holder = next(known, None) if side.country_code else None
    name, kind = (holder.surname, "person") if holder else (side.name, side.kind)
    return Actor(name, side.country_code, kind, "leader", side.start, side.end, side=side.name)


def persons(scene: Scene, words: Sequence[Word], others: Sequence[Actor] = ()) -> list[Actor]:
    """ "the two met", "both men": the last two people named before, of different states; `others` are none of them."""
    at = next((a.start for a, b in pairwise(words) if _are_two(a.lower, b.lower)), None)
    if at is None:
        return []
    people = [m for m in scene.mentions if m.kind == "person" and m.end < at and m.role not in NEVER_ACT]
    last = list({m.name: m for m in reversed(people) if m.name not in {a.name for a in others}}.values())[:2]
    return [plain(m) for m in reversed(last)] if len({m.country_code for m in last}) == 2 else []


def _are_two(first: str, second: str) -> bool:
    return first in ("two", "both") and (second in _PERSONS or second in _AFTER_TWO)


def plain(mention: Mention) -> Actor:
    return Actor(mention.name, mention.country_code, mention.kind, mention.role, mention.start, mention.end)
