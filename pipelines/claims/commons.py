"""Common nouns of a war's sides: "the government" is the state of the post, "the rebels" the group named before."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipelines.claims import lexicon
from pipelines.claims.actor import Actor, actor_of
from pipelines.claims.actors import Scene
from pipelines.claims.text import Word

_RULERS = frozenset({"government", "authorities", "junta", "regime"})


def groups(scene: Scene, words: Sequence[Word]) -> tuple[Actor, ...]:
    """The armed group that "the rebels" or "the militia" stands for: the last one named before."""
    start = next((b.start for a, b in pairwise(words) if a.lower == "the" and b.lower in _nouns()), None)
    named = [m for m in scene.mentions if m.kind == "group" and m.end < (start or 0)]
    return (actor_of(named[-1]),) if named else ()


def with_state(scene: Scene, words: Sequence[Word], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """ "the army and the RSF": a group beside the army or government of its country stands against that state."""
    group = next((a for a in actors if a.kind == "group"), None)
    is_beside = any(_is_army(a, b, c) for a, b, c in zip(words, words[1:], words[2:], strict=False))
    if group is None or len(actors) > 1 or not is_beside:
        return actors
    home = next((m for m in scene.sides if m.kind != "group" and m.country_code == group.country_code), None)
    return (Actor(home.name, home.country_code, "country", "", home.start, home.end), *actors) if home else actors


def _is_army(first: Word, second: Word, third: Word) -> bool:
    """ "the army and", "and the government"."""
    noun = second if third.lower == "and" and first.lower == "the" else third
    opens = first.lower == "the" if noun is second else (first.lower, second.lower) == ("and", "the")
    return opens and noun.lower in _RULERS | {"army", "military"}


def state(scene: Scene, words: Sequence[Word]) -> tuple[Actor, ...]:
    """The state whose government "the government" is: the first one of the post."""
    if not any(a.lower == "the" and b.lower in _RULERS for a, b in pairwise(words)):
        return ()
    return tuple(
        Actor(m.name, m.country_code, "country", "", m.start, m.end)
        for m in [m for m in scene.sides if m.kind != "group"][:1]
    )


@cache
def _nouns() -> frozenset[str]:
    return frozenset(r["noun"] for r in lexicon.rows("anaphora") if r["mention_kind"] == "group") | {"guerrillas"}
