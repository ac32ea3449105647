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
_DAYS = "|".join(_WEEKDAYS)
_RELATIVE = re.compile(rf"\b(today|yesterday|overnight|{_DAYS})\b", re.IGNORECASE)
_SHIFTS = {"today": 0, "tonight": 0, "overnight": 0, "yesterday": -1, "tomorrow": 1}
_OF_AN_ACT = re.compile(rf"\b(today|tonight|yesterday|tomorrow|{_DAYS})\b", re.IGNORECASE)


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
        (m for m in _RELATIVE.finditer(sentence.text) if not _is_told(sentence.text, m.start())),
        None,
    )
    if relative is None or published is None:
        return None
    return _relative(relative[1].lower(), published, is_ahead=False)


def act_date(document: Document, start: int, end: int, *, is_ahead: bool, is_saying: bool) -> date | None:
    """The one day that text[start:end] gives for an act of diplomacy; None where it gives none, or several.

    `is_ahead`: a weekday or a day without a year is one to come. `is_saying`: the act is what is said, so that the
    day of "said on Monday" is its own.
    """
    text, published = document.text[start:end], document.published_on
    days = {_named(match, published, is_ahead=is_ahead) for match in _NAMED.finditer(text)}
    for match in _OF_AN_ACT.finditer(text):
        if published and (is_saying or not _is_told(text, match.start())):
            days.add(_relative(match[1].lower(), published, is_ahead=is_ahead))
    return days.pop() if len(days) == 1 else None


def _is_told(text: str, at: int) -> bool:
    """Whether the day at an offset is the day of saying it: "said on Monday"."""
    return _TOLD.search(text[max(at - 40, 0) : at]) is not None


def _relative(word: str, published: date, *, is_ahead: bool) -> date:
    if word in _SHIFTS:
        return published + timedelta(days=_SHIFTS[word])
    back = (published.weekday() - _WEEKDAYS.index(word)) % 7
    return published + timedelta(days=-back % 7 if is_ahead else -back)


def _named(match: re.Match[str], published: date | None, *, is_ahead: bool = False) -> date | None:
    day = int(match[1] or match[4])
    month = next(n for n, name in enumerate(MONTHS, start=1) if name.startswith((match[2] or match[3]).lower()[:3]))
    if match[5] is None and published is None:
        return None
    try:
        if match[5]:
            return date(int(match[5]), month, day)
        assert published is not None
        this_year = date(published.year, month, day)
        if is_ahead:
            return this_year if this_year >= published else date(published.year + 1, month, day)
        return this_year if this_year <= published else date(published.year - 1, month, day)
    except ValueError:
        return None
