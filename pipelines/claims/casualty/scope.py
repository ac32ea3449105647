"""Whether a number counts one attack, or a longer time up to the whole war."""

import re
from datetime import date

from pipelines.claims import conflict
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.dates import MONTHS
from pipelines.claims.gazetteer import Place
from pipelines.claims.text import Document, Sentence

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = "|".join(MONTHS)
_LONG = re.compile(
    r"\b(?:since|in (?:the|this) (?:war|conflict)|during the (?:war|conflict)|of (?:the )?(?:\w+ )?(?:war|conflict)|"
    r"in (?:nearly |almost |more than |over )?(?:a|one|two|three|four|five|six|\d+) (?:months?|years?)|to date|"
    r"this year|this month|last year|last month|(?:past|last) (?:few |two |three |six |\d+ )?(?:months?|years?)|"
    rf"overall|across the war|war dead|in (?:{_MONTH})(?! \d)(?: alone)?(?=[ ,.;])|in \d{{4}}\b|throughout|"
    r"during the (?:\w+-)?(?:month|year))",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:(?:in |over |during )?(?:the )?(?:past|previous|last) (?:24 hours|day|night|week|48 hours|two days|"
    r"three days|few days|weekend)|in 24 hours|in (?:a|one|the) (?:single )?day|overnight|yesterday|today|"
    r"earlier in the day|this week|over the weekend|"
    rf"since (?:late |early )?(?:last )?{_WEEKDAY}|since (?:yesterday|midnight|dawn|(?:the |this )?"
    rf"morning|(?:the )?evening|early|then|last night|noon|the early hours)|since [^,.;]{{0,60}} (?:on )?{_WEEKDAY})",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:\w+est|most \w+|worst|first|record|biggest)\b[^,;.]{0,60}?\b"
    r"(?:since\b[^,;.]*|of (?:the )?(?:\w+ )?(?:war|conflict))",
    re.IGNORECASE,
)
_SINCE_DATE = re.compile(rf"since (?:(\d{{1,2}}) ({_MONTH})|({_MONTH}) (\d{{1,2}}))(?! ?,? ?\d{{4}})", re.IGNORECASE)
_IN_COUNTRY = re.compile(r"\bin (?:the )?[A-Z]")
_PERFECT = re.compile(r"[^,.;]{0,60}?\b(?:have|has)\b")
_LARGE = 1000
_OPEN_TOLL = 300
_A_WEEK = 8


def is_cumulative(
    document: Document, sentence: Sentence, harmed: Harmed, place: Place | None, phrases: list[Victims]
) -> bool:
    """True for a count over more than about a week; the first word of time after the number decides."""
    told = _of_time(document, sentence, harmed.victims)
    if told is not None:
        return told
    counts = [p.count or p.low or 0 for p in (harmed.victims, *phrases) if p.start <= harmed.victims.start]
    is_at_a_town = place is not None and place.level == "site"
    if max(counts) >= _LARGE:
        is_perfect = bool(_PERFECT.match(sentence.text, harmed.victims.end - sentence.start))
        return not is_at_a_town and (is_perfect or not conflict.has_force(sentence.text))
    is_state = harmed.rule in ("passive", "reduced", "state") and place is None
    is_open = max(counts) >= _OPEN_TOLL and is_state and not conflict.has_force(sentence.text)
    return is_open and bool(_IN_COUNTRY.search(sentence.text))


def _of_time(document: Document, sentence: Sentence, people: Victims) -> bool | None:
    """What the words of time say: those after the number in its clause, before it, in the sentence; None without."""
    text = _SUPERLATIVE.sub(lambda m: " " * len(m[0]), sentence.text)
    start, end = (edge - sentence.start for edge in sentence.clause_at(people.start))
    at = people.end - sentence.start
    spans = ((at, end), (start, at), (0, len(text)))
    for first, last in spans:
        marks = {m.start(): not _is_recent(document, text, m.start()) for m in _LONG.finditer(text, first, last)}
        marks |= {m.start(): False for m in _SHORT.finditer(text, first, last)}
        if marks:
            return marks[max(marks) if last == at else min(marks)]
    return None


def _is_recent(document: Document, text: str, position: int) -> bool:
    """ "since 26 January" in a post of 1 February: still one operation."""
    match = _SINCE_DATE.match(text, position)
    if match is None or document.published_on is None:
        return False
    month = MONTHS.index((match[2] or match[3]).lower()) + 1
    try:
        since = date(document.published_on.year, month, int(match[1] or match[4]))
    except ValueError:
        return False
    return 0 <= (document.published_on - since).days <= _A_WEEK
