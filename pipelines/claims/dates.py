"""When it happened: the day a sentence names, resolved by the day the post was published."""

import re
from datetime import date, timedelta

from pipelines.claims.text import Document, Sentence

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NAMED = re.compile(rf"\b(?:(\d{{1,2}}) {_MONTH}|{_MONTH} (\d{{1,2}})(?!\d))(?:,? (\d{{4}}))?", re.IGNORECASE)
_RELATIVE = re.compile(rf"\b(today|yesterday|overnight|{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)


_TOLD = re.compile(
    r"\b(?:said|says|told|reported|announced|wrote|posted|confirmed|added|claimed|acknowledged)(?: \w+){0,3} $"
)


def event_date(document: Document, sentence: Sentence) -> date | None:
    """The day the sentence states; None where it states none or the post has no date to count from."""
    published = document.published_on
    named = _NAMED.search(sentence.text)
    if named:
        return _named(named, published)
    relative = next(
        (
            m
            for m in _RELATIVE.finditer(sentence.text)
            if not _TOLD.search(sentence.text[max(m.start() - 40, 0) : m.start()])
        ),
        None,
    )
    if relative is None or published is None:
        return None
    word = relative[1].lower()
    if word in ("today", "overnight"):
        return published
    if word == "yesterday":
        return published - timedelta(days=1)
    return published - timedelta(days=(published.weekday() - _WEEKDAYS.index(word)) % 7)


def _named(match: re.Match[str], published: date | None) -> date | None:
    day = int(match[1] or match[4])
    month = next(n for n, name in enumerate(MONTHS, start=1) if name.startswith((match[2] or match[3]).lower()[:3]))
    if match[5] is None and published is None:
        return None
    try:
        if match[5]:
            return date(int(match[5]), month, day)
        assert published is not None
        this_year = date(published.year, month, day)
        return this_year if this_year <= published else date(published.year - 1, month, day)
    except ValueError:
        return None
