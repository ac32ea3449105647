"""Armed groups no list knows, told by their own names or by the fighters beside them: "militants of Ansar al-Sunna"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.claims import gazetteer, lexicon
from pipelines.claims.mention import Mention
from pipelines.claims.text import Document

_NAME = re.compile(
    r"\b((?:[A-Z][\w’'-]{1,20} (?:(?:of|for) (?:the )?)?){1,4}"
    r"(?:Army|Front|Brigades?|Movement|Resistance|Forces?|Militia|Alliance|Legion|Battalion|Avengers|Mujahideen|Cartel)\b"
    r"(?: (?:of|for) (?:the )?[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){0,2})?)(?: \(([A-Z][A-Z0-9-]{1,9})\))?"
)
_ACRONYM = re.compile(r" \(([A-Z][A-Z0-9-]{1,9})\)")
_MOST = 20
_FIGHTING = re.compile(
    r"\b(?:Liberation|Independence|Revolutionary|Resistance|Jihad|Martyrs|Militia|Avengers|Mujahideen|Cartel)\b"
)
_STATES = re.compile(
    r"\b(?:Armed Forces|Air Force|Defen[cs]e Forces?|Security Forces|Special|Ground Forces|Task Force)\b"
)
_PEOPLE = r"(?:fighters|militants|rebels|insurgents|gunmen|guerrillas|jihadists|militiamen|extremists)"
_OWN = r"(?:\d{1,3}(?:st|nd|rd|th) )?[A-Z][\w’'-]{1,20}(?: (?:of |for )?(?:al-)?[A-Z][\w’'-]{1,20}){0,3}"
_BESIDE = (
    re.compile(rf"\b(?i:{_PEOPLE}) (?:of|from) (?:the )?({_OWN})"),
    re.compile(rf"(?<![.!?\n] )(?<!\n)\b({_OWN}) (?:{_PEOPLE}|gang|militia|cartel|guerrilla)\b"),
    re.compile(
        rf"\b(?:the|The) ({_OWN}), an? (?:[\w-]+ ){{0,3}}"
        r"(?:militia|faction|offshoot|gang|(?:armed|rebel|militant|jihadist|guerrilla|insurgent) (?:group|movement))\b"
    ),
)
_KINDS = lexicon.words("armed_names_kinds")


def find(document: Document, known: Sequence[Mention]) -> list[Mention]:
    """The unknown armed groups of a post, by full name and by the acronym it introduces; none inside a known name.

    Of known groups the acronyms that no list has.
    """
    letters = _acronyms(document.text, known)
    taken = sorted((m.start, m.end) for m in (*known, *letters))
    found: list[Mention] = []
    for start, end, short in _candidates(document.text):
        if len(found) > _MOST or _overlaps(taken, start, end):
            continue
        name = document.text[start:end]
        spans = [m.span() for m in re.finditer(rf"\b{re.escape(name)}\b", document.text)]
        if short and not any(m.text == short for m in known):
            spans += [m.span() for m in re.finditer(rf"\b{re.escape(short)}\b", document.text)]
        free = [(a, b) for a, b in spans if not _overlaps(taken, a, b)]
        found += [Mention(a, b, document.text[a:b], "group", short or name, None) for a, b in free]
        taken = sorted([*taken, *free])
    return [*letters, *found]


def _acronyms(text: str, known: Sequence[Mention]) -> list[Mention]:
    """A known group by the letters that a post gives behind its name: "the Front for Change and Concord (FACT)"."""
    taken = sorted((m.start, m.end) for m in known)
    named: dict[str, Mention] = {}
    for group in known:
        short = _ACRONYM.match(text, group.end) if group.kind == "group" else None
        if short and len(named) < _MOST:
            named.setdefault(short[1], group)
    return [
        replace(group, start=match.start(), end=match.end(), text=short)
        for short, group in named.items()
        for match in re.finditer(rf"\b{short}\b", text)
        if not _overlaps(taken, *match.span())
    ]


def _candidates(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Spans that may name a group, with the acronym in brackets behind them."""
    for match in _NAME.finditer(text):
        start, end = match.span(1)
        start += len("The ") if match[1].startswith("The ") else 0
        name, short = text[start:end], match[2]
        if (short or _FIGHTING.search(name)) and not _STATES.search(name):
            yield start, end, short
    for pattern in _BESIDE:
        for match in pattern.finditer(text):
            if _is_own(match[1]):
                yield *match.span(1), None


def _is_own(name: str) -> bool:
    """Whether words beside fighters are a name: no sort of people ("Tuareg rebels"), no place ("gunmen from Goma")."""
    first = name.partition(" ")[0]
    is_kind = not first[0].isdigit() and (not first[0].isupper() or first.lower() in _KINDS)
    return not is_kind and not gazetteer.is_known(name) and not _TIED.search(name)


_TIED = re.compile(r"-(?:linked|backed|aligned|affiliated|led|allied|supported|dominated)\b")


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of the spans, which are in order and do not overlap, shares a character with start to end."""
    before = bisect_left(spans, (end, 0))
    return before > 0 and spans[before - 1][1] > start
