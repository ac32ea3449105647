"""Runs of name words: where a person's name ends, and which part of it is the surname."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention
from pipelines.claims.text import Sentence, Word
from pipelines.claims.titles import Title, bare, title_at

PARTICLES = lexicon.words("persons_particles")


ARTICLE_NAME = re.compile(r"(?:al|el|ul|ad|as|an|ash|at|az|ar)-[A-Z]\w*", re.UNICODE)


_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "II", "III", "IV"})


_FAMILY_FIRST = frozenset({"CN", "KR", "KP", "TW", "VN"})


_GIVEN_ONLY = frozenset({"ET", "ER", "IS", "MY", "TH"})


_HYPHENED_GIVEN = re.compile(r"[A-Z]\w{1,12}-[a-z]\w{1,12}")


LONGEST_NAME = 6


def name_end(words: Sequence[Word], first: int, names: Sequence[Mention], opens_after: Title | None = None) -> int:
    """Index after the run of name words that starts at `first`; `first` itself if no name starts there."""
    position = first
    while position < len(words) and position - first < LONGEST_NAME:
        word = words[position]
        if not is_name_word(words, position, first) or title_at(words, position):
            break
        is_opening = position == first and (opens_after is not None or _is_holder(words, position))
        is_inside = position > first and _is_group_of_one_word(word, names)  # "Kayikwamba Wagner"
        if _starts_known_name(word, names) and not is_inside and not (is_opening and _goes_on(words, position)):
            break
        position += 1
        if word.text.replace("’", "'").endswith("'s") or _has_gap_after(words, position):
            break
    while position > first and words[position - 1].lower in PARTICLES:
        position -= 1
    return position


def _is_holder(words: Sequence[Word], position: int) -> bool:
    return " ".join(bare(w.text) for w in words[position : position + 2]) in office_by_name()


def _goes_on(words: Sequence[Word], position: int) -> bool:
    return position + 1 < len(words) and is_name_word(words, position + 1, position)


def _starts_known_name(word: Word, names: Sequence[Mention]) -> bool:
    index = bisect_right(names, word.start, key=lambda m: m.start) - 1
    return index >= 0 and word.start < names[index].end


def _is_group_of_one_word(word: Word, names: Sequence[Mention]) -> bool:
    index = bisect_right(names, word.start, key=lambda m: m.start) - 1
    return index >= 0 and (names[index].kind, names[index].text) == ("group", bare(word.text)) and word.text.istitle()


def _has_gap_after(words: Sequence[Word], position: int) -> bool:
    return position < len(words) and words[position].start - words[position - 1].end > 1


def is_name_word(words: Sequence[Word], position: int, first: int) -> bool:
    text = bare(words[position].text)
    if ARTICLE_NAME.fullmatch(text):
        return True
    if position > first and words[position].lower in PARTICLES:
        following = words[position + 1] if position + 1 < len(words) else None
        return following is not None and (following.is_capitalised or following.lower in PARTICLES)
    is_name = text[0].isupper() and text not in lexicon.column("not_names", "word") and not text.isdigit()
    return is_name and not (len(text) > 1 and text.isupper() and text not in _SUFFIXES and len(text) > 3)


def surname_of(tokens: list[str], country_code: str | None) -> str:
    """The surname of a full name: the last word with its particles; the first where the family name leads."""
    tokens = [t for t in tokens if t not in _SUFFIXES] or tokens
    leads = country_code in _FAMILY_FIRST or (len(tokens) == 2 and _HYPHENED_GIVEN.fullmatch(tokens[1]))
    if (leads or country_code in _GIVEN_ONLY) and len(tokens) > 1:
        return tokens[0]
    first = len(tokens) - 1
    while first > 1 and tokens[first - 1].lower() in PARTICLES:
        first -= 1
    if first == 1 and tokens[0].lower() in PARTICLES:
        first = 0
    return " ".join(tokens[first:])


@cache
def office_by_name() -> dict[str, lexicon.OfficeHolder]:
    return {h.name.replace("’", "'"): h for h in lexicon.office_holders()}


def is_headline(sentence: Sentence) -> bool:
    """A title in headline case, where capitals say nothing about names."""
    if not sentence.is_title:
        return False
    longer = [w for w in sentence.words if len(w.text) > 4 and w.text[0].isalpha()]
    return len(longer) > 3 and sum(w.is_capitalised for w in longer) > 0.75 * len(longer)
