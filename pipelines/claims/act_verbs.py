"""Acts told by their verbs: who does what to whom, with which status, and whether it is asserted at all."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.claims import lexicon, triggers, venues, visits
from pipelines.claims.act_directed import read_alone, read_directed, state_of_envoy
from pipelines.claims.act_frames import (
    PHONE_CALL,
    Clause,
    Found,
    may_act,
    read_mutual,
)
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Modality
from pipelines.claims.inflect import forms
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb

_FUTURE_TIME = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|\w{3,6}day)|later (?:this|on|in|today)|in the coming (?:days|weeks)|"
    r"this (?:afternoon|evening|week|month|weekend))\b"
)
_PROMISES = frozenset(
    f
    for v in ("pledge", "promise", "offer", "commit", "vow", "announce", "guarantee", "agree", "undertake")
    for f in forms(v)
)
_TODAY = re.compile(r"\b(?:today|tonight|on \w{3,6}day|at \d{1,2}(?::\d\d)? ?[ap]\.?m)\b")
_PROPOSING = lexicon.words("acts_proposing")
CANCELLED = re.compile(
    r"\b(?:cancel\w{0,5}|called off|calls off|scrap\w{0,4}|boycott\w{0,3}|(?:been|was|were|is|are) (?:put off|shelved)|"
    r"(?:will|would) not (?:go ahead|take place|be held))\b"
)


def find(scene: Scene, sentence: Sentence, earlier: tuple[Actor, ...]) -> Iterator[Found]:
    """The acts of the verbs of a sentence; `earlier` met last. What is denied or conditional carries its modality."""
    before: list[Actor] = []
    for verb in triggers.acts(sentence.words):
        if scene.document.is_quoted(sentence.words[verb.head].start):
            continue
        subject = _subject(scene, sentence, verb, before)
        before = subject or before
        modality = _modality(sentence, verb)
        yield from (replace(f, modality=modality) for f in _read(scene, sentence, verb, subject, earlier))


def _modality(sentence: Sentence, verb: Verb) -> Modality:
    """ "did not meet" is denied; "if they meet" and questions are conditional."""
    if verb.is_negated:
        return "denied"
    lowers = [w.lower for w in sentence.words[max(verb.first - 6, 0) : verb.first]]
    is_open = any(w in ("if", "unless", "whether", "until") for w in lowers) or sentence.text.rstrip('"”’ ').endswith(
        "?"
    )
    return "conditional" if is_open else "asserted"


def _subject(scene: Scene, sentence: Sentence, verb: Verb, before: list[Actor]) -> list[Actor]:
    words = sentence.words
    actors = [a for a in scene.subject(sentence, verb.first) if may_act(a)]
    if actors or verb.first == 0:
        return actors
    is_joined = words[verb.first - 1].lower in ("and", ",", "but", "after", "before") or verb.tense == "infinitive"
    if before or not is_joined:
        return before if is_joined else []
    return [a for a in scene.actors_in(sentence, sentence.start, sentence.end)[:1] if a.start - sentence.start <= 4]


def _read(
    scene: Scene, sentence: Sentence, verb: Verb, subject: list[Actor], earlier: tuple[Actor, ...]
) -> list[Found]:
    act, frame = verb.kinds[0]
    if _is_only_mentioned(sentence, verb, act, frame):
        return []
    if verb.is_passive:
        return _passive(scene, sentence, verb, subject, act)
    clause = Clause(scene, sentence, verb, subject, act, _status(scene, sentence, verb), earlier)
    if frame in ("mutual", "mutual_person"):
        found = read_mutual(clause, needs_person=frame == "mutual_person")
    elif frame == "travel":
        found = visits.read_travel(clause)
    elif frame == "directed":
        return _each(read_directed(clause))
    else:
        found = read_alone(clause)
    return [found] if found else []


def _each(found: Found | None) -> list[Found]:
    """Two states that summon, sanction or expel do so each for itself."""
    if found is None:
        return []
    if found.act in ("other", "sanction") and len(found.participants) == 2:
        return [replace(found, participants=(actor,)) for actor in found.participants]
    return [found]


def _is_only_mentioned(sentence: Sentence, verb: Verb, act: str, frame: str) -> bool:
    """Whether the verb names an act without telling it: bare infinitives, gifts that are no promise any more."""
    is_bare = verb.tense == "infinitive"
    if act == "pledge":
        is_past = verb.tense in ("past", "present", "participle", "progressive")
        if verb.tense == "past" and PHONE_CALL.search(sentence.text.lower()):
            return True
        is_given = is_past or (is_bare and not _is_promised(sentence, verb))
        return is_given and sentence.words[verb.head].lower not in _PROMISES
    return is_bare and (act == "other" or (frame in ("mutual", "mutual_person", "travel") and not verb.is_passive))


def _is_promised(sentence: Sentence, verb: Verb) -> bool:
    return any(w.lower in _PROMISES for w in sentence.words[verb.first : verb.head])


def _passive(scene: Scene, sentence: Sentence, verb: Verb, patients: list[Actor], act: str) -> list[Found]:
    """ "X was summoned by Y", "sanctions on X will be announced, Y said": the agent acts, the subject is acted on."""
    words = sentence.words
    if act == "proposal" and verb.first == verb.head:  # "accepted a plan put forward by Egypt" tells no proposal
        return []
    agents: list[Actor] = []
    for index in range(verb.last, min(verb.last + 8, len(words) - 1)):
        if words[index].lower == "by":
            agents = scene.actors_in(sentence, words[index + 1].start, sentence.end, is_object=True)
            break
    if not agents and act == "sanction":
        agents = [
            a
            for m in scene.inside(sentence.start, sentence.end)
            if scene.is_source(m.start) and (a := scene.actor(m, sentence))
        ][:1]
    patients = patients or scene.actors_in(sentence, sentence.start, words[verb.first].start, is_object=True)
    if not agents and words[verb.head].lower in ("summoned", "called") and patients:
        sides = [
            m for m in scene.sides if m.kind != "group" and m.country_code not in {a.country_code for a in patients}
        ]
        agents = [Actor(m.name, m.country_code, "country", "", m.start, m.end) for m in sides[:1]]
        patients = [state_of_envoy(a) for a in patients]
    is_hosted = act == "meeting" and words[verb.head].lower == "hosted"
    if is_hosted or not agents or act not in ("sanction", "other", "agreement", "proposal", "meeting"):
        return []
    rule, status = f"diplomacy.{act}.passive", _status(scene, sentence, verb)
    if act == "meeting" and agents and patients and agents[0].is_person:
        parties = (*patients, *agents)
        return [Found(act, status, parties, (), venues.of_act(scene, sentence, verb.head), rule, "medium")]
    if act == "agreement":
        return (
            [Found(act, status, tuple(agents), (), venues.of_act(scene, sentence, verb.head), rule, "medium")]
            if len(agents) > 1
            else []
        )
    return [Found(act, status, tuple(agents), tuple(patients), None, rule, "medium")]


def _status(scene: Scene, sentence: Sentence, verb: Verb) -> str:
    clause = sentence.text.lower()
    words = [w.lower for w in sentence.words[max(verb.first - 4, 0) : verb.head]]
    if CANCELLED.search(clause) or _is_broken_off(sentence, verb):
        return "cancelled"
    if any(w in _PROPOSING for w in words) or verb.tense == "wish":
        return "proposed"
    phrase = {w.lower for w in sentence.words[verb.head : verb.last]}
    is_being = sentence.words[verb.head].lower in ("is", "was", "were", "are", "be")
    if verb.tense in ("future", "infinitive") or (is_being and phrase & {"expected", "due", "bound", "off"}):
        return "scheduled"
    if verb.tense in ("present", "progressive") and (_FUTURE_TIME.search(clause) or _TODAY.search(clause)):
        return "scheduled"
    return "held"


def _is_broken_off(sentence: Sentence, verb: Verb) -> bool:
    """ "broke off negotiations": what is broken off is a meeting, talks or a visit."""
    phrase = " ".join(w.lower for w in sentence.words[verb.head : verb.last])
    return verb.kinds[0][0] in ("meeting", "negotiation", "visit") and phrase in _BREAKING_OFF


_BREAKING_OFF = frozenset(
    f for v in ("break off", "suspend", "abandon", "call off", "put off", "postpone") for f in forms(v)
)
