"""How a name stands to the word a claim hangs on: before or behind it, how far, with which words between."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.claims.learned.reading import EDGE, Reading

_FEW = 5


def bucket(distance: int) -> str:
    """A distance in words or sentences, coarser the larger it is."""
    for limit in (0, 1, 2, 3, 5, 8, 12, 20):
        if distance <= limit:
            return str(limit)
    return "far"


def relation(reading: Reading, anchor: int, start: int, end: int, kind: str) -> Iterator[str]:
    """Features of one name (text[start:end]) as an argument of what is told at the offset `anchor`."""
    at, here = reading.document.sentence_at(anchor), reading.document.sentence_at(start)
    i = reading.index(here, start)
    before, after = reading.token(here, i - 1), reading.token(here, i + 1)
    two_before = f"{reading.token(here, i - 2)} {before}"
    two_after = f"{after} {reading.token(here, i + 2)}"
    if at.index != here.index:
        yield from _apart(reading, at.index - here.index, here.is_title, (before, after, two_before, two_after), kind)
        return
    a = reading.index(at, anchor)
    side = "before" if i < a else "behind" if i > a else "in"
    word = reading.token(at, a)
    between = [t.text for t in reading.tokens(at)[min(i, a) + 1 : max(i, a)]]
    is_same_clause = at.clause_at(anchor) == here.clause_at(start)
    yield f"{side}"
    yield f"{side} {kind}"
    yield f"{side} {bucket(abs(i - a))}"
    yield f"{side} {kind} {bucket(abs(i - a))}"
    yield f"{side} clause={is_same_clause}"
    yield f"{side} {before}"
    yield f"{side} {before} {kind}"
    yield f"{side} {two_before}"
    yield f"{side} next {after}"
    yield f"{side} next {two_after}"
    yield f"{side} {before} _ {after}"
    yield f"{side} {word}"
    yield f"{side} {before} @{word}"
    yield f"first={i == 0} {side}"
    yield from (f"{side} between {w}" for w in dict.fromkeys(between[:12]))
    yield from (f"{side} between {a_} {b_}" for a_, b_ in dict.fromkeys(pairwise(between[:12])))
    if len(between) <= _FEW:
        yield f"{side} path {' '.join(between)}"


def _apart(reading: Reading, back: int, is_title: bool, words: Sequence[str], kind: str) -> Iterator[str]:
    where = "title" if is_title else f"back {bucket(back)}" if back > 0 else f"ahead {bucket(-back)}"
    before, after, two_before, two_after = words
    yield where
    yield f"{where} {kind}"
    yield f"apart {before}"
    yield f"apart {before} {kind}"
    yield f"apart {two_before}"
    yield f"apart next {after}"
    yield f"apart next {two_after}"
    yield f"{where} opens={before == EDGE}"
    yield f"{where} {before}"
