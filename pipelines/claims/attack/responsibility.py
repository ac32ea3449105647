"""Claims of responsibility and blame: who, by their own or another's word, did what another sentence tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.attack import sides
from pipelines.claims.attack.merging import Event
from pipelines.claims.attack.speakers import acting_in
from pipelines.claims.scene import Scene
from pipelines.claims.sources import PRONOUNS, is_speaker, noun_phrase_end, subject_of
from pipelines.claims.text import Sentence, Word

_DEED = (
    r"(?:it|this|them|both|(?:the|its|this|that|these|an?) (?:[\w-]+ ){0,3}?"
    r"(?:attacks?|assaults?|raids?|operations?|bombings?|strikes?|killings?|ambush(?:es)?|blasts?|explosions?|massacre|murder"
    r"|shelling|bombardment|shootings?))"
)
_CLAIM = re.compile(
    rf"\b(?:claim(?:s|ed)? (?:[a-z]+ )?(?:responsibility|credit|{_DEED})|took responsibility"
    rf"|(?:had|has|have) carried out {_DEED}|(?:was|were|is) behind {_DEED})",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:blam(?:e|es|ed|ing)|point(?:s|ed) (?:the finger|to)|attribut(?:e|es|ed|ing) (?:\w+ ){1,3}to)\b",
    re.IGNORECASE,
)
_DERIVED = re.compile(r"\b(?:affiliate|offshoot|branch|splinter|faction|breakaway)\b", re.IGNORECASE)
_OWNED = frozenset({"its", "their", "drones", "fighters", "forces", "troops", "agents", "agency", "group"})
_REJECTED = re.compile(r"\b(?:not|no|denie[sd]|deny|never|nobody|without|yet to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One statement of who did it: the doer, and whose word that is."""

    sentence: Sentence
    side: str | None
    attacker: str | None
    speaker: str
    is_blame: bool


def find(scene: Scene) -> list[Responsibility]:
    """The claims of responsibility and the blames of a post, in order."""
    found = []
    for sentence in scene.document.told:
        claim, blame = _CLAIM.search(sentence.text), _BLAME.search(sentence.text)
        if claim and not _REJECTED.search(sentence.text[: claim.end()]):
            found.append(_claimed(scene, sentence, sentence.start + claim.start()))
        elif blame and not _REJECTED.search(sentence.text[: blame.end()]):
            found.append(_blamed(scene, sentence, sentence.start + blame.start(), sentence.start + blame.end()))
    return [r for r in found if r is not None]


def assign(scene: Scene, events: Sequence[Event]) -> None:
    """Gives each statement of responsibility to the attack it speaks of: the last one told before it."""
    for stated in find(scene):
        before = [
            e
            for e in events
            if e.modality == "asserted" and _can_be_by(e, stated) and e.first.index <= stated.sentence.index
        ]
        body = [e for e in before if not e.last.is_title] or before
        if stated.sentence.is_title:
            _fill_first(events, stated)
        elif body:
            _fill(body[-1], stated)


def _fill_first(events: Sequence[Event], stated: Responsibility) -> None:
    """ "ADF rebels blamed for killings": a title speaks of the first attack the body tells."""
    body = [e for e in events if not e.last.is_title and e.modality == "asserted" and _can_be_by(e, stated)]
    if body:
        _fill(body[0], stated)


def _can_be_by(event: Event, stated: Responsibility) -> bool:
    if event.kind in ("intercept", "count") or (event.is_weak and not event.places):
        return False
    return stated.side in (None, event.side) or not event.is_explicit


def _fill(event: Event, stated: Responsibility) -> None:
    is_told_by_others = event.side == stated.side and event.is_explicit
    if stated.side:
        event.side, event.attacker, event.is_explicit = stated.side, stated.attacker, True
    if stated.side and event.target == stated.side:
        event.target = None
    if not is_told_by_others or not stated.is_blame:
        event.vouched_by = stated.speaker or event.vouched_by


def _claimed(scene: Scene, sentence: Sentence, offset: int) -> Responsibility | None:
    words = sentence.words
    first, last = subject_of(words, sentence.word_index(offset))
    if (
        first >= last
        or (last - first == 1 and words[first].lower in PRONOUNS)
        or not is_speaker(words[first:last])
        or _OWNED & {w.lower for w in words[first:last]}
    ):
        source = next((s for s in scene.attribution.sources if s.covers_start <= offset < s.covers_end), None)
        return _of(scene, source.start, source.end, source.text, False) if source else None
    start, end = words[first].start, words[last - 1].end
    return _of(scene, start, end, scene.document.text[start:end], False)


def _blamed(scene: Scene, sentence: Sentence, start: int, end: int) -> Responsibility | None:
    words = sentence.words
    first, last = subject_of(words, sentence.word_index(start))
    if first >= last:
        return None
    speaker = scene.document.text[words[first].start : words[last - 1].end]
    if speaker.lower() in PRONOUNS:
        speaker = ""
    i = sentence.word_index(end)
    if words[i : i + 1] and words[i].lower in ("for", "over"):
        return _of(scene, words[first].start, words[last - 1].end, "", True)
    stop = noun_phrase_end(words, i)
    stop = next((k for k in range(i, stop) if words[k].lower in ("for", "over")), stop)
    comma = next((k for k in range(i, stop) if words[k].text == ","), stop)
    if comma > i and acting_in(scene, words[i].start, words[comma - 1].end):
        stop = comma
    if stop <= i:
        return None
    return _of(scene, words[i].start, words[stop - 1].end, speaker, True)


def _of(scene: Scene, start: int, end: int, speaker: str, is_blame: bool) -> Responsibility | None:
    sentence = scene.document.sentence_at(start)
    if {"linked", "tied", "loyal"} & {w.lower for w in sentence.words if start <= w.start < end}:
        return None
    doers = [m for m in acting_in(scene, start, end) if m.kind != "body"]
    if doers:
        doer = next((m for m in doers if m.kind == "group"), doers[0])
        side, attacker = sides.side(doer), sides.actor_code(scene, doer)
    else:
        side = attacker = None if is_blame else _armed_name(sentence, start, end)
    if _DERIVED.search(scene.document.text[start:end]):
        side = attacker = _armed_name(sentence, start, end) if "," in scene.document.text[start:end] else None
        return None if is_blame else Responsibility(sentence, side, attacker, speaker.strip(" ,"), is_blame)
    if not side or not attacker:
        return None
    return Responsibility(sentence, side, attacker, speaker.strip(" ,"), is_blame)


def _armed_name(sentence: Sentence, start: int, end: int) -> str | None:
    """The name of a group no list knows: the last capitalised words of who claims it."""
    names: list[list[Word]] = [[]]
    for word in sentence.words:
        if start <= word.start < end and word.is_capitalised and word.lower not in ("the", "a", "an"):
            names[-1].append(word)
        elif names[-1]:
            names.append([])
    full = [n for n in names if n]
    return " ".join(w.text for w in full[-1]) if full else None
