"""Round-ups and waves: lines headed by a place, summaries, and places where a wave is told only by its harm."""

import re
from collections.abc import Sequence

from pipelines.claims import where
from pipelines.claims.attack import locations, merging
from pipelines.claims.attack.merging import Event
from pipelines.claims.gazetteer import Place
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_HARM = re.compile(
    r"\b(?:kill\w*|died|dead|dies|wound\w+|injur\w+|hurt|damag\w+|destroy\w+|burn\w*|ablaze|fires?|blackouts?|outages?"
    r"|without (?:power|electricity|heating|water)|lost (?:power|electricity)|brunt|hit|struck|lives|victims?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,4})(?: \w+){0,2} in (?:the )?$", re.IGNORECASE
)
_LISTED = re.compile(
    r"\b(?:the targets (?:were|included)|among the (?:places|sites|towns|cities|targets) (?:that were )?(?:hit|struck)"
    r"|(?:other )?(?:impacts|hits) were (?:recorded|reported))\b",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(r"\bsince\b|\b(?:war|invasion) (?:began|started)\b", re.IGNORECASE)


def heading(scene: Scene, sentence: Sentence) -> Place | None:
    """The place a line of a round-up opens with: "Kherson: one killed"."""
    for place in scene.places_in(sentence.start, min(sentence.start + 40, sentence.end)):
        after = scene.document.text[place.end : place.end + 12].lower().lstrip()
        if after.startswith((":", "—", "–")) or re.match(r"(?:region|oblast)\s*[:—–]", after):
            return None if sentence.is_title else place
    return None


def round_up(scene: Scene, events: list[Event]) -> None:
    """The summary of a round-up stands for the places whose own line tells no attack."""
    headings = [p.name for s in scene.document.told if (p := heading(scene, s))]
    if len(headings) < 2:
        return
    told = {p for e in events for p in e.places}
    open_events = [e for e in events if not e.places and not e.is_weak and not e.is_heading]
    summary = next((e for e in open_events if not e.last.is_title), next(iter(open_events), None))
    if summary:
        summary.places = [p for p in dict.fromkeys(headings) if p not in told]


def gather(scene: Scene, events: list[Event]) -> list[Event]:
    """In a round-up of one wave each line tells a part of it: the lines join the event that has its numbers."""
    wave = next((e for e in events if merging.is_large(e) and _is_counted_apart(scene, e)), None)
    lines = [e for e in events if wave and e is not wave and e.is_heading and merging.can_be_part(wave, e)]
    if wave is None or len(lines) + wave.is_heading < 2:
        return events
    for line in lines:
        merging.join(wave, line)
    untold = [s for s in scene.document.told if heading(scene, s) and _HARM.search(s.text)]
    for place in (p for s in untold for p in _harmed(scene, s)):
        if place.name not in wave.places:
            wave.places.append(place.name)
    return [e for e in events if e not in lines]


def _is_counted_apart(scene: Scene, event: Event) -> bool:
    """Whether a sentence that is no line of the round-up gives the numbers."""
    return any(t.numbers and heading(scene, t.sentence) is None for t in event.tellings)


def spread(scene: Scene, events: Sequence[Event]) -> None:
    """Adds to a wave the places of sentences that tell only harm: "Two died in Nikopol. Odesa: one dead"."""
    telling = {t.sentence.index for e in events if not e.is_weak for t in e.tellings}
    named = {p for e in events for p in e.places}
    open_events = [e for e in events if not e.places]
    for sentence in scene.document.told:
        if sentence.index in telling or sentence.is_title or not _HARM.search(sentence.text):
            continue
        host = next((e for e in reversed(open_events) if _is_open(e, sentence)), None)
        if (
            host is None
            or (merging.is_apart(sentence) and not heading(scene, sentence))
            or _CUMULATIVE.search(sentence.text)
        ):
            continue
        hit = [p for p in _harmed(scene, sentence) if p.country == host.target and p.name not in named]
        host.places += [p for p in dict.fromkeys(p.name for p in hit) if p not in host.places]


def list_hits(scene: Scene, events: Sequence[Event]) -> None:
    """Adds places a sentence lists as hit: "The targets were A and B", "C and D were among the places hit"."""
    for sentence in scene.document.told:
        before = [e for e in events if e.first.index < sentence.index and e.modality == "asserted" and not e.is_weak]
        if sentence.is_title or not before or not _LISTED.search(sentence.text):
            continue
        named = locations.sites(sentence, scene.places_in(sentence.start, sentence.end))
        holders = {p.name for p in scene.places_in(sentence.start, sentence.end)} - {p.name for p in named}
        host = next((e for e in before if not e.last.is_title), before[0])
        host.places = [p for p in host.places if p not in holders]
        host.places += [p for p in dict.fromkeys(p.name for p in named) if p not in host.places]


def _harmed(scene: Scene, sentence: Sentence) -> list[Place]:
    """The places of a sentence that tells harm; a region counts with victims of its own ("one in Lviv region")."""
    named = where.places_of_harm(scene, sentence)
    counted = [p for p in named if _COUNTED.search(scene.document.text[max(p.start - 40, sentence.start) : p.start])]
    return list(dict.fromkeys([*locations.sites(sentence, named), *counted]))


def _is_open(event: Event, sentence: Sentence) -> bool:
    """Whether more places may belong to it: a wave or several attacks, so far without a place."""
    is_before = event.first.index < sentence.index and event.modality == "asserted"
    is_wide = is_wave(event) or event.is_plural
    return is_before and not event.is_weak and event.kind != "intercept" and is_wide


def is_wave(event: Event) -> bool:
    return event.is_wave and event.attack_type in ("drone", "missile", "combined")
