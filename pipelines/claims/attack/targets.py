"""Whose it is that was hit."""

import itertools
import re
from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.attack.frame import Frame, clause
from pipelines.claims.attack.speakers import acting_in
from pipelines.claims.gazetteer import Place
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_SOLDIERS = lexicon.words("attack_targets_soldiers")
_HARMED = frozenset({"were", "was", "died", "killed", "wounded", "injured"})
_FORCES = lexicon.words("attack_roles_forces")


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


def _flag_of_victims(scene: Scene, frame: Frame) -> str | None:
    """ "Twenty Israeli reservists were killed when …": soldiers who were hit carry their flag."""
    sentence = frame.sentence
    for m in acting_in(scene, sentence.start, frame.anchor.start):
        i = sentence.word_index(m.end)
        near = [w.lower for w in sentence.words[i : i + 5]]
        heads = [k for k, n in enumerate(near[:3]) if n in _SOLDIERS]
        if m.country_code and heads and _HARMED & set(near[heads[0] :]):
            return m.country_code
    return None


def _land(scene: Scene, hit: Sequence[Place]) -> str | None:
    return (_named_land(scene, hit[0]) or hit[0].country) if hit else None


def _named_land(scene: Scene, place: Place) -> str | None:
    """ "the Armenian village of Sotk": the adjective says whose."""
    before = scene.document.text[max(place.start - 40, 0) : place.start]
    named = [m for m in scene.mentions_in(place.start - 40, place.start) if m.kind == "demonym"]
    after = next((m for m in scene.mentions_in(place.end, place.end + 30) if m.kind == "country"), None)
    if after and re.fullmatch(r" in (?:the )?(?:[a-z]+ )?", scene.document.text[place.end : after.start]):
        return after.country_code
    is_of = re.search(r"(?:village|town|city|port|settlement) of $", before)
    return named[-1].country_code if is_of and named else None


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


def target(scene: Scene, frame: Frame, hit: Sequence[Place], attacker_side: str | None) -> str | None:
    """Whose the target is: forces by their flag, the rest by their territory."""
    sentence = frame.sentence
    words = sentence.words
    if frame.is_passive and (owner := _owner(scene, frame)) and owner != attacker_side:
        return owner
    if (flag := _flag_of_victims(scene, frame)) and flag != attacker_side:
        return flag
    part_end = sentence.text.find(";", frame.anchor.end - sentence.start)
    stop = min(
        words[min(frame.last + 20, len(words) - 1)].end,
        sentence.start + part_end if part_end > 0 else sentence.end,
        next((w.start for w in words[frame.last :] if w.lower.startswith(("blam", "accus"))), sentence.end),
    )
    after = scene.mentions_in(frame.anchor.end, stop)
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
    if land := _land(scene, hit):
        return land
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
