"""What was hit and whose it is."""

import itertools
import re
from collections.abc import Sequence

from pipelines.claims import lexicon, where
from pipelines.claims.attack.frame import Frame, clause
from pipelines.claims.attack.roles import acting_in
from pipelines.claims.gazetteer import DISTRICT_WORDS, REGION_WORDS, Place
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_HOLDING = re.compile(r" (?:region |district |province )?(?:village|town|city|settlement|suburb|port) of ")
_FORCES = lexicon.words("attack_roles_forces")
_BEFORE_PLACES = frozenset({"in", "at", "on", "near", "the", "northern", "southern", "eastern", "western", "central"})


def places(scene: Scene, frame: Frame, told: Sequence[Frame] = ()) -> list[Place]:
    """What was hit: the places of the frame's clause and of clauses without force; regions only where no town is."""
    sentence = frame.sentence
    named = where.places_of_harm(scene, sentence)
    candidates = [p for p in named if not _is_origin(sentence, p) and not _is_in_name(sentence, p)]
    if frame.kind == "intercept":
        candidates = [p for p in candidates if not _is_over(sentence, p)]
        if not _tells_damage(sentence):
            return []
    return sites(sentence, _own(sentence, frame, told, candidates))


def sites(sentence: Sentence, named: list[Place]) -> list[Place]:
    """The most specific of several places: towns before districts, regions and what only holds another."""
    towns = [p for p in named if not p.is_district] or named
    return [p for p in towns if p.level == "site" and not _is_container(sentence, p, named)] or towns


def _own(sentence: Sentence, frame: Frame, told: Sequence[Frame], candidates: list[Place]) -> list[Place]:
    """The candidates of the frame's clause; with none there, those of clauses that tell no force of their own."""
    start, end = clause(sentence, frame.anchor.start)
    inside = [p for p in candidates if start <= p.start < end]
    if any(p.level == "site" for p in inside):
        return inside
    if sentence.text[start - sentence.start : end - sentence.start].lower().lstrip(" ,").startswith("where "):
        return [p for p in candidates if p.start < start][-1:]
    busy = {clause(sentence, f.anchor.start) for f in told if not f.is_weak}
    free = [p for p in candidates if clause(sentence, p.start) not in busy]
    return inside + [p for p in free if p.level == "site" or not inside] if free else inside


def _is_in_name(sentence: Sentence, place: Place) -> bool:
    """ "Soroka Medical Center", "Storm Shadows": a piece of a longer name."""
    if sentence.is_title:
        return False
    words = sentence.words
    i, last = sentence.word_index(place.start), sentence.word_index(place.end)
    after = words[last] if last < len(words) and words[last].start - place.end == 1 else None
    before = words[i - 1] if i > 1 and place.start - words[i - 1].end == 1 else None
    return bool(
        (after and after.is_capitalised and after.lower not in REGION_WORDS | DISTRICT_WORDS and after.text.isalpha())
        or (before and before.is_capitalised and before.text.isalpha() and before.lower not in _BEFORE_PLACES)
    )


def _owner(scene: Scene, frame: Frame) -> str | None:
    """Whose ship or base was hit: "a Russian landing ship was damaged", "Russia admits its ship was damaged"."""
    sentence, words = frame.sentence, frame.sentence.words
    start, _ = clause(sentence, frame.anchor.start)
    first = sentence.word_index(start)
    near = {w.lower for w in words[first : frame.first]}
    if not near & _FORCES:
        return None
    for m in acting_in(scene, start, frame.anchor.start):
        following = sentence.word_index(m.end)
        if m.country_code and {w.lower for w in words[following : following + 4]} & _FORCES:
            return m.country_code
    if "its" in near:
        named = acting_in(scene, sentence.start, frame.anchor.start)
        return named[0].country_code if named else None
    return None


def are_several(scene: Scene, frame: Frame) -> bool:
    """ "targets in Iraq and Syria": territory of several states is nobody's."""
    after = [m for m in scene.mentions_in(frame.anchor.end, frame.sentence.end) if m.kind == "country"]
    text = scene.document.text
    return any(
        text[a.end : b.start] == " and " and a.country_code != b.country_code for a, b in itertools.pairwise(after)
    )


def _is_aimed_at(sentence: Sentence, m: Mention) -> bool:
    i = sentence.word_index(m.start)
    before = [w.lower for w in sentence.words[max(i - 2, 0) : i]]
    return bool(
        set(before)
        & {
            "on",
            "at",
            "against",
            "in",
            "of",
            "across",
            "into",
            "inside",
            "hit",
            "struck",
            "attacked",
            "bombed",
            "pounded",
            "targeted",
            "towards",
            "eastern",
            "western",
            "southern",
            "northern",
            "central",
        }
    )


def _is_beside(sentence: Sentence, m: Mention) -> bool:
    """ "near the US consulate", "close to the Russian base": what was not hit."""
    i = sentence.word_index(m.start)
    before = [w.lower for w in sentence.words[max(i - 3, 0) : i]]
    return bool({"near", "beside", "outside"} & set(before)) or any(
        pair in (("close", "to"), ("next", "to")) for pair in itertools.pairwise(before)
    )


def _tells_damage(sentence: Sentence) -> bool:
    lowered = sentence.text.lower()
    return any(
        w in lowered for w in ("damag", "hit ", "fire", "struck", "debris", "killed", "injur", "wound", "explosion")
    )


def _is_origin(sentence: Sentence, place: Place) -> bool:
    i = sentence.word_index(place.start)
    words = sentence.words
    j = i - 1
    while j >= 0 and words[j].lower in (
        "the",
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
        "occupied",
        "russian",
        "russian-occupied",
    ):
        j -= 1
    return j >= 0 and words[j].lower in ("from", "toward", "towards", "near") and words[j].lower != "near"


def _is_over(sentence: Sentence, place: Place) -> bool:
    i = sentence.word_index(place.start)
    return any(w.lower == "over" for w in sentence.words[max(i - 3, 0) : i])


def _is_container(sentence: Sentence, place: Place, others: Sequence[Place]) -> bool:
    """ "Belaya in Irkutsk", "Fambita, a quarter of Kokorou": the second name holds the first."""
    for other in others:
        between = sentence.text[place.end - sentence.start : other.start - sentence.start]
        if place.end < other.start and _HOLDING.fullmatch(between):
            return True
        gap = (
            sentence.text[other.end - sentence.start : place.start - sentence.start] if other.end < place.start else ""
        )
        if gap in (" in ", " in the ", " near ", " outside ") or (
            0 < len(gap) < 50 and gap.startswith(", a ") and " of " in gap
        ):
            return True
    return False


def target(scene: Scene, frame: Frame, hit: Sequence[Place], attacker_side: str | None) -> str | None:
    """Whose the target is: forces by their flag, the rest by their territory."""
    sentence = frame.sentence
    words = sentence.words
    if frame.is_passive and (owner := _owner(scene, frame)) and owner != attacker_side:
        return owner
    after = scene.mentions_in(frame.anchor.end, words[min(frame.last + 20, len(words) - 1)].end)
    for m in after:
        following = sentence.word_index(m.end)
        heads = {w.lower for w in words[following : following + 3]}
        if _is_beside(sentence, m):
            continue
        if (
            m.kind in ("demonym", "country", "group", "people")
            and m.country_code
            and m.country_code != attacker_side
            and (heads & _FORCES)
        ):
            return m.country_code
    if hit and hit[0].country:
        return hit[0].country
    if are_several(scene, frame):
        return None
    named = [
        m
        for m in after
        if m.kind in ("country", "people", "metonym")
        and m.country_code
        and m.country_code != attacker_side
        and _is_aimed_at(sentence, m)
    ]
    return named[0].country_code if named else None
