"""Which uses of force are one attack: the same hands, means and places, told in several sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.claims.attack.weapons import together
from pipelines.claims.text import Sentence

_APART = re.compile(
    r"\b(?:another|separate|separately|elsewhere|earlier (?:this|in the) (?:week|month)|"
    r"(?:two|three|four|five|\d+) (?:days|weeks|months) (?:before|earlier|after|later)|"
    r"last (?:week|month)|"
    r"the previous day|the (?:night|day|evening|week) before|hours (?:earlier|before|later)|as well|"
    r"later (?:in the (?:day|morning|afternoon|evening)|on|that (?:day|night)|the same day)|"
    r"a second|a third|a day (?:earlier|before)|meanwhile|in turn|"
    r"retaliat\w+|in response)\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"(?:Another|A second|A third|In a second|In a separate|Separately|Elsewhere)\b")
_CLAUSE = re.compile(r";|\b(?:while|after|before|which|where|hours|days|weeks)\b", re.IGNORECASE)
_SALVO = re.compile(r"(?:salvos?|salvoes|volleys?|barrages?|fusillade)\b", re.IGNORECASE)
_WAVE_SIZE = 20
_WAVES = ("drone", "missile", "combined")


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells an attack, from the word at offset `anchor` on, and how much it tells."""

    sentence: Sentence
    anchor: int
    weight: int
    numbers: int
    is_definite: bool
    asserted_by: str | None


@dataclass
class Event:
    """One attack with the sentences that tell it; roles fill up as more is told."""

    tellings: list[Telling]
    kind: str
    attack_type: str
    attacker: str | None
    side: str | None
    target: str | None
    places: list[str] = field(default_factory=list)
    regions: set[str] = field(default_factory=set)
    launched: int | None = None
    intercepted: int | None = None
    is_definite: bool = False
    is_plural: bool = False
    is_weak: bool = False
    is_heading: bool = False
    is_explicit: bool = False
    is_of_several: bool = False
    vouched_by: str | None = None
    event_date: date | None = None
    modality: str = "asserted"

    @property
    def first(self) -> Sentence:
        """The first sentence that tells it."""
        return self.tellings[0].sentence

    @property
    def last(self) -> Sentence:
        """The last sentence that tells it."""
        return self.tellings[-1].sentence

    @property
    def is_wave(self) -> bool:
        return self.launched is not None or self.intercepted is not None


def merge(events: Sequence[Event]) -> list[Event]:
    """The attacks of a post: each event joins the nearest earlier one it can be part of."""
    merged: list[Event] = []
    for event in events:
        _inherit(merged, event)
        host = next((e for e in reversed(merged) if _is_one(e, event)), None)
        if host is None:
            merged.append(event)
        else:
            join(host, event)
    return merged


def _inherit(merged: Sequence[Event], event: Event) -> None:
    """ "In the afternoon another salvo": of what the attack told before it was made."""
    told = event.tellings[0]
    is_salvo = _SALVO.match(told.sentence.text, told.anchor - told.sentence.start)
    if is_salvo and event.attack_type == "other" and merged and _agree(merged[-1].side, event.side):
        event.attack_type = merged[-1].attack_type


def _is_one(host: Event, event: Event) -> bool:  # noqa: PLR0911
    if host.modality != event.modality or not _agree(host.side, event.side) or not _agree(host.target, event.target):
        return False
    if not _types_agree(host, event):
        return False
    if host.event_date and event.event_date and host.event_date != event.event_date and not event.is_definite:
        return False
    if _NEW.match(event.first.text) and event.first is not host.last and not (host.launched or 0) >= _WAVE_SIZE:
        return False
    shared = set(host.places) & set(event.places)
    if (
        event.places
        and not host.places
        and host.kind == "intercept"
        and event.kind != "intercept"
        and event.first is not host.last
        and not host.first.is_title
    ):
        return event.attack_type == host.attack_type
    if event.is_weak and not event.places and not event.is_definite:
        return event.first.index - host.last.index <= 1
    if event.first.index == host.last.index:
        return bool(shared) or not host.places or not event.places or not _is_clause_apart(host, event)
    if shared or event.is_definite:
        return bool(shared) or not event.places
    if event.is_heading or (_APART.search(event.first.text) and not (host.launched or 0) >= _WAVE_SIZE):
        return False
    if not host.places or not event.places:
        return True
    return (
        (host.is_wave or host.first.is_title) and host.attack_type in _WAVES and event.attack_type in (*_WAVES, "other")
    )


def _is_clause_apart(host: Event, event: Event) -> bool:
    """Whether a new clause with its own time or scene lies between two uses of force in one sentence."""
    a, b = sorted((host.tellings[-1].anchor - host.last.start, event.tellings[0].anchor - host.last.start))
    return bool(_CLAUSE.search(host.last.text[a:b]))


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _types_agree(host: Event, event: Event) -> bool:
    a, b = host.attack_type, event.attack_type
    if ((host.kind, a) == ("intercept", "other")) != ((event.kind, b) == ("intercept", "other")):
        return False
    if (host.kind == "capture") != (event.kind == "capture"):
        return False
    if a == b or "other" in (a, b):
        return True
    return "combined" in (a, b) and {a, b} <= {"combined", "drone", "missile", "airstrike", "shelling", "ground"}


def is_large(event: Event) -> bool:
    """A wave with its numbers, large enough to have many places."""
    return (event.launched or event.intercepted or 0) >= _WAVE_SIZE


def is_apart(sentence: Sentence) -> bool:
    """Whether a sentence says that it tells of another time or place: "elsewhere", "a day earlier"."""
    return bool(_APART.search(sentence.text))


def can_be_part(host: Event, event: Event) -> bool:
    """Whether side, target and means of an event fit into a wave."""
    sides = _agree(host.side, event.side) and _agree(host.target, event.target)
    return sides and host.modality == event.modality and event.kind != "capture" and _types_agree(host, event)


def join(host: Event, event: Event) -> None:
    """Makes an event a part of another, which takes over what it did not know."""
    host.attack_type = (
        together([host.attack_type, event.attack_type])
        if "combined" not in (host.attack_type, event.attack_type)
        else "combined"
    )
    host.attacker, host.side = (host.attacker or event.attacker), (host.side or event.side)
    host.target = host.target or event.target
    host.regions |= event.regions
    if host.last.is_title and event.places and not event.first.is_title:
        host.places = []
    host.tellings += event.tellings
    host.places += [p for p in event.places if p not in host.places]
    host.launched = max(filter(None, (host.launched, event.launched)), default=None)
    host.intercepted = max(filter(None, (host.intercepted, event.intercepted)), default=None)
    host.event_date = host.event_date or event.event_date
    host.kind = event.kind if host.kind == "count" else host.kind
    host.vouched_by = host.vouched_by or event.vouched_by
    host.is_of_several = host.is_of_several or event.is_of_several
    host.is_explicit = host.is_explicit or event.is_explicit
    host.is_weak = host.is_weak and event.is_weak
    host.is_definite = host.is_definite and event.is_definite
