"""What a verb of diplomacy tells before its status: its clause, its parties, and acts in which all take part."""

import re
from dataclasses import dataclass
from itertools import pairwise

from pipelines.claims import lexicon, money, nominals, two_sides, venues
from pipelines.claims.actor import NEVER_ACT, Actor
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Modality, Support
from pipelines.claims.inflect import forms
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb

_PHONE = re.compile(r"\b(?:phone|telephone|video call|video link|videoconference)\b")


PHONE_CALL = re.compile(
    r"\b(?:(?:by|via) (?:tele)?phone|(?:on|over) the (?:tele)?phone|on the line|"
    r"in a call|(?:tele)?phone (?:call|conversation)|"
    r"video call|by video link)\b"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What is known of an act before its parties: its verb, the subject, the act and its status."""

    scene: Scene
    sentence: Sentence
    verb: Verb
    subject: list[Actor]
    act: str
    status: str
    earlier: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One act as read from its verb."""

    act: str
    status: str
    participants: tuple[Actor, ...]
    counterparts: tuple[Actor, ...]
    venue: str | None
    rule: str
    support: Support
    modality: Modality = "asserted"


def may_act(actor: Actor) -> bool:
    return not (actor.is_person and actor.role in NEVER_ACT) and actor.institution != "military"


def objects_of(scene: Scene, sentence: Sentence, verb: Verb, reach: int = 300) -> list[Actor]:
    """Who is named after the verb, up to who brokered it; ", A and B announced" names the source."""
    words = sentence.words
    start = words[verb.last].start if verb.last < len(words) else sentence.end
    end = next((w.start for w in words[verb.last :] if w.lower in _BROKERED), sentence.end)
    actors = scene.actors_in(sentence, start, min(start + reach, end), is_object=True)
    actors = actors[: len(actors) - _telling_at_end(sentence, actors)]
    return [a for a in actors if may_act(a) and not _is_venue(sentence, a) and not scene.is_source(a.start)]


def _telling_at_end(sentence: Sentence, actors: list[Actor]) -> int:
    """How many of the last actors are the source of the sentence (", A and B announced")."""
    words = sentence.words
    following = sentence.word_index(actors[-1].end) if actors else len(words)
    if following >= len(words) or words[following].lower not in _TELLING:
        return 0
    is_pair = len(actors) > 1 and sentence.text[actors[-2].end - sentence.start :].lstrip().startswith("and")
    return 2 if is_pair else 1


_BROKERED = frozenset({"brokered", "mediated", "sponsored", "facilitated", "moderated", "monitored", "chaired"})
_TELLING = frozenset({"said", "says", "announced", "told", "reported", "confirmed", "added", "wrote"})


def _is_venue(sentence: Sentence, actor: Actor) -> bool:
    index = sentence.word_index(actor.start)
    return not actor.is_person and index > 0 and sentence.words[index - 1].lower in ("in", "at", "near", "outside")


def read_mutual(clause: Clause, *, needs_person: bool) -> Found | None:
    """Meetings, calls, talks and agreements: all parties are participants."""
    scene, sentence, verb, subject = clause.scene, clause.sentence, clause.verb, clause.subject
    act, status = clause.act, clause.status
    objects = _linked(scene, sentence, verb)
    if not objects and verb.last < len(sentence.words):
        objects = scene.object_pronoun(sentence, sentence.words[verb.last])
        objects = objects or two_sides.persons(scene, sentence.words[: verb.last + 2], subject)
    is_direct = bool(objects) and (
        objects[0].start - sentence.words[verb.last - 1].end <= 25 or verb.last == len(sentence.words)
    )
    is_person = is_direct and bool(objects[0].is_person or objects[0].role) and bool(subject)
    if needs_person and not is_person and not _has_pronoun(sentence, verb):
        return None
    words = sentence.words
    if len(subject) < 2 and not objects and (two := two_sides.persons(scene, words[: verb.last])):
        subject = two
    elif len(subject) < 2 and not objects and two_sides.both(words[: verb.first]):
        subject = [Actor(m.name, m.country_code, m.kind, "", m.start, m.end) for m in two_sides.of_post(scene)]
    if act == "agreement" and _is_telling(words[verb.head].lower, objects):
        subject = []
    parties = distinct([*subject, *_led(scene, sentence, verb), *objects])
    if act == "meeting" and any(w.lower in ("negotiators", "delegations", "teams") for w in words[: verb.first]):
        act = "negotiation"
    if words[verb.head].lower.startswith("attend") and verb.noun is None and len(parties) < 2:
        return None
    if act == "call" and verb.noun is None and _is_in_person(scene, sentence, verb):
        act = "meeting"
    if act == "meeting" and words[verb.head].lower.startswith("discuss") and PHONE_CALL.search(sentence.text.lower()):
        act = "call"
    act = _talks_or_meeting(sentence, verb, act, parties)
    if not _is_told(clause, act, parties, objects):
        return None
    rule = f"diplomacy.{act}.{sentence.words[verb.head].lower}"
    venue = None if act == "call" else venues.of_act(scene, sentence, verb.head)
    if venue is None and act in ("meeting", "negotiation") and subject and words[verb.head].lower.startswith("host"):
        venue = subject[0].name if subject[0].kind == "country" else None
    support: Support = "high" if len(parties) > 1 and act != "negotiation" else "medium"
    return Found(act, status, tuple(parties), (), venue, rule, support)


def _is_in_person(scene: Scene, sentence: Sentence, verb: Verb) -> bool:
    """ "spoke with B in Miami": who names a place and no telephone tells of a meeting."""
    is_speaking = sentence.words[verb.head].lower.startswith(("sp", "talk"))
    return is_speaking and not _PHONE.search(sentence.text.lower()) and venues.of_act(scene, sentence) is not None


def _is_told(clause: Clause, act: str, parties: list[Actor], objects: list[Actor]) -> bool:
    """Whether the verb and its parties amount to the act, and not to something smaller."""
    sentence, verb = clause.sentence, clause.verb
    is_call = verb.noun is not None or bool(_PHONE.search(sentence.text.lower()))
    if act == "call" and not is_call and not (objects and objects[0].is_person):
        return False
    following = sentence.words[verb.last].lower if verb.last < len(sentence.words) else "."
    if act == "agreement" and verb.noun is None and (has_sum(sentence) or following in ".,;"):
        return False
    if verb.tense == "participle" and sentence.words[max(verb.first - 1, 0)].lower not in ("after", "before", ","):
        return False
    is_assembly = verb.noun is not None or bool(parties and parties[0].kind == "body")
    is_body = bool(parties) and parties[0].kind == "body"
    needed = 2 if act in ("call", "negotiation") or (act == "meeting" and not is_assembly) else 1
    is_vague = verb.noun is None or sentence.words[verb.head].lower in _ANNOUNCING
    if act == "agreement" and not is_body and is_vague:
        needed = 2
    return len(parties) >= needed


def _is_telling(verb: str, objects: list[Actor]) -> bool:
    """Who brokers an agreement is no party to it, nor is who announces one between others."""
    return verb in _BROKERING or (verb in _ANNOUNCING and len(objects) > 1)


_BROKERING = frozenset(f for v in ("broker", "mediate") for f in forms(v))
_ANNOUNCING = frozenset(f for v in ("announce", "declare", "secure", "endorse") for f in forms(v))


def _has_pronoun(sentence: Sentence, verb: Verb) -> bool:
    return verb.last < len(sentence.words) and sentence.words[verb.last].lower in ("him", "her", "them")


def _led(scene: Scene, sentence: Sentence, verb: Verb) -> list[Actor]:
    """The heads of delegations: "teams led by A and B met"."""
    words = sentence.words
    for index in range(1, verb.first):
        if words[index].lower == "by" and words[index - 1].lower in ("led", "headed"):
            start = words[index + 1].start
            return [a for a in scene.actors_in(sentence, start, words[verb.first].start, is_object=True) if a.is_person]
    return []


_TO_NEGOTIATE = re.compile(r"\bto (?:negotiate|hammer out|thrash out|hold (?:peace |ceasefire )?negotiations)\b")


def _talks_or_meeting(sentence: Sentence, verb: Verb, act: str, parties: list[Actor]) -> str:
    """ "talks" of leaders are a meeting, of delegations and states a negotiation."""
    if act == "meeting" and _TO_NEGOTIATE.search(sentence.text, sentence.words[verb.head].start - sentence.start):
        return "negotiation"
    if act not in ("meeting", "negotiation") or verb.noun is None or verb.noun_last is None:
        return act
    noun = [w.lower for w in sentence.words[verb.noun : verb.noun_last + 1]]
    if nominals.is_talks(noun, parties):
        is_assembly = len(parties) == 1 and parties[0].kind == "body"
        return "meeting" if is_assembly else "negotiation"
    return "meeting" if any(p.is_person for p in parties) and act == "negotiation" else act


def _linked(scene: Scene, sentence: Sentence, verb: Verb) -> list[Actor]:
    """Who takes part besides the subject: the object and those joined to it, or else who is named after "with"."""
    found = objects_of(scene, sentence, verb)
    if not found or _has_link(sentence, verb, found[0]):
        return found
    words = sentence.words
    index = next((i for i in range(verb.last, len(words) - 1) if words[i].lower in ("with", "between")), None)
    if index is None or words[index].start < found[0].start:
        return []
    partners = scene.actors_in(sentence, words[index + 1].start, sentence.end, is_object=True)
    return [a for a in partners if may_act(a)] if partners and partners[0].start - words[index].end <= 25 else []


def _has_link(sentence: Sentence, verb: Verb, actor: Actor) -> bool:
    """Whether an actor after the verb takes part: its direct object, or after "with", "to", "and", "between"."""
    words = sentence.words
    index = sentence.word_index(actor.start)
    if index <= verb.last + 1:
        return True
    near = words[max(index - 4, verb.last) : index]
    if any(w.lower in ("with", "between", "and", ",") for w in near):
        return True
    return any(a.lower in _PEOPLE and b.lower in ("of", "from") for a, b in pairwise(near))


_PEOPLE = lexicon.words("frames_people")


def has_sum(sentence: Sentence) -> bool:
    """Whether the sentence names a sum of money, which has a claim of its own."""
    return bool(money.sums(sentence.text))


def distinct(actors: list[Actor]) -> list[Actor]:
    return list({a.name: a for a in actors}.values())
