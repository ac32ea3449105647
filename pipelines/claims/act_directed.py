"""Acts of one side towards another: sanctions, pledges, proposals, votes, and proposed meetings."""

import re

from pipelines.claims import two_sides, venues
from pipelines.claims.act_frames import Clause, Found, distinct, has_sum, objects_of
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.inflect import forms
from pipelines.claims.targets import attacked
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb


def _proposed_meeting(clause: Clause, objects: list[Actor]) -> Found | None:
    """A meeting that is proposed is a meeting, not a proposal; its parties are those it is to bring together."""
    scene, sentence, verb = clause.scene, clause.sentence, clause.verb
    match = _GATHERING.search(sentence.text[sentence.words[verb.last - 1].end - sentence.start :])
    phrase = {w.lower for w in sentence.words[verb.head : verb.last + 2]}
    if match is None or _PLACE_OF_TALKS.search(match[0]) or phrase & {"host", "mediate", "broker", "arrange"}:
        return None
    parties = _to_bring_together(clause, objects)
    act = (
        "negotiation" if match[1] in ("talks", "negotiations") and not any(p.is_person for p in parties) else "meeting"
    )
    if not parties:
        return None
    rule = f"diplomacy.{act}.proposed"
    return Found(
        act, "proposed", tuple(distinct(parties)), (), venues.of_act(scene, sentence, verb.head), rule, "medium"
    )


def _to_bring_together(clause: Clause, objects: list[Actor]) -> list[Actor]:
    """The parties of a proposed meeting: those named, "the two presidents", a body, or who met before."""
    words = clause.sentence.words[clause.verb.last :]
    if two_sides.both(words):
        return list(two_sides.pair(clause.scene, words, clause.earlier))
    if len(objects) > 1 or (objects and objects[0].kind == "body"):
        return objects
    if objects:
        return [*clause.subject, *objects]
    own = {a.name for a in clause.subject}
    return list(clause.earlier) or [two_sides.plain(m) for m in clause.scene.sides if m.name not in own][:2]


_PLACE_OF_TALKS = re.compile(r"\b(?:venue|site|mediator|host city|place|location|agenda)\b")
_GATHERING = re.compile(r"^[^.;]{0,60}?\b(meeting|summit|talks|negotiations|convene|meet|sit down|encounter)\b")


def state_of_envoy(actor: Actor) -> Actor:
    """An ambassador who is summoned stands for the state."""
    if actor.role != "envoy" or actor.side is None:
        return actor
    return Actor(actor.side, actor.country_code, "country", "", actor.start, actor.end)


def _states(scene: Scene, sentence: Sentence, verb: Verb, own: set[str]) -> list[Actor]:
    """The first foreign state or group named after the verb, also as an adjective or home of envoys and firms."""
    start = sentence.words[verb.head].start
    foreign = [m for m in scene.inside(start, sentence.end) if m.kind not in ("person", "body", "territory")]
    first = next((m for m in foreign if m.name not in own and m.country_code not in own), None)
    return [Actor(first.name, first.country_code, first.kind, "", first.start, first.end)] if first else []


def read_directed(clause: Clause) -> Found | None:
    """Sanctions, pledges, proposals and other acts of one side towards another."""
    scene, sentence, verb, subject = clause.scene, clause.sentence, clause.verb, clause.subject
    act, status = clause.act, clause.status
    if not subject or (act == "pledge" and has_sum(sentence)):
        return None
    own = {s.name for s in subject} | {s.country_code for s in subject if s.country_code}
    objects = [a for a in objects_of(scene, sentence, verb) if a.name not in own and a.country_code not in own]
    if act in ("other", "sanction") and (not objects or act == "sanction"):
        objects = _states(scene, sentence, verb, own) or objects
    if act == "proposal" and (found := _proposed_meeting(clause, objects)):
        return found
    if act == "pledge" and not objects:
        objects = _helped(scene, own) or _of_title(scene, own)
    if act == "proposal" and not objects:
        objects = _between(scene, sentence, verb)
    objects = distinct([state_of_envoy(a) for a in objects])
    if act == "other" and any(a.is_person and a.role == "envoy" and a.side is None for a in objects):
        objects = [two_sides.plain(m) for m in scene.sides if m.name not in own and m.country_code not in own][:1]
    if act == "other" and verb.noun is None and _leaves(sentence, verb):
        objects = [a for a in objects if a.kind == "body"]  # "withdraw from Uvira" leaves no treaty
    is_leaving = act == "other" and verb.noun is not None and verb.tense != "participle" and _leaves(sentence, verb)
    if act == "other" and not objects and not is_leaving:
        return None
    rule = f"diplomacy.{act}.{sentence.words[verb.head].lower}"
    status = {"proposal": "proposed", "pledge": "held"}.get(act, status)
    return Found(act, status, tuple(distinct(subject)), tuple(objects), None, rule, "medium")


def _helped(scene: Scene, own: set[str]) -> list[Actor]:
    """To whom support goes that names nobody: the state that the post says was attacked."""
    return [a for a in attacked(scene.document) if a.name not in own and a.country_code not in own][:1]


def _of_title(scene: Scene, own: set[str]) -> list[Actor]:
    """The state the title says is helped: "UK to send Kyiv drones", "Arms for Ukraine"."""
    title = next((s for s in scene.document.sentences[:1] if s.is_title), None)
    named = [m for m in scene.inside(title.start, title.end) if m.kind in ("country", "metonym")] if title else []
    helped = [m for m in named if title and title.words[title.word_index(m.start) - 1].lower in _TOWARDS]
    return [two_sides.plain(m) for m in helped if m.name not in own and m.country_code not in own][-1:]


_TOWARDS = frozenset({"for", "to"}) | {f for v in ("send", "give", "offer", "promise", "help", "arm") for f in forms(v)}


def _between(scene: Scene, sentence: Sentence, verb: Verb) -> list[Actor]:
    """ "suggested Geneva for talks between A and B": the parties the proposal is about."""
    words = sentence.words
    index = next((i for i in range(verb.last, len(words) - 1) if words[i].lower == "between"), None)
    return scene.actors_in(sentence, words[index + 1].start, sentence.end, is_object=True) if index else []


def _leaves(sentence: Sentence, verb: Verb) -> bool:
    """ "pulled out of the grain deal": the treaty is named, and nobody need be."""
    phrase = " ".join(w.lower for w in sentence.words[verb.head : verb.last])
    return phrase in _LEAVING


_LEAVING = frozenset(
    f for v in ("withdraw from", "pull out of", "quit", "exit", "leave", "walk away from", "renounce") for f in forms(v)
)


def read_alone(clause: Clause) -> Found | None:
    """Votes: the body or the state whose chamber decides."""
    scene, sentence, verb, subject = clause.scene, clause.sentence, clause.verb, clause.subject
    act, status = clause.act, clause.status
    if not subject or subject[0].is_person or has_sum(sentence):
        return None
    is_veto = sentence.words[verb.head].lower.startswith("veto")
    if not is_veto and subject[0].kind != "body" and subject[0].institution != "chamber":
        return None
    if (
        not is_veto
        and subject[0].kind != "body"
        and not _states(scene, sentence, verb, {subject[0].name})
        and verb.noun is None
    ):
        return None
    rule = f"diplomacy.{act}.{sentence.words[verb.head].lower}"
    objects = [a for a in objects_of(scene, sentence, verb) if a.name not in {s.name for s in subject}]
    return Found(act, status, tuple(distinct(subject)), tuple(objects[:1]), None, rule, "medium")
