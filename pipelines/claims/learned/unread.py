"""What the rules passed over: sentences, people and sums that may be claims, for learned verdicts to judge."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
"""Kinds of words without which a sentence tells of no attack, or of no harm."""
_OUTBREAK = ("invas", "invad", "annex")
"""Stems of words for how the war began, which is background and no attack by itself."""
_SMALLEST_SUM = 100_000
_FEW = 4


def is_unread(claim: Claim) -> bool:
    """Whether no rule made the claim."""
    return claim.rule.endswith(SUFFIX)


def find(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Attacks and acts of sentences, harm of people, and sums that no claim of the rules tells."""
    told = {(c.type, reading.document.sentence_at(c.evidence_start).index) for c in claims}
    found: list[Claim] = []
    for sentence in reading.document.told:
        telling = (token for token in reading.tokens(sentence) if not token.text.startswith(_OUTBREAK))
        kinds = {name.partition(":")[0] for token in telling for name in token.classes}
        if ("attack", sentence.index) not in told and kinds & _OF_ATTACKS:
            found.append(_attack(reading, sentence))
        is_of_actors = not sentence.is_title and bool(reading.scene.mentions_in(sentence.start, sentence.end))
        if ("diplomacy", sentence.index) not in told and is_of_actors:
            found.append(_diplomacy(reading, sentence))
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


def _attack(reading: Reading, sentence: Sentence) -> Attack:
    return Attack(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=_word(reading, sentence, ("force:", "weapon:", "harm:")),
        rule=f"attack{SUFFIX}",
        support="low",
        attack_type="other",
    )


def _diplomacy(reading: Reading, sentence: Sentence) -> Diplomacy:
    return Diplomacy(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=_word(reading, sentence, ("diplomatic:", "statement:", "noun:", "saying")),
        rule=f"diplomacy{SUFFIX}",
        support="low",
        act="other",
    )


def _word(reading: Reading, sentence: Sentence, kinds: Sequence[str]) -> int:
    """The first word of the first of the kinds of words that the sentence has."""
    for kind in kinds:
        for token in reading.tokens(sentence):
            if any(name.startswith(kind) for name in token.classes):
                return token.start
    return sentence.start


def _casualties(reading: Reading, sentence: Sentence, claims: Sequence[Claim]) -> Iterator[Casualty]:
    taken = [c.anchor for c in claims if isinstance(c, Casualty)]
    counts_told = {c.count for c in claims if isinstance(c, Casualty) and (c.count or 0) > _FEW}
    for people in victims.find(reading.scene, sentence):
        if any(people.start <= anchor < people.end for anchor in taken):
            continue
        if (people.count is None and people.qualifier != "vague") or people.count in counts_told:
            continue
        yield Casualty(
            evidence=sentence.text,
            evidence_start=sentence.start,
            evidence_end=sentence.end,
            anchor=people.start,
            rule=f"casualty{SUFFIX}",
            support="low",
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
            evidence=sentence.text,
            evidence_start=sentence.start,
            evidence_end=sentence.end,
            anchor=one.start,
            rule=f"spending{SUFFIX}",
            support="low",
            asserted_by=reading.scene.attribution.of(one.start, one.end),
            amount=one.amount,
            amount_text=one.text,
            currency=one.currency,
            qualifier=one.qualifier,
            amount_converted=one.converted,
            currency_converted=one.converted_currency,
            status="projected",
        )
