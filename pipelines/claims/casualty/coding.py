"""From harmed people to a coded claim: group, country, place, scope, source, modality and support."""

import re

from pipelines.claims import conflict, dates, lexicon, modality, where
from pipelines.claims.casualty import belonging, groups, placing, scope
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.claim import Casualty, Support
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_REPLACED = lexicon.words("casualty_coding_replaced")

_RETURNED = re.compile(
    r"\b(?:swapp?(?:ed|s|ing)?|exchang(?:ed?|es|ing)|repatriat\w+|prisoner (?:swaps?|releases?))\b|"
    r"\b(?:hand|turn|g[ai]ve)\w* (?:over|back) (?:[\w’',-]+ ){0,6}(?:bodies|remains|prisoners|soldiers)\b|"
    r"\b(?:return|receiv|identif)\w+ (?:[\w’',-]+ ){0,6}(?:bodies|remains|prisoners|captured)\b",
    re.IGNORECASE,
)
"""Prisoners and bodies that change hands are no new harm."""


def code(scene: Scene, sentence: Sentence, harmed: Harmed, phrases: list[Victims]) -> Casualty | None:
    """The claim, or None where the number is replaced, generic, or not of the conflict."""
    people = harmed.victims
    strength = conflict.strength(scene.document, sentence)
    if strength is None or _is_replaced(sentence, people, harmed) or _is_blurred(people):
        return None
    if _RETURNED.search(sentence.text) and not conflict.has_force(sentence.text):
        return None
    group = groups.of(scene, sentence, harmed, phrases)
    near = where.nearest(scene, sentence, people.start)
    is_cumulative = scope.is_cumulative(scene.document, sentence, harmed, near, phrases)
    place = placing.place_of(scene, sentence, harmed, is_cumulative=is_cumulative)
    return Casualty(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=people.start,
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
        victim_country=belonging.country_of(scene, sentence, harmed, group, place or near, phrases),
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


def _support(sentence: Sentence, harmed: Harmed, strength: str) -> Support:
    people = harmed.victims
    is_vague = people.is_name or people.is_definite or people.count is None
    is_indirect = harmed.rule in ("noun", "distributed", "bodies", "toll", "state", "echo")
    return "medium" if strength == "weak" or is_vague or is_indirect or sentence.is_title else "high"
