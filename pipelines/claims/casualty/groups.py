"""Which group victims belong to: their noun, its company, or the noun before an elliptical number."""

import re

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import Harmed, Victims, nouns
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_LOSSES = re.compile(r"\b(?:losses|war dead|troop deaths)\b")
_OWN = frozenset({"its", "their", "our", "his", "own"})
_NEUTRAL = frozenset({"men", "man", "members", "member", "people", "personnel", "comrades", "officials", "women"})
_SEAFARERS = frozenset({"captain", "sailor", "sailors", "seaman", "seamen", "crewman", "crewmen", "mate", "cook"})
_FORCES = lexicon.words("casualty_groups_forces")
_MERCHANT = lexicon.words("casualty_groups_merchant")
_ARMED = frozenset({"forces", "army", "military", "police", "guard", "guards", "militia"})
_UNITS = frozenset({"brigade", "battalion", "regiment", "division", "unit", "wing", "corps", "squadron", "army"})
_CLOSES = frozenset({",", ".", ";", "was", "were", "died", "and", "who", "—"})
_LONG = 14
_REACH = 6


def of(scene: Scene, sentence: Sentence, harmed: Harmed, phrases: list[Victims]) -> str:
    """The codebook's victim_group."""
    people = harmed.victims
    if people.group is None:
        return _inherited(sentence, people, phrases)
    if people.is_name and people.group == "unspecified":
        return _apposed(scene, sentence, people)
    head = sentence.words[people.last - 1].lower
    if head in _NEUTRAL and (_are_of_a_force(scene, sentence, harmed) or _is_of_a_group(scene, sentence, people)):
        return "military"
    if head in _SEAFARERS and set(scene.document.lower.split()) & _MERCHANT:
        return "civilian"
    if people.group == "official" and _UNITS & {w.lower for w in sentence.words[people.last : people.last + _REACH]}:
        return "military"  # "the head of Hamas's Rafah brigade"
    return _among(sentence, people) if people.group == "unspecified" else people.group


def _are_of_a_force(scene: Scene, sentence: Sentence, harmed: Harmed) -> bool:
    """ "the Guards said seven of their members", "the army lost 18 men"."""
    people = harmed.victims
    words = [w.lower for w in sentence.words]
    is_own = bool(_OWN & set(words[people.first : people.last]))
    is_lost = harmed.anchor.lower in ("lost", "fell", "fallen") and words[people.last - 1] in ("men", "man")
    source = scene.attribution.of(people.start, people.end) or ""
    named = set(words[: people.first]) | set(source.lower().replace("’s", "").replace("'s", "").split())
    return is_lost or (is_own and bool(named & _FORCES))


def _is_of_a_group(scene: Scene, sentence: Sentence, people: Victims) -> bool:
    """ "30 members of al-Shabab"."""
    following = sentence.words[people.last : people.last + 3]
    named = scene.mentions_in(following[0].start, following[-1].end) if following else []
    return bool(named) and following[0].lower == "of" and named[0].kind == "group"


def _apposed(scene: Scene, sentence: Sentence, people: Victims) -> str:
    """ "X, a financier of the Islamic State", "X, founder of a battalion": what stands between the commas."""
    words = sentence.words[people.last : people.last + _LONG]
    if not words or words[0].lower != ",":
        return "unspecified"
    stop = next((k for k, w in enumerate(words[1:], start=1) if w.lower in _CLOSES), len(words))
    inside = words[1:stop]
    if not inside or inside[0].lower[0].isdigit():
        return "unspecified"
    named = scene.mentions_in(inside[0].start, inside[-1].end)
    if any(m.kind == "group" for m in named) or {w.lower for w in inside} & _FORCES:
        return "military"
    return next(
        (g for w in inside if (g := nouns().get(w.lower, ("unspecified", False))[0]) != "unspecified"), "unspecified"
    )


def _among(sentence: Sentence, people: Victims) -> str:
    """ "three members of a television crew", "seven fatalities among the troops"."""
    words = [w.lower for w in sentence.words[people.last : people.last + _REACH]]
    if words[:1] not in (["of"], ["among"]):
        return "unspecified"
    if _ARMED & set(words[1:5]):
        return "military"
    for word in words[1:]:
        if word in nouns() and nouns()[word][0] != "unspecified":
            return nouns()[word][0]
        if not word.isalpha() or word in ("in", "at", "who", "were", "was", "killed"):
            break
    return "unspecified"


_ONE_MORE = frozenset({"more", "another", "further", "second", "third", "fourth", "fifth", "other"})


def _after(sentence: Sentence, people: Victims) -> list[str]:
    return [w.lower for w in sentence.words[people.last - 1 : people.last + 1]]


def _inherited(sentence: Sentence, people: Victims, phrases: list[Victims]) -> str:
    """A bare number takes the noun before it; "others" are somebody else."""
    if people.is_rest:
        return "unspecified"
    if _LOSSES.search(sentence.text):
        return "military"
    is_more = bool(_ONE_MORE & set(people.text.lower().split())) or "more" in _after(sentence, people)
    first = 0 if is_more else sentence.start
    before = [p for p in phrases if first <= p.start < people.start and p.group is not None]
    before = [p for p in before if not p.is_name and not p.is_subset]
    return before[-1].group or "unspecified" if before else "unspecified"
