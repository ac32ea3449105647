"""Values in words a reader understands, and the number's words marked inside their sentence."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from markupsafe import Markup, escape

NOT_ADDABLE = {
    "total": "A sum of other figures; adding it would count them twice",
    "component": "Part of a larger figure that is counted already",
    "cumulative": "A running toll over a longer time; do not add it",
    "repeated": "Told elsewhere too, or replaced by a newer figure; counted once",
    "unknown": "Not clear enough to be added",
    "superseded": "Stands no longer today, and is in no sum of today",
    "rejected": "Wrongly read, as a reviewer found; do not add it",
}
REVIEWS = {"accept": "Read and accepted", "correct": "Read and corrected", "reject": "Read and rejected"}
QUALIFIERS = {"at_least": "at least", "more_than": "more than", "up_to": "up to", "approx": "about"}
CHANGES = {
    "published": "First seen",
    "revised": "Reworded",
    "recaptioned": "Caption changed",
    "withdrawn": "Withdrawn",
    "reinstated": "Back again",
    "moved": "Moved to another live blog",
    "reread": "Same post, given by the page in another form",
}
CLAIM_CHANGES = {"added": "New", "gone": "Gone", "changed": "Changed", "reworded": "In other words"}
LINKS = {"component_of": "is a part of", "restates": "is told again", "corrects": "corrects an earlier figure"}
_ANY = "schema_org"
"""The source of pages whose publisher newsledger does not know (docs/adding-a-source.md)."""
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def number(value: int | None) -> str:
    """1234 as `1,234`; empty for null."""
    return "" if value is None else f"{value:,}"


def plural(count: int, noun: str) -> str:
    """`1 post`, `2 posts`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def money(amount: Decimal | None, currency: str | None) -> str:
    """`EUR 4.5 billion`; empty for null."""
    if amount is None:
        return ""
    for scale, name in _SCALES:
        if abs(amount) >= scale:
            return f"{currency} {(amount / scale).normalize():f} {name}"
    return f"{currency} {amount.normalize():,f}"


def day(value: date | None) -> str:
    """`2 September 2025`; empty for null."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """`2 Sep 2025, 08:00 UTC`; empty for null."""
    return "" if value is None else f"{value.day} {value:%b %Y, %H:%M} UTC"


def web_link(url: str | None) -> str | None:
    """The address if it is one of the web, else nothing: text from a page must not become a script."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def outlet(source: str, url: str | None) -> str:
    """Who publishes it, as a reader knows them: the source, or the host where the source is any page of a kind."""
    address = web_link(url)
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if source == _ANY and host else source


def spellings(*values: int | None) -> list[str]:
    """The ways a sentence may spell whole numbers: `1200`, `1,200`, `six`."""
    known = [value for value in values if value is not None]
    words = [_SMALL[value] for value in known if 0 <= value < len(_SMALL)]
    return [f"{value:,}" for value in known] + [str(value) for value in known] + words


def marked(sentence: str, phrases: Iterable[str | None]) -> Markup:
    """The sentence, escaped, with the first place of each phrase inside `<mark>`."""
    spans: list[tuple[int, int]] = []
    for phrase in phrases:
        span = _find(sentence, phrase)
        if span and all(span[1] <= start or end <= span[0] for start, end in spans):
            spans.append(span)
    parts, position = [], 0
    for start, end in sorted(spans):
        parts += [escape(sentence[position:start]), Markup("<mark>{}</mark>").format(sentence[start:end])]
        position = end
    return Markup("").join([*parts, escape(sentence[position:])])


def _find(sentence: str, phrase: str | None) -> tuple[int, int] | None:
    if not phrase:
        return None
    start = r"(?<!\w)(?<!\d[.,])" if phrase[0].isalnum() else ""
    end = r"(?!\w)(?![.,]\d)" if phrase[-1].isalnum() else ""
    match = re.search(start + re.escape(phrase) + end, sentence, re.IGNORECASE)
    return match.span() if match else None
