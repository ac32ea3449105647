"""From harmed people to a coded claim: group, country, place, scope, source, modality and support."""

import re

from pipelines.claims import conflict, dates, lexicon, modality, where
from pipelines.claims.casualty import placing
from pipelines.claims.casualty.harms import Harmed
from pipelines.claims.casualty.people import Victims
from pipelines.claims.claim import Casualty, Support
from pipelines.claims.gazetteer import Place
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_CUMULATIVE = re.compile(
    r"\b(?:since (?!yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"midnight|dawn|morning|evening|early|then|last night|noon)|so far|to date|in (?:the|"
    r"this) (?:war|conflict)|during the (?:war|conflict)|"
    r"of (?:the )?(?:war|conflict)|in (?:nearly |almost |more than |over )?(?:a|one|two|"
    r"three|four|five|six|\d+) (?:months?|years?)|this year|this month|last year|last "
    r"month|"
    r"(?:past|last) (?:few |two |three |six |\d+ )?(?:months?|years?)|overall|in total|"
    r"across the war|during the (?:\w+-)?(?:month|year)|war dead|in \d{4}\b|throughout)",
    re.IGNORECASE,
)
_INCIDENT = re.compile(
    r"\b(?:(?:past|previous|last) (?:24 hours|day|night|week|48 hours|two days|three days|"
    r"few days)|overnight|yesterday|today|earlier in the day|this week|over the weekend)\b",
    re.IGNORECASE,
)
_IN_COUNTRY = re.compile(r"\bin (?:the )?[A-Z]")
_LOSSES = re.compile(r"\b(?:losses|war dead|troop deaths)\b")
_REPLACED = lexicon.words("casualty_coding_replaced")
_LARGE = 1000
_OPEN_TOLL = 300


def code(scene: Scene, sentence: Sentence, harmed: Harmed, phrases: list[Victims]) -> Casualty | None:
    """The claim, or None where the number is replaced, generic, or not of the conflict."""
    people = harmed.victims
    strength = conflict.strength(scene.document, sentence)
    if strength is None or _is_replaced(sentence, people, harmed) or _is_blurred(people):
        return None
    group = people.group or _inherited_group(sentence, people, phrases)
    is_cumulative = _is_cumulative(sentence, harmed, where.nearest(scene, sentence, people.start))
    place = placing.place_of(scene, sentence, harmed, is_cumulative=is_cumulative)
    return Casualty(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        rule=f"casualty_{harmed.rule}",
        support=_support(sentence, harmed, strength),
        asserted_by=scene.attribution.of(people.start, people.end),
        modality=modality.of(scene.document, sentence, max(people.start, harmed.anchor.start)),
        event_date=dates.event_date(scene.document, sentence),
        harm=harmed.harm,
        count=people.count,
        count_low=people.low,
        count_high=people.high,
        count_text=people.text,
        qualifier=people.qualifier,
        victim_group=group,
        victim_country=_country(
            scene, sentence, people, group, place or where.nearest(scene, sentence, people.start), phrases
        ),
        place=place.name if place else None,
        scope="cumulative" if is_cumulative else "incident",
    )


def _is_replaced(sentence: Sentence, people: Victims, harmed: Harmed) -> bool:
    lead = [w.lower for w in sentence.words[max(people.first - 4, 0) : people.first]]
    tail = {w.lower for w in sentence.words[people.last : people.last + 6]}
    wide = {w.lower for w in sentence.words[max(people.first - 10, 0) : people.first]}
    if wide & {"earlier", "previous", "initial", "previously", "correcting"} and wide & {
        "statement",
        "report",
        "figure",
        "count",
        "toll",
        "spoken",
    }:
        return True
    if (
        tail & {"first", "initially", "previously", "originally"} and "reported" in tail | {"reported"} & tail
    ) or tail >= {"had", "first"}:
        return True
    return lead[-1:] == ["from"] or ("toll" in harmed.rule and bool(set(lead) & {"earlier", "previous", "initial"}))


def _is_blurred(people: Victims) -> bool:
    return people.count is None and people.qualifier != "vague"


def _inherited_group(sentence: Sentence, people: Victims, phrases: list[Victims]) -> str:
    """A bare number takes the noun before it; "others" are somebody else."""
    if people.is_rest:
        return "unspecified"
    if _LOSSES.search(sentence.text):
        return "military"
    before = [
        p for p in phrases if p.start < people.start and p.group is not None and not p.is_name and not p.is_subset
    ]
    return before[-1].group or "unspecified" if before else "unspecified"


def _is_cumulative(sentence: Sentence, harmed: Harmed, place: Place | None) -> bool:
    people = harmed.victims
    start, end = sentence.clause_at(people.start)
    clause = sentence.text[start - sentence.start : end - sentence.start]
    if _INCIDENT.search(clause):
        return False
    if _CUMULATIVE.search(clause) or (_CUMULATIVE.search(sentence.text) and not _INCIDENT.search(sentence.text)):
        return True
    count = people.count or people.low or 0
    if count >= _LARGE:
        return True
    return (
        count >= _OPEN_TOLL
        and harmed.rule == "passive"
        and place is None
        and not conflict.has_force(sentence.text)
        and bool(_IN_COUNTRY.search(sentence.text))
    )


def _country(  # noqa: PLR0911, PLR0917
    scene: Scene, sentence: Sentence, people: Victims, group: str, place: Place | None, phrases: list[Victims]
) -> str | None:
    if people.country:
        return people.country
    if _LOSSES.search(sentence.text):
        losers = [m for m in scene.mentions_in(sentence.start, people.start) if m.kind == "demonym"]
        if losers:
            return losers[-1].country_code
    own = [p for p in phrases if p.country and p.start < people.start and not p.is_name]
    if people.group is None and not people.is_rest and own:
        return own[-1].country
    if place and place.country:
        return place.country
    if located := where.country_of(scene, sentence):
        return located
    inside = [
        m
        for m in scene.mentions_in(sentence.start, people.start)
        if m.country_code and m.kind in ("country", "demonym")
    ]
    if inside and group == "military":
        return inside[-1].country_code
    return (
        where.theatre(scene)
        or where.country_of(scene, *scene.document.sentences[: sentence.index])
        or (inside[-1].country_code if inside else None)
    )


def _support(sentence: Sentence, harmed: Harmed, strength: str) -> Support:
    people = harmed.victims
    is_vague = people.is_name or people.is_definite or people.count is None
    is_indirect = harmed.rule in ("noun", "distributed", "bodies", "toll", "state")
    return "medium" if strength == "weak" or is_vague or is_indirect or sentence.is_title else "high"
