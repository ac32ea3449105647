"""What the rules passed over: sentences, people and sums that may be claims, for learned verdicts to judge."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from pipelines.claims import dates, money
from pipelines.claims.attack import counts
from pipelines.claims.casualty import victims
from pipelines.claims.claim import Attack, Casualty, Claim, Diplomacy, Spending
from pipelines.claims.learned.reading import Reading
from pipelines.claims.text import Sentence

SUFFIX = ".read"
"""The rule's name of a claim that no rule made ends so; its fields say nothing until questions are answered."""
_OF_ATTACKS = frozenset({"force", "weapon", "harm"})
_OF_HARM = frozenset({"harm", "people"})
_OF_SPEECH = frozenset({"saying", "statement"})
"""Kinds of words without which a sentence tells of no attack, of no harm, or names nobody who speaks."""
Told = Set[tuple[str, tuple[int, int]]]
"""By type of claim: the clauses that the rules made claims of."""
_OUTBREAK = ("invas", "invad", "annex")
"""Stems of words for how the war began, which is background and no attack by itself."""
_SMALLEST_SUM = 100_000
_FEW = 4


def is_unread(claim: Claim) -> bool:
    """Whether no rule made the claim."""
    return claim.rule.endswith(SUFFIX)


def find(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Attacks and acts of clauses, harm of people, and sums that no claim of the rules tells."""
    document = reading.document
    told = {(c.type, document.sentence_at(c.anchor).clause_at(c.anchor)) for c in claims}
    found: list[Claim] = []
    for sentence in document.told:
        telling = (token for token in reading.tokens(sentence) if not token.text.startswith(_OUTBREAK))
        kinds = {name.partition(":")[0] for token in telling for name in token.classes}
        if kinds & _OF_ATTACKS:
            found += _attacks(reading, sentence, told)
        if not sentence.is_title and (kinds & _OF_SPEECH or reading.scene.mentions_in(sentence.start, sentence.end)):
            found += _acts(reading, sentence, told)
        if kinds & _OF_HARM:
            found += _casualties(reading, sentence, claims)
    return [*found, *_sums(reading, claims)]


def completed(reading: Reading, claim: Claim) -> Claim:
    """The claim with its date, its source and the numbers of its attack, which only what is worth a question needs."""
    sentence = reading.document.sentence_at(claim.evidence_start)
    when = dates.event_date(reading.document, sentence)
    if not isinstance(claim, Attack):
        return replace(claim, event_date=when) if isinstance(claim, Casualty) else claim
    launched, intercepted = counts.of(reading.scene, sentence)
    source = reading.scene.attribution.of(sentence.start, sentence.end)
    return replace(claim, event_date=when, launched=launched, intercepted=intercepted, asserted_by=source)


def _attacks(reading: Reading, sentence: Sentence, told: Told) -> Iterator[Attack]:
    for anchor in _words(reading, sentence, ("force:", "weapon:", "harm:"), "attack", told):
        yield Attack(**_of(sentence, "attack", anchor), attack_type="other")


def _acts(reading: Reading, sentence: Sentence, told: Told) -> Iterator[Diplomacy]:
    for anchor in _words(reading, sentence, ("diplomatic:", "statement:", "noun:", "saying"), "diplomacy", told):
        yield Diplomacy(**_of(sentence, "diplomacy", anchor), act="other")


def _of(sentence: Sentence, claim_type: str, anchor: int) -> dict[str, Any]:
    """What a claim that no rule made says of itself: its sentence, the word it hangs on, and that it is doubtful."""
    return {
        "evidence": sentence.text,
        "evidence_start": sentence.start,
        "evidence_end": sentence.end,
        "anchor": anchor,
        "rule": f"{claim_type}{SUFFIX}",
        "support": "low",
    }


def _words(reading: Reading, sentence: Sentence, kinds: Sequence[str], claim_type: str, told: Told) -> Iterator[int]:
    """Where a claim may hang on: the first word of the first of the kinds of words that the sentence has.

    Where rules have told of the sentence: the first such word of a clause that none of them told of, if there is one.
    """
    is_told = any((claim_type, clause) in told for clause in sentence.clauses)
    for kind in kinds:
        for token in reading.tokens(sentence):
            is_new = not is_told or (claim_type, sentence.clause_at(token.start)) not in told
            if is_new and any(name.startswith(kind) for name in token.classes):
                yield token.start
                return
    if not is_told:
        yield sentence.start


def _casualties(reading: Reading, sentence: Sentence, claims: Sequence[Claim]) -> Iterator[Casualty]:
    taken = [c.anchor for c in claims if isinstance(c, Casualty)]
    counts_told = {c.count for c in claims if isinstance(c, Casualty) and (c.count or 0) > _FEW}
    for people in victims.find(reading.scene, sentence):
        if any(people.start <= anchor < people.end for anchor in taken):
            continue
        if (people.count is None and people.qualifier != "vague") or people.count in counts_told:
            continue
        yield Casualty(
            **_of(sentence, "casualty", people.start),
            asserted_by=reading.scene.attribution.of(people.start, people.end),
            harm="killed",
            count=people.count,
            count_low=people.low,
            count_high=people.high,
            count_text=people.text,
            qualifier=people.qualifier,
            victim_group=people.group or "unspecified",
            victim_country=people.country,
        )


def _sums(reading: Reading, claims: Sequence[Claim]) -> Iterator[Spending]:
    taken = {c.anchor for c in claims if isinstance(c, Spending)}
    told = {(c.amount, c.currency) for c in claims if isinstance(c, Spending)}
    named = tuple((m.start, m.country_code) for m in reading.scene.mentions if m.country_code)
    for one in money.sums(reading.document.text, named)[:50]:
        if one.start in taken or one.amount < _SMALLEST_SUM or (one.amount, one.currency) in told:
            continue
        sentence = reading.document.sentence_at(one.start)
        yield Spending(
            **_of(sentence, "spending", one.start),
            asserted_by=reading.scene.attribution.of(one.start, one.end),
            amount=one.amount,
            amount_text=one.text,
            currency=one.currency,
            qualifier=one.qualifier,
            amount_converted=one.converted,
            currency_converted=one.converted_currency,
            status="projected",
        )
