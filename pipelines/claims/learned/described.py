"""Armed people that a post describes instead of naming: "Chechen separatists", "forces loyal to Riek Machar"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention

_FIGHTERS = (
    "rebels|separatists|secessionists|militants|jihadists|jihadis|insurgents|gunmen|fighters|guerrillas|militiamen|"
    "militias?|settlers|dissidents|coalition|loyalists|terrorists|extremists|tribesmen|armed groups?|"
    "paramilitaries|irregulars|gunners|mutineers|herders|herdsmen|youths|gang"
)
_NAME = r"(?:al-|el-)?[A-Z](?:[\w’'-]|\.(?=[A-Z-])){1,20}"
_MODIFIER = rf"(?:(?:{_NAME}|[a-z]{{2,12}}-[A-Za-z][a-z]{{2,12}}|separatist|rebel|local|armed|suspected|opposition) )"
_PATTERNS = (
    re.compile(
        rf"\b((?i:{_FIGHTERS}|forces|troops|soldiers|factions?|supporters)) "
        r"(?:loyal to|backed by|allied with|allied to) (?:the )?(?:late |ousted |former )?"
        rf"{_NAME}(?: {_NAME}){{0,2}}"
    ),
    re.compile(
        r"\b(?:(?:[Pp]ro|[Aa]nti)-[A-Z][a-z]{2,15}|[A-Z][a-z]{2,15}-(?:backed|led|aligned|allied|supported)) "
        r"(?:[a-z]{3,12} )?(forces|troops|groups?|alliance|factions?|units)\b"
    ),
    re.compile(rf"\b{_MODIFIER}{{0,3}}((?i:{_FIGHTERS}))\b"),
)
_MOST = 100
_TIMES = "monday tuesday wednesday thursday friday saturday sunday today yesterday"
_OPENING = "the on in at by from after when as and but said since while"
_NO_MODIFIERS = frozenset(
    {*lexicon.column("number_words", "surface"), *lexicon.words("number_months"), *_TIMES.split(), *_OPENING.split()}
)


@dataclass(frozen=True, slots=True)
class Described:
    """text[start:end] describes armed people; `head` is the word for what they are."""

    start: int
    end: int
    text: str
    head: str


def find(text: str, groups: Sequence[Mention]) -> list[Described]:
    """The descriptions of a post in order, also one within another; none that holds a group's name."""
    free = (d for d in _candidates(text) if not any(g.start < d.end and d.start < g.end for g in groups))
    return sorted(free, key=lambda one: (one.start, -one.end))


def in_full(form: str, forms: Sequence[str]) -> str:
    """ "rebels" in a post that tells of "Chechen rebels" and of no others are those."""
    ending = form.casefold()
    fuller = {f.casefold(): f for f in reversed(forms) if f.casefold().endswith(f" {ending}")}
    if len(fuller) == 1:
        return next(iter(fuller.values()))
    return next(f for f in forms if f.casefold() == ending)


def _candidates(text: str) -> Iterator[Described]:
    for pattern in _PATTERNS:
        for match in islice(pattern.finditer(text), _MOST):
            start = _after_times(text, match.start(), match.start(1))
            yield Described(start, match.end(), text[start : match.end()], match[1].lower())


def _after_times(text: str, start: int, head: int) -> int:
    """Where the description begins: behind the number, the day or the article of "The Three Islamist gunmen"."""
    while start < head:
        word = text[start:head].partition(" ")[0]
        if word.lower() not in _NO_MODIFIERS:
            break
        start += len(word) + 1
    return start
