"""Rules for diplomatic acts: meetings, calls, visits, talks, agreements, sanctions, votes, pledges, proposals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipelines.claims import act_verbs, delegations, lexicon, nominals, venues, visits, votes
from pipelines.claims.act_frames import PHONE_CALL, Found, distinct, may_act
from pipelines.claims.act_verbs import CANCELLED
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Diplomacy
from pipelines.claims.text import Sentence

_YEAR = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|and|Jan\w*|Feb\w*|March|April|May|June|July|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*)"
    r" ((?:19|20)\d\d)\b"
)
_CALLERS_WITHIN = 110
_TABLES = frozenset({"meeting", "negotiation"})


def find(scene: Scene) -> list[Diplomacy]:
    """The acts of a post, other than statements; those that are not asserted say so in their modality."""
    claims: list[Diplomacy] = []
    earlier: tuple[Actor, ...] = ()
    for sentence in scene.sentences:
        found = _in_sentence(scene, sentence, earlier)
        if is_historical(scene, sentence):
            found = [replace(f, modality="historical") for f in found]
        met = [f.participants for f in found if f.act in _TABLES and f.modality == "asserted"]
        earlier = met[-1] if met else earlier
        claims += [_claim(scene, sentence, f) for f in found]
    titled = visits.of_title(scene, frozenset(p for c in claims if c.act == "visit" for p in c.participants))
    return [*claims, _claim(scene, *titled)] if titled else claims


def _in_sentence(scene: Scene, sentence: Sentence, earlier: tuple[Actor, ...]) -> list[Found]:
    found = [*act_verbs.find(scene, sentence, earlier), *_of_nouns(scene, sentence, earlier)]
    for act, others in _OTHERS:
        if not any(f.act == act for f in found):
            found += others(scene, sentence)
    found = _without_ways(_once_visited(found))
    voters = {a.name for f in found if f.act == "vote" for a in f.participants}
    return [f for f in found if not (_is_domestic(f) or _is_voted(f, voters))]


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


def _of_nouns(scene: Scene, sentence: Sentence, earlier: tuple[Actor, ...]) -> Iterator[Found]:
    for noun in nominals.find(scene, sentence, earlier):
        parties = tuple(a for a in noun.parties if may_act(a))
        if len(parties) > 1:
            kind = "setting" if noun.is_setting else "noun"
            status = "cancelled" if CANCELLED.search(sentence.text.lower()) else noun.status
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
    match = PHONE_CALL.search(sentence.text.lower())
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


_OTHERS = (
    ("negotiation", delegations.find),
    ("vote", votes.find),
    ("visit", visits.find),
    ("call", _of_phones),
)


def _is_domestic(found: Found) -> bool:
    """An act among people of one state is no diplomacy, unless an armed group of that state takes part."""
    actors = (*found.participants, *found.counterparts)
    codes = {a.country_code for a in actors}
    is_with_group = any(a.kind == "group" or a.side in _groups() for a in actors)
    return len(actors) > 1 and len(codes) == 1 and None not in codes and not is_with_group


def _once_visited(found: list[Found]) -> list[Found]:
    """ "is to make a state visit": one visit, not one for each word; an invitation to one is no other act."""
    seen: list[tuple[str, ...]] = []
    kept = []
    for f in found:
        people = tuple(a.name for a in f.participants)
        is_again = f.act == "visit" and people in seen
        seen += [people] if f.act == "visit" else []
        kept += [] if is_again else [f]
    guests = {a.name for f in kept if f.act == "visit" and f.status == "proposed" for a in f.participants}
    return [f for f in kept if not (f.act == "other" and f.rule.startswith("diplomacy.other.invit") and guests)]


def _without_ways(found: list[Found]) -> list[Found]:
    """ "is expected in Addis Ababa for talks with B": the way there is no act beside the talks."""
    ahead = [f for f in found if f.act in ("meeting", "negotiation") and f.status == "scheduled"]
    guests = {a.name for f in ahead for a in f.participants}
    talks = any(f.act == "negotiation" for f in found)
    is_way = [
        f.act == "visit"
        and (
            (f.status == "scheduled" and bool({a.name for a in f.participants} & guests))
            or (talks and not any(a.is_person for a in f.participants))
        )
        for f in found
    ]
    return [f for f, way in zip(found, is_way, strict=True) if not way]


def _is_voted(found: Found, voters: set[str]) -> bool:
    """What a body decides by the vote of the same sentence is told once."""
    names = {a.name for a in found.participants}
    is_ratified = found.rule.startswith("diplomacy.agreement.ratif") and bool(names & voters)
    return found.act in ("agreement", "sanction", "proposal") and bool(voters) and (names <= voters or is_ratified)


@cache
def _groups() -> frozenset[str]:
    return lexicon.column("groups", "short_name")


def _claim(scene: Scene, sentence: Sentence, found: Found) -> Diplomacy:
    return Diplomacy(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=sentence.start,
        rule=found.rule,
        support=found.support,
        modality=found.modality,
        asserted_by=scene.sources.of(sentence.start, sentence.end),
        act=found.act,
        status=found.status,
        participants=tuple(a.name for a in found.participants),
        counterparts=tuple(a.name for a in found.counterparts),
        venue=found.venue,
    )
