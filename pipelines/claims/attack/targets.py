"""What was hit and whose it is."""

from collections.abc import Sequence

from pipelines.claims import lexicon, where
from pipelines.claims.attack.frame import Frame, clause
from pipelines.claims.attack.roles import acting_in
from pipelines.claims.gazetteer import Place
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_FORCES = lexicon.words("attack_roles_forces")


def places(scene: Scene, frame: Frame) -> list[Place]:
    """What was hit: the towns of the frame's clause, else of its sentence; regions only where no town is named."""
    sentence = frame.sentence
    candidates = [p for p in where.places_of_harm(scene, sentence) if not _is_origin(sentence, p)]
    if frame.kind == "intercept":
        candidates = [p for p in candidates if not _is_over(sentence, p)]
        if not _tells_damage(sentence):
            return []
    start, end = clause(sentence, frame.anchor.start)
    inside = [p for p in candidates if start <= p.start < end] or candidates
    sites = [p for p in inside if p.level == "site" and not _is_container(sentence, p, inside)]
    return sites or inside


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
        near = [w.lower for w in words[max(sentence.word_index(m.start) - 2, 0) : sentence.word_index(m.start)]]
        if "near" in near:
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
    named = [
        m
        for m in after
        if m.kind in ("country", "people", "metonym")
        and m.country_code
        and m.country_code != attacker_side
        and _is_aimed_at(sentence, m)
    ]
    return named[0].country_code if named else None
