"""Number phrases in a sentence: the value, how exact it is, and the bounds of vague words."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.cardinals import SCALES, cardinal, may_open
from pipelines.claims.text import Sentence, Word

_MONTHS = lexicon.words("number_months")
_UNIT_WORDS = lexicon.words("number_units")
_RANGE = re.compile(r"(\d{1,9})[-–](\d{1,9})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase: words `first` to `last` (exclusive) of its sentence, qualifier included."""

    first: int
    last: int
    start: int
    end: int
    value: int | None
    qualifier: str
    low: int | None
    high: int | None
    text: str


def quantities(sentence: Sentence) -> list[Quantity]:
    """The number phrases of a sentence in order; dates, ages, sums, percentages and measures are left out."""
    words = sentence.words
    found: list[Quantity] = []
    i = 0
    while i < len(words):
        read = _read(words, i) if _may_open(words[i].lower) else None
        if read is None:
            i += 1
            continue
        last, value, qualifier, low, high = read
        if _is_measure(words, i, last, value):
            i = last
            continue
        first, stated = _qualifier_before(words, i)
        if stated and qualifier == "exact":
            qualifier, low, high = stated, *bounds(value, stated)
        start, end = words[first].start, words[last - 1].end
        text = sentence.text[start - sentence.start : end - sentence.start]
        found.append(Quantity(first, last, start, end, value, qualifier, low, high, text))
        i = last
    return found


def bounds(value: int | None, qualifier: str) -> tuple[int | None, int | None]:
    """Lower and upper bound that follow from a stated number; none from an approximation."""
    if value is None:
        return None, None
    if qualifier == "exact":
        return value, value
    if qualifier == "at_least":
        return value, None
    if qualifier == "more_than":
        return value + 1, None
    return (None, value) if qualifier == "up_to" else (None, None)


_Read = tuple[int, int | None, str, int | None, int | None]


def _read(words: tuple[Word, ...], i: int) -> _Read | None:
    return _vague(words, i) or _range(words, i) or _exact(words, i)


@lru_cache(maxsize=20_000)
def _may_open(lower: str) -> bool:
    """Whether a number phrase may begin with the word: most words are passed over."""
    return lower == "between" or may_open(lower) or any(phrase[0] == lower for phrase in _vague_phrases())


def _exact(words: tuple[Word, ...], i: int) -> _Read | None:
    value, last = cardinal(words, i)
    return None if value is None else (last, value, "exact", value, value)


def _range(words: tuple[Word, ...], i: int) -> _Read | None:
    """ "between 20 and 30", "20 to 30", "20-30": the lower bound, at least."""
    match = _RANGE.fullmatch(words[i].lower)
    if match and int(match[1]) < int(match[2]):
        return i + 1, int(match[1]), "at_least", int(match[1]), int(match[2])
    between = words[i].lower == "between"
    low, j = cardinal(words, i + 1) if between and i + 1 < len(words) else cardinal(words, i)
    if low is None or j + 1 >= len(words) or words[j].lower not in (("and",) if between else ("to", "or")):
        return None
    if not between and i > 0 and words[i - 1].lower.rstrip(".") in {"from", "by"} | _MONTHS:
        return None
    high, last = cardinal(words, j + 1)
    return (last, low, "at_least", low, high) if high is not None and low < high else None


@cache
def _vague_phrases() -> dict[tuple[str, ...], tuple[int | None, int | None]]:
    return {
        tuple(r["phrase"].split()): (int(r["low"]) if r["low"] else None, int(r["high"]) if r["high"] else None)
        for r in lexicon.rows("vague_words")
    }


def _vague(words: tuple[Word, ...], i: int) -> _Read | None:
    for size in (3, 2, 1):
        key = tuple(w.lower for w in words[i : i + size])
        if len(key) == size and key in _vague_phrases():
            low, high = _vague_phrases()[key]
            last = i + size
            if last + 1 < len(words) and words[last].lower == "of" and words[last + 1].lower in SCALES:
                last += 2
            return last, None, "vague", low, high
    return None


@cache
def _qualifier_phrases() -> dict[tuple[str, ...], str]:
    return {tuple(r["phrase"].split()): r["qualifier"] for r in lexicon.rows("qualifiers")}


def _qualifier_before(words: tuple[Word, ...], i: int) -> tuple[int, str | None]:
    """Index where the qualified phrase begins and the qualifier of the number at word `i`."""
    for size in (3, 2, 1):
        key = tuple(w.lower for w in words[max(i - size, 0) : i])
        if len(key) == size and key in _qualifier_phrases():
            return i - size, _qualifier_phrases()[key]
    return i, None


def _is_measure(words: tuple[Word, ...], first: int, last: int, value: int | None) -> bool:
    before = words[first - 1].lower if first else ""
    after = words[last].lower if last < len(words) else ""
    if (
        before in ("$", "€", "£", "¥", "₴", "₪", "no", "aged", "version", "#", "article", "route", "unit")
        or after in _UNIT_WORDS
    ):
        return True
    if before.rstrip(".") in _MONTHS and value is not None and value <= 31 and words[first].text[0].isdigit():
        return True
    if after.rstrip(".") in _MONTHS and last < len(words) and words[last].is_capitalised:
        return True
    if (
        last + 1 < len(words)
        and after == ":"
        and words[last + 1].start == words[last - 1].end + 1
        and words[last + 1].text[0].isdigit()
    ):
        return True
    if (
        before == ":"
        and words[first].start == words[first - 1].end
        and first > 1
        and words[first - 2].text[0].isdigit()
    ):
        return True
    text = words[last - 1].text
    return (
        last - first == 1 and value is not None and 1900 <= value <= 2100 and len(text) == 4 and _is_year(before, after)
    )


def _is_year(before: str, after: str) -> bool:
    return before in {
        "in",
        "since",
        "of",
        "until",
        "by",
        "from",
        "and",
        "to",
        ",",
        "early",
        "late",
        "mid",
        "the",
        "for",
        "(",
    } | _MONTHS or (not after[:1].isalpha())
