"""Dates as pages word them: a stated day, a stated instant; what is relative or ambiguous stays unread."""

import re
from datetime import UTC, date, datetime

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mar apr - jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
_DAY_FORMS = (
    re.compile(r"(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\.? (?P<month>[^\W\d_]{3,9})\.? (?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)


def stated_day(text: str | None) -> date | None:
    """The day of a text that is a date and nothing else ("September 2, 2025", "02.09.2025"); else None."""
    words = " ".join((text or "")[:100].split())
    for form in _DAY_FORMS:
        if found := form.fullmatch(words):
            return _day(found["year"], found["month"], found["day"])
    return None


def stated_instant(text: str | None) -> datetime | None:
    """The instant of an ISO 8601 text with an offset, as stated; None for a text without one."""
    try:
        moment = datetime.fromisoformat((text or "").strip()[:40])
        return moment if moment.tzinfo and moment.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
