"""Armed groups no list knows, told by their own names: "the Azawad Liberation Front (FLA)"."""

import re
from collections.abc import Sequence

from pipelines.claims.mention import Mention
from pipelines.claims.text import Document

_NAME = re.compile(
    r"\b((?:[A-Z][\w’'-]{1,20} (?:(?:of|for) (?:the )?)?){1,4}"
    r"(?:Army|Front|Brigades?|Movement|Resistance|Forces?|Militia|Alliance|Legion))\b(?: \(([A-Z][A-Z0-9-]{1,9})\))?"
)
_MOST = 20
_FIGHTING = re.compile(r"\b(?:Liberation|Independence|Resistance|Jihad|Martyrs)\b")
_STATES = re.compile(
    r"\b(?:Armed Forces|Air Force|Defen[cs]e Forces?|Security Forces|Special|Ground Forces|Task Force)\b"
)


def find(document: Document, known: Sequence[Mention]) -> list[Mention]:
    """The unknown armed groups of a post, by full name and by the acronym it introduces; none inside a known name."""
    taken = [(m.start, m.end) for m in known]
    found: list[Mention] = []
    for match in _NAME.finditer(document.text):
        start, end = match.span(1)
        start += len("The ") if match[1].startswith("The ") else 0
        name, short = document.text[start:end], match[2]
        is_group = bool(short or _FIGHTING.search(name)) and not _STATES.search(name)
        if not is_group or len(found) > _MOST or _overlaps(taken, start, end):
            continue
        spans = [(start, end)]
        if short and not any(m.text == short for m in known):
            spans += [m.span() for m in re.finditer(rf"\b{re.escape(short)}\b", document.text)]
        found += [Mention(a, b, document.text[a:b], "group", short or name, None) for a, b in spans]
        taken += spans
    return found


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)
