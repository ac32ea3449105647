"""Rules for diplomatic acts: meetings, calls, visits, talks, agreements, sanctions, votes, pledges, proposals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipelines.claims import delegations, lexicon, nominals, triggers, venues, visits, votes
from pipelines.claims.act_frames import (
    Clause,
    Found,
    distinct,
    may_act,
    read_alone,
    read_directed,
    read_mutual,
    state_of_envoy,
)
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Diplomacy
from pipelines.claims.inflect import forms
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb

_FUTURE_TIME = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|\w{3,6}day)|later (?:this|on|in|today)|in the coming (?:days|weeks)|"
    r"this (?:afternoon|evening|week|month|weekend))\b"
)
_PROMISES = frozenset(
    f for v in ("pledge", "promise", "offer", "commit", "vow", "announce", "guarantee", "agree") for f in forms(v)
)
_TODAY = re.compile(r"\b(?:today|tonight|on \w{3,6}day|at \d{1,2}(?::\d\d)? ?[ap]\.?m)\b")
_PROPOSING = lexicon.words("acts_proposing")
_CANCELLED = re.compile(r"\b(?:cancel\w{0,5}|called off|calls off|scrap\w{0,4}|boycott\w{0,3})\b")
_YEAR = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|Jan\w*|Feb\w*|March|April|May|June|July|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*)"
    r" ((?:19|20)\d\d)\b"
)
_CALLERS_WITHIN = 110
_TABLES = frozenset({"meeting", "negotiation"})
_PHONE_CALL = re.compile(
    r"\b(?:by (?:tele)?phone|on the (?:tele)?phone|on the line|in a call|(?:tele)?phone (?:call|conversation)|"
    r"video call|by video link)\b"
)
_VENUE_PREPOSITIONS = lexicon.words("acts_venue_prepositions")


def find(scene: Scene) -> list[Diplomacy]:
    """The acts of a post, other than statements."""
    claims: list[Diplomacy] = []
    earlier: tuple[Actor, ...] = ()
    for sentence in scene.sentences:
        if is_historical(scene, sentence):
            continue
        found = [*_of_verbs(scene, sentence, earlier), *_of_nouns(scene, sentence, earlier)]
        if not any(f.act == "negotiation" for f in found):
            found += delegations.find(scene, sentence)
        if not any(f.act == "vote" for f in found):
            found += votes.find(scene, sentence)
        if not any(f.act == "visit" for f in found):
            found += visits.find(scene, sentence)
        if not any(f.act == "call" for f in found):
            found += _of_phones(scene, sentence)
        found = _without_ways(found)
        voters = {a.name for f in found if f.act == "vote" for a in f.participants}
        found = [f for f in found if not (_is_domestic(f) or _is_voted(f, voters))]
        earlier = next((f.participants for f in reversed(found) if f.act in _TABLES), earlier)
        claims += [_claim(scene, sentence, f) for f in found]
    titled = visits.of_title(scene, frozenset(p for c in claims if c.act == "visit" for p in c.participants))
    return [*claims, _claim(scene, *titled)] if titled else claims


def is_historical(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells of a year long before the post: other wars and decades are no claims."""
    published = scene.document.published_on
    years = [int(y) for y in _YEAR.findall(sentence.text)]
    if not published:
        return False
    before = scene.document.sentences[sentence.index - 1] if sentence.index else None
    if not years and before is not None and before.paragraph == sentence.paragraph:
        years = [int(y) for y in _YEAR.findall(before.text)]
    return bool(years) and max(years) <= published.year - 3


def _of_verbs(scene: Scene, sentence: Sentence, earlier: tuple[Actor, ...]) -> Iterator[Found]:
    before: list[Actor] = []
    for verb in triggers.acts(sentence.words):
        if scene.document.is_quoted(sentence.words[verb.head].start) or _is_conditional(sentence, verb):
            continue
        subject = _subject(scene, sentence, verb, before)
        before = subject or before
        yield from _read(scene, sentence, verb, subject, earlier)


def _of_nouns(scene: Scene, sentence: Sentence, earlier: tuple[Actor, ...]) -> Iterator[Found]:
    for noun in nominals.find(scene, sentence, earlier):
        parties = tuple(a for a in noun.parties if may_act(a))
        if len(parties) > 1:
            kind = "setting" if noun.is_setting else "noun"
            status = "cancelled" if _CANCELLED.search(sentence.text.lower()) else noun.status
            rule = f"diplomacy.{noun.act}.{kind}"
            yield Found(
                noun.act,
                status,
                parties,
                (),
                venues.of_act(scene, sentence),
                rule,
                "medium",
            )


def _of_phones(scene: Scene, sentence: Sentence) -> list[Found]:
    """Two persons or more in a sentence with a telephone: whatever the verb is, they had a call."""
    match = _PHONE_CALL.search(sentence.text.lower())
    if match is None:
        return []
    end = sentence.start + match.start()
    near = scene.inside(max(sentence.start, end - _CALLERS_WITHIN), end)
    actors = [a for m in near if (a := scene.actor(m, sentence)) and may_act(a) and (a.is_person or a.role)]
    pronoun = next((w for w in reversed(sentence.words) if w.start < end and w.lower in ("him", "her")), None)
    others = scene.object_pronoun(sentence, pronoun) if pronoun and len(actors) == 1 else []
    parties = distinct([*actors, *others])
    if len(parties) < 2 or not parties[0].is_person:
        return []
    return [Found("call", "held", tuple(parties), (), None, "diplomacy.call.phone", "high")]


def _is_domestic(found: Found) -> bool:
    """An act among people of one state is no diplomacy, unless an armed group of that state takes part."""
    actors = (*found.participants, *found.counterparts)
    codes = {a.country_code for a in actors}
    is_with_group = any(a.kind == "group" or a.side in _groups() for a in actors)
    return len(actors) > 1 and len(codes) == 1 and None not in codes and not is_with_group


def _without_ways(found: list[Found]) -> list[Found]:
    """ "is expected in Addis Ababa for talks with B": the way there is no act beside the talks."""
    ahead = [f for f in found if f.act in ("meeting", "negotiation") and f.status == "scheduled"]
    guests = {a.name for f in ahead for a in f.participants}
    is_way = [
        f.act == "visit" and f.status == "scheduled" and bool({a.name for a in f.participants} & guests) for f in found
    ]
    return [f for f, way in zip(found, is_way, strict=True) if not way]


def _is_voted(found: Found, voters: set[str]) -> bool:
    """What a body decides by the vote of the same sentence is told once."""
    names = {a.name for a in found.participants}
    return found.act in ("agreement", "sanction", "proposal") and bool(voters) and names <= voters


@cache
def _groups() -> frozenset[str]:
    return lexicon.column("groups", "short_name")


def _is_conditional(sentence: Sentence, verb: Verb) -> bool:
    lowers = [w.lower for w in sentence.words[max(verb.first - 6, 0) : verb.first]]
    return any(w in ("if", "unless", "whether", "until") for w in lowers)


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
    if verb.is_negated or _is_only_mentioned(sentence, verb, act, frame):
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
        if verb.tense == "past" and _PHONE_CALL.search(sentence.text.lower()):
            return True
        is_given = is_past or (is_bare and not _is_promised(sentence, verb))
        return is_given and sentence.words[verb.head].lower not in _PROMISES
    return is_bare and (act == "other" or (frame in ("mutual", "mutual_person", "travel") and not verb.is_passive))


def _is_promised(sentence: Sentence, verb: Verb) -> bool:
    return any(w.lower in _PROMISES for w in sentence.words[verb.first : verb.head])


def _passive(scene: Scene, sentence: Sentence, verb: Verb, patients: list[Actor], act: str) -> list[Found]:
    """ "X was summoned by Y", "sanctions on X will be announced, Y said": the agent acts, the subject is acted on."""
    words = sentence.words
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
    if not agents or act not in ("sanction", "other", "agreement", "proposal", "meeting"):
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
    if _CANCELLED.search(clause) or _is_broken_off(sentence, verb):
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
