"""Rules for diplomatic acts: meetings, calls, visits, talks, agreements, sanctions, votes, pledges, proposals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claims import money, nominals, places, triggers
from pipelines.claims.actors import NEVER_ACT, Actor, Scene
from pipelines.claims.claim import Diplomacy, Support
from pipelines.claims.inflect import forms
from pipelines.claims.text import Sentence, Word
from pipelines.claims.triggers import Verb

_FUTURE_TIME = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|\w{3,6}day)|later (?:this|on|in|today)|in the coming (?:days|weeks)|"
    r"this (?:afternoon|evening|week|month|weekend))\b"
)
_PROMISES = frozenset(f for v in ("pledge", "promise", "offer", "commit", "vow", "announce", "guarantee", "agree") for f in forms(v))
_TODAY = re.compile(r"\b(?:today|tonight|on \w{3,6}day|at \d{1,2}(?::\d\d)? ?[ap]\.?m)\b")
_PROPOSING = frozenset("proposed proposes suggested suggests urged urges called offered offers asked requested wants invited".split())
_CANCELLED = re.compile(r"\b(?:cancel\w{0,5}|called off|calls off|scrap\w{0,4}|boycott\w{0,3})\b")
_PHONE = re.compile(r"\b(?:phone|telephone|video call|video link|videoconference)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TRIP = re.compile(r"\b(?:visit|trip|journey|tour) (?:to|of) (?:the )?(?P<place>[A-Z])")
_STAY = re.compile(r", in (?P<place>[A-Z])[\w ]{2,30}? (?:for|with|on|to) ")
_COMING = re.compile(r"\b(?:will|next|upcoming|planned|due|plans|later this|coming)\b")
_PHONE_CALL = re.compile(r"\b(?:by (?:tele)?phone|on the phone|on the telephone|on the line|in a call|(?:tele)?phone (?:call|conversation)|video call|by video link)\b")
_VENUE_PREPOSITIONS = frozenset("in at to into near on outside".split())


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


def find(scene: Scene) -> list[Diplomacy]:
    """The acts of a post, other than statements."""
    claims: list[Diplomacy] = []
    for sentence in scene.document.sentences:
        if sentence.is_title or is_historical(scene, sentence):
            continue
        found = [*_of_verbs(scene, sentence), *_of_nouns(scene, sentence)]
        if not any(f.act == "visit" for f in found):
            found += _of_visits(scene, sentence)
        if not any(f.act == "call" for f in found):
            found += _of_phones(scene, sentence)
        claims += [_claim(scene, sentence, f) for f in found if not _is_domestic(f)]
    return claims


def is_historical(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells of a year long before the post: other wars and decades are no claims."""
    published = scene.document.published_on
    years = [int(y) for y in _YEAR.findall(sentence.text)]
    if not published:
        return False
    if years:
        return max(years) <= published.year - 3
    before = scene.document.sentences[sentence.index - 1] if sentence.index else None
    return before is not None and before.paragraph == sentence.paragraph and is_historical(scene, before)


def _of_verbs(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    before: list[Actor] = []
    for verb in triggers.acts(sentence.words):
        if scene.document.is_quoted(sentence.words[verb.head].start) or _is_conditional(sentence, verb):
            continue
        subject = _subject(scene, sentence, verb, before)
        before = subject or before
        yield from _read(scene, sentence, verb, subject)


def _of_nouns(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    for noun in nominals.find(scene, sentence):
        parties = tuple(a for a in noun.parties if _may_act(a))
        if len(parties) > 1:
            kind = "setting" if noun.is_setting else "noun"
            status = "cancelled" if _CANCELLED.search(sentence.text.lower()) else noun.status
            rule = f"diplomacy.{noun.act}.{kind}"
            yield Found(noun.act, status, parties, (), _venue(scene, sentence), rule, "low" if noun.is_setting else "medium")


def _of_visits(scene: Scene, sentence: Sentence) -> list[Found]:
    """ "his trip to Moscow was dropped", "who broke off a visit to India", "Vance, in India with his family,"."""
    match = _TRIP.search(sentence.text) or _STAY.search(sentence.text)
    if match is None:
        return []
    start = sentence.start + match.start("place")
    target = next((m for m in scene.inside(start, sentence.end) if m.start == start), None)
    guests = [m for m in scene.inside(sentence.start, start) if m.kind == "person" and m.role not in NEVER_ACT]
    if target is None or target.kind not in ("country", "metonym") or not guests:
        return []
    guest = scene.actor(guests[-1], sentence)
    if guest is None or guest.country_code == target.country_code or start - guests[-1].end > 60:
        return []
    clause = sentence.text[max(match.start() - 60, 0) : match.end() + 60].lower()
    status = "cancelled" if _CANCELLED.search(clause) else "scheduled" if _COMING.search(clause) else "held"
    host = Actor(target.name, target.country_code, "country", "", target.start, target.end)
    venue = target.text if target.is_city else target.name
    return [Found("visit", status, (guest,), (host,), venue, "diplomacy.visit.trip", "medium")]


def _of_phones(scene: Scene, sentence: Sentence) -> list[Found]:
    """Two persons or more in a sentence with a telephone: whatever the verb is, they had a call."""
    match = _PHONE_CALL.search(sentence.text.lower())
    if match is None:
        return []
    subject = scene.actors_in(sentence, sentence.start, sentence.end)
    actors = [a for m in scene.inside(sentence.start, sentence.end) if (a := scene.actor(m, sentence)) and _may_act(a)]
    objects = [a for a in actors if not scene.is_source(a.start) and a.name not in {s.name for s in subject}]
    objects = [a for a in objects if a.is_person or a.role] or scene.object_pronoun(sentence, sentence.words[-2])
    parties = _distinct([a for a in subject if _may_act(a)] + objects[:1])
    if len(parties) < 2 or not parties[0].is_person:
        return []
    return [Found("call", "held", tuple(parties), (), None, "diplomacy.call.phone", "medium")]


def _is_domestic(found: Found) -> bool:
    """An act among people of one state is no diplomacy."""
    actors = (*found.participants, *found.counterparts)
    codes = {a.country_code for a in actors}
    return len(actors) > 1 and len(codes) == 1 and None not in codes


def _is_conditional(sentence: Sentence, verb: Verb) -> bool:
    lowers = [w.lower for w in sentence.words[max(verb.first - 6, 0) : verb.first]]
    return any(w in ("if", "unless", "whether", "until") for w in lowers)


def _subject(scene: Scene, sentence: Sentence, verb: Verb, before: list[Actor]) -> list[Actor]:
    words = sentence.words
    actors = [a for a in scene.subject(sentence, verb.first) if _may_act(a)]
    if actors or verb.first == 0:
        return actors
    is_joined = words[verb.first - 1].lower in ("and", ",", "but", "after", "before") or verb.tense == "infinitive"
    return before if is_joined else []


def _may_act(actor: Actor) -> bool:
    return not (actor.is_person and actor.role in NEVER_ACT) and actor.institution != "military"


def _read(scene: Scene, sentence: Sentence, verb: Verb, subject: list[Actor]) -> list[Found]:
    act, frame = verb.kinds[0]
    if verb.is_negated or (act == "other" and verb.tense == "infinitive"):
        return []
    if verb.is_passive:
        return _passive(scene, sentence, verb, subject, act)
    status = _status(scene, sentence, verb)
    if act == "pledge" and _PHONE_CALL.search(sentence.text.lower()):
        return []
    if frame in ("mutual", "mutual_person", "travel") and verb.tense == "infinitive":
        return []
    if act == "pledge" and verb.tense in ("past", "present") and sentence.words[verb.head].lower not in _PROMISES:
        return []
    if frame in ("mutual", "mutual_person"):
        found = _mutual(scene, sentence, verb, subject, act, status, needs_person=frame == "mutual_person")
    elif frame == "travel":
        found = _travel(scene, sentence, verb, subject, status)
    elif frame == "directed":
        found = _directed(scene, sentence, verb, subject, act, status)
    else:
        found = _alone(scene, sentence, verb, subject, act, status)
    return [found] if found else []


def _passive(scene: Scene, sentence: Sentence, verb: Verb, patients: list[Actor], act: str) -> list[Found]:
    """ "X was summoned by Y", "sanctions on X will be announced, Y said": the agent acts, the subject is acted on."""
    words = sentence.words
    agents: list[Actor] = []
    for index in range(verb.last, min(verb.last + 8, len(words) - 1)):
        if words[index].lower == "by":
            agents = scene.actors_in(sentence, words[index + 1].start, sentence.end, is_object=True)
            break
    if not agents and act == "sanction":
        agents = [a for m in scene.inside(sentence.start, sentence.end) if scene.is_source(m.start) and (a := scene.actor(m, sentence))][:1]
    patients = patients or scene.actors_in(sentence, sentence.start, words[verb.first].start, is_object=True)
    if not agents or act not in ("sanction", "other", "agreement", "proposal"):
        return []
    rule, status = f"diplomacy.{act}.passive", _status(scene, sentence, verb)
    if act == "agreement":
        return [Found(act, status, tuple(agents), (), _venue(scene, sentence), rule, "medium")] if len(agents) > 1 else []
    return [Found(act, status, tuple(agents), tuple(patients), None, rule, "medium")]


def _status(scene: Scene, sentence: Sentence, verb: Verb) -> str:
    clause = sentence.text.lower()
    words = [w.lower for w in sentence.words[max(verb.first - 4, 0) : verb.head]]
    if _CANCELLED.search(clause):
        return "cancelled"
    if any(w in _PROPOSING for w in words) or verb.tense == "wish":
        return "proposed"
    if verb.tense in ("future", "infinitive"):
        return "scheduled"
    if verb.tense in ("present", "progressive") and (_FUTURE_TIME.search(clause) or _TODAY.search(clause)):
        return "scheduled"
    return "held"


def _objects(scene: Scene, sentence: Sentence, verb: Verb, reach: int = 300) -> list[Actor]:
    words = sentence.words
    start = words[verb.last].start if verb.last < len(words) else sentence.end
    actors = scene.actors_in(sentence, start, min(start + reach, sentence.end), is_object=True)
    return [a for a in actors if _may_act(a) and not _is_venue(sentence, a) and not scene.is_source(a.start)]


def _is_venue(sentence: Sentence, actor: Actor) -> bool:
    index = sentence.word_index(actor.start)
    return not actor.is_person and index > 0 and sentence.words[index - 1].lower in ("in", "at", "near", "outside")


def _mutual(
    scene: Scene, sentence: Sentence, verb: Verb, subject: list[Actor], act: str, status: str, *, needs_person: bool
) -> Found | None:
    """Meetings, calls, talks and agreements: all parties are participants."""
    objects = [a for a in _objects(scene, sentence, verb) if _has_link(sentence, verb, a)]
    if not objects and verb.last < len(sentence.words):
        objects = scene.object_pronoun(sentence, sentence.words[verb.last])
    is_direct = bool(objects) and (objects[0].start - sentence.words[verb.last - 1].end <= 25 or verb.last == len(sentence.words))
    if needs_person and not (is_direct and objects[0].is_person and subject) and not _has_pronoun(sentence, verb):
        return None
    words = sentence.words
    if not subject and nominals.both(words[: verb.first]):
        subject = [Actor(m.name, m.country_code, m.kind, "", m.start, m.end) for m in scene.sides[:2]]
    parties = _distinct([*subject, *_led(scene, sentence, verb), *objects])
    if act == "meeting" and any(w.lower in ("negotiators", "delegations", "teams") for w in words[: verb.first]):
        act = "negotiation"
    if words[verb.head].lower.startswith("attend") and verb.noun is None and len(parties) < 2:
        return None
    act = _talks_or_meeting(sentence, verb, act, parties)
    if act == "call" and not _PHONE.search(sentence.text.lower()) and not (objects and objects[0].is_person):
        return None
    if act == "agreement" and verb.noun is None and _has_sum(scene, sentence):
        return None
    if verb.tense == "participle" and sentence.words[max(verb.first - 1, 0)].lower not in ("after", "before", ","):
        return None
    if len(parties) < (2 if act in ("call", "negotiation") else 1) or (act == "meeting" and len(parties) < 2 and verb.noun is None and not (parties and parties[0].kind == "body")):
        return None
    rule = f"diplomacy.{act}.{sentence.words[verb.head].lower}"
    support: Support = "high" if len(parties) > 1 else "medium"
    return Found(act, status, tuple(parties), (), _venue(scene, sentence), rule, support)


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


def _talks_or_meeting(sentence: Sentence, verb: Verb, act: str, parties: list[Actor]) -> str:
    """ "talks" of leaders are a meeting, of delegations and states a negotiation."""
    if act not in ("meeting", "negotiation") or verb.noun is None or verb.noun_last is None:
        return act
    noun = {w.lower for w in sentence.words[verb.noun : verb.noun_last]}
    has_person = any(p.is_person for p in parties)
    if noun & {"negotiations", "negotiation"} or (noun & nominals.TALKS and not has_person):
        return "negotiation"
    return "meeting" if has_person and act == "negotiation" else act


def _has_link(sentence: Sentence, verb: Verb, actor: Actor) -> bool:
    """Whether an actor after the verb takes part: its direct object, or after "with", "to", "and", "between"."""
    words = sentence.words
    index = sentence.word_index(actor.start)
    if index <= verb.last + 1:
        return True
    return any(w.lower in ("with", "between", "by", "and", ",") for w in words[max(index - 4, verb.last) : index])


def _has_sum(scene: Scene, sentence: Sentence) -> bool:
    return bool(money.sums(sentence.text))


def _travel(scene: Scene, sentence: Sentence, verb: Verb, subject: list[Actor], status: str) -> Found | None:
    """Visits: persons go to a place; the host country is the counterpart."""
    travellers = [a for a in subject if a.is_person or a.institution == "government"]
    words = sentence.words
    start = words[verb.last].start if verb.last < len(words) else sentence.end
    target = next((m for m in scene.inside(start, min(start + 80, sentence.end)) if m.kind in ("country", "metonym")), None)
    if not travellers or target is None or target.country_code in {a.country_code for a in travellers}:
        return None
    is_being = words[verb.head].lower in ("is", "was", "were", "are", "be", "been")
    if is_being and not _has_purpose(words, sentence.word_index(target.end)):
        return None
    host = Actor(target.name, target.country_code, "country", "", target.start, target.end)
    cities = [p for p in scene.places if start <= p.start < sentence.end and p.country == target.country_code]
    venue = cities[0].name if cities else target.text if target.is_city else target.name
    rule = f"diplomacy.visit.{words[verb.head].lower}"
    return Found("visit", status, tuple(travellers), (host,), venue, rule, "high")


def _state_of_envoy(actor: Actor) -> Actor:
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


def _has_purpose(words: Sequence[Word], index: int) -> bool:
    """ "was in Kyiv to discuss", "is in Ankara for talks", "is in Paris on a visit"."""
    near = [w.lower for w in words[index : index + 6]]
    return any(w in ("to", "for", "on") for w in near) and "." not in near


def _directed(
    scene: Scene, sentence: Sentence, verb: Verb, subject: list[Actor], act: str, status: str
) -> Found | None:
    """Sanctions, pledges, proposals and other acts of one side towards another."""
    if not subject or (act == "pledge" and _has_sum(scene, sentence)):
        return None
    own = {s.name for s in subject} | {s.country_code for s in subject if s.country_code}
    objects = [a for a in _objects(scene, sentence, verb) if a.name not in own and a.country_code not in own]
    if act in ("other", "sanction") and (not objects or act == "sanction"):
        objects = _states(scene, sentence, verb, own) or objects
    objects = _distinct([_state_of_envoy(a) for a in objects])
    if act == "other" and not objects:
        return None
    rule = f"diplomacy.{act}.{sentence.words[verb.head].lower}"
    status = {"proposal": "proposed", "pledge": "held"}.get(act, status)
    return Found(act, status, tuple(_distinct(subject)), tuple(objects), None, rule, "medium")


def _alone(scene: Scene, sentence: Sentence, verb: Verb, subject: list[Actor], act: str, status: str) -> Found | None:
    if not subject or subject[0].is_person or _has_sum(scene, sentence):
        return None
    if subject[0].kind != "body" and subject[0].institution != "chamber":
        return None
    if subject[0].kind != "body" and not _states(scene, sentence, verb, {subject[0].name}) and verb.noun is None:
        return None
    rule = f"diplomacy.{act}.{sentence.words[verb.head].lower}"
    objects = [a for a in _objects(scene, sentence, verb) if a.name not in {s.name for s in subject}]
    return Found(act, status, tuple(_distinct(subject)), tuple(objects[:1]), None, rule, "medium")


def _distinct(actors: list[Actor]) -> list[Actor]:
    return list({a.name: a for a in actors}.values())


def _venue(scene: Scene, sentence: Sentence) -> str | None:
    """The city or country the sentence says it happens in; the most specific one."""
    words = sentence.words
    cities = [p for p in scene.places if sentence.start <= p.start < sentence.end and not p.is_district]
    countries = [m for m in scene.inside(sentence.start, sentence.end) if m.kind in ("country", "metonym")]
    for one in [*cities, *countries]:
        index = sentence.word_index(one.start)
        if index > 0 and words[index - 1].lower in ("in", "at"):
            return one.name if isinstance(one, places.Place) else (one.text if one.is_city else one.name)
    return None


def _claim(scene: Scene, sentence: Sentence, found: Found) -> Diplomacy:
    return Diplomacy(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        rule=found.rule,
        support=found.support,
        asserted_by=scene.sources.of(sentence.start, sentence.end),
        act=found.act,
        status=found.status,
        participants=tuple(a.name for a in found.participants),
        counterparts=tuple(a.name for a in found.counterparts),
        venue=found.venue,
    )
