"""What is asked about a sum of public money: who pays, who gets it, for when, how far it has come, says who."""

import re
from collections.abc import Iterator, Sequence

from pipelines.claims.claim import Claim, Spending
from pipelines.claims.learned import names
from pipelines.claims.learned.candidates import Named, Names, around, classed, labels, options, said, told_of
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.shared import asserted_by
from pipelines.claims.spending_period import phrases

STATUSES = labels("spending", "status")
_SPAN = re.compile(r"\b((?:19|20)\d\d)(?:\s?(?:to|and|through|until|-|–|/)\s?((?:19|20)?\d\d))?\b")
_DIGITS = re.compile(r"\d+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? "
_DATE = rf"(?:{_MONTH}\d{{1,2}}(?:, (?:19|20)\d\d)?|(?:{_MONTH})?(?:19|20)\d\d)"
_WRITTEN = re.compile(
    rf"\b(?:(?:from|between) {_DATE} (?:to|and|through|until) {_DATE}|(?:fiscal|FY) ?(?:19|20)\d\d(?:[-/]\d+)?"
    rf"|(?:by|until|up to|through|from|since|to) (?:the end of )?{_DATE}(?: onwards?)?"
    rf"|{_MONTH}(?:19|20)\d\d (?:to|and|through) {_DATE}|{_MONTH}(?:19|20)\d\d|a year|annually|per year|a month)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:From|Between|By|Until|Up|Through|Since|To)\b")
_YEAR = r"(?:fiscal |financial |budget )?year"
_RELATIVE = re.compile(
    rf"\b(?:(?P<this>(?:this|the current) {_YEAR})|(?P<next>next {_YEAR}|(?:the )?coming year|the year ahead)|"
    rf"(?P<last>last {_YEAR}|the past year|a year (?:ago|earlier)))",
    re.IGNORECASE,
)


def _status(reading: Reading, claim: Spending, claims: Sequence[Claim]) -> list[Option[str]]:
    return classed(STATUSES, said(claim, "status"), [*told_of(reading, claim), *_context(reading, claim, claims)])


def _context(reading: Reading, claim: Spending, claims: Sequence[Claim]) -> Iterator[str]:
    yield from around(reading, claim)
    document = reading.document
    at = document.sentence_at(claim.anchor)
    for other in claims:
        if isinstance(other, Spending) and other is not claim:
            apart = document.sentence_at(other.anchor).index - at.index
            where = "here" if apart == 0 else "before" if apart < 0 else "after"
            yield f"{where} {other.status}"
    yield f"recipient={claim.recipient is not None}"


def _payer(reading: Reading, claim: Spending, claims: Sequence[Claim]) -> list[Option[str | None]]:
    return _purse(reading, claim, claims, "payer", "recipient")


def _recipient(reading: Reading, claim: Spending, claims: Sequence[Claim]) -> list[Option[str | None]]:
    return _purse(reading, claim, claims, "recipient", "payer")


def _purse(
    reading: Reading, claim: Spending, claims: Sequence[Claim], field: str, other: str
) -> list[Option[str | None]]:
    found = names.purses(reading).features(claim.anchor)
    opposite = getattr(claim, other)
    hints: dict[str, list[str]] = {
        name: [f"status {claim.status}", f"name {name}", f"opposite={opposite is not None}"] for name in found
    }
    if opposite:
        hints.setdefault(opposite, []).append("is opposite")
    for one in claims:
        if isinstance(one, Spending) and one is not claim:
            same = one.currency == claim.currency
            before = one.anchor < claim.anchor
            if value := getattr(one, field):
                hints.setdefault(value, []).extend([f"shared same={same} before={before}", f"shared {value}"])
            if value := getattr(one, other):
                hints.setdefault(value, []).append(f"opposite elsewhere same={same}")
    for name, hint in hints.items():
        hint.append(f"currency {claim.currency} {name}")
    none = [*told_of(reading, claim), f"status {claim.status}", f"opposite={opposite}", f"currency {claim.currency}"]
    return options(found, said(claim, field), none, hints)


def _period(reading: Reading, claim: Spending, claims: Sequence[Claim]) -> list[Option[str | None]]:
    found = Names(reading, _times(reading)).features(claim.anchor)
    hints: dict[str, list[str]] = {name: [f"status {claim.status}"] for name in found}
    year = reading.document.published_on.year if reading.document.published_on else None
    for name in found:
        hints[name].append(f"form {_DIGITS.sub('9', name)}")
        if name.isdigit() and year:
            hints[name].append(f"ahead {max(min(int(name) - year, 3), -3)} {claim.status}")
    for one in claims:
        if isinstance(one, Spending) and one is not claim and one.period:
            hints.setdefault(one.period, []).append(f"shared before={one.anchor < claim.anchor}")
    return options(found, said(claim, "period"), [*told_of(reading, claim), f"status {claim.status}"], hints)


def _times(reading: Reading) -> Iterator[Named]:
    text, day = reading.document.text, reading.document.published_on
    for match in _SPAN.finditer(text):
        yield Named(match[0], match.start(), match.end(), "span" if match[2] else "year")
        if match[2]:
            yield Named(match[1], match.start(), match.end(), "year of span")
            yield Named(f"{match[1]}-{match[2]}", match.start(), match.end(), "span of digits")
    for start, end, written in phrases(text):
        yield Named(written, start, end, "phrase")
        if written.lower().startswith("the "):
            yield Named(written[4:], start, end, "phrase without the")
    for match in _WRITTEN.finditer(text):
        written = _PREPOSITION.sub(lambda first: first[0].lower(), match[0], count=1)
        yield Named(written, match.start(), match.end(), "written")
    for match in _RELATIVE.finditer(text):
        if day and match.lastgroup:
            shift = {"this": 0, "next": 1, "last": -1}[match.lastgroup]
            yield Named(str(day.year + shift), match.start(), match.end(), f"{match.lastgroup} year")


QUESTIONS = (
    Question("spending", "status", _status),
    Question("spending", "payer", _payer),
    Question("spending", "recipient", _recipient),
    Question("spending", "period", _period),
    Question("spending", "asserted_by", asserted_by),
)
