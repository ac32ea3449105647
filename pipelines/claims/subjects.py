"""Noun phrases around a verb: the span of its subject, and the office or institution a name qualifies."""

from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.actor import Actor
from pipelines.claims.mention import Mention
from pipelines.claims.text import Sentence, Word
from pipelines.claims.titles import bare, title_at

PREPOSITIONS = lexicon.words("actors_prepositions")


MODIFIERS = lexicon.words("actors_modifiers")


_MEMBERS = frozenset({"leaders", "members", "negotiators"})
_BETWEEN = lexicon.words("subjects_between")  # may stand between a subject and its verb


def subject_span(words: Sequence[Word], verb: int) -> tuple[int, int]:
    """Word indexes (first, last) of the subject before a verb, adverbs, appositions and leading adverbials left out."""
    last = verb
    while last > 0 and (words[last - 1].lower in _BETWEEN or is_adverb(words[last - 1])):
        last -= 1
    last = _before_relative(words, last)
    first = last
    while first > 0 and not _bounds(words[first - 1], first, last):
        first -= 1
    pieces = _pieces(words, first, last)
    if not pieces:
        return last, last
    start = len(pieces) - 1
    if start and words[last - 1].text in (",", ")") and _is_noun_phrase(words, pieces[-2]):
        start -= 1
    while start > 0 and _is_list_item(words, pieces[start - 1]) and _continues_list(words, pieces[start:], last):
        start -= 1
    return pieces[start][0], pieces[-1][1]


def _before_relative(words: Sequence[Word], last: int) -> int:
    """Index before a relative clause that ends at a comma right before the verb ("the UAE, which buys gold, said")."""
    if last == 0 or words[last - 1].text != ",":
        return last
    for index in range(last - 2, max(last - 25, 0), -1):
        if words[index].lower in ("who", "which", "whose") and words[index - 1].text == ",":
            return index - 1
        if words[index].lower in ".;:":
            break
    return last


def is_adverb(word: Word) -> bool:
    """A word such as "jointly"; a name ("Italy") or an institution ("Assembly") is none."""
    return word.text.islower() and word.lower.endswith("ly")


def _bounds(word: Word, first: int, last: int) -> bool:
    is_opener = word.lower in (
        "that",
        "while",
        "because",
        "whereas",
        "although",
        "though",
        "but",
        "if",
        "when",
        "as",
        "which",
        "whom",
        "where",
        "unless",
        "after",
        "before",
        "once",
    )
    return word.lower in '.;:!?"“”—–•' or (is_opener and first <= last)


def _pieces(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    edges = [first, *(i + 1 for i in range(first, last) if words[i].text in (",", "(", ")"))]
    ends = [*(i for i in range(first, last) if words[i].text in (",", "(", ")")), last]
    return [(a, b) for a, b in zip(edges, ends, strict=True) if b > a]


def _is_noun_phrase(words: Sequence[Word], piece: tuple[int, int]) -> bool:
    return words[piece[0]].lower not in PREPOSITIONS and not words[piece[0]].lower.endswith("ing")


def _is_list_item(words: Sequence[Word], piece: tuple[int, int]) -> bool:
    inside = words[piece[0] : piece[1]]
    is_named = any(w.is_capitalised for w in inside)
    is_clause = any(w.lower in _FINITE or (w.text.islower() and w.lower.endswith("ed")) for w in inside[1:])
    return piece[1] - piece[0] <= 8 and is_named and not is_clause and _is_noun_phrase(words, piece)


_FINITE = frozenset({"said", "says", "told", "was", "were", "is", "are", "has", "had", "have", "will", "would"})


def _continues_list(words: Sequence[Word], pieces: Sequence[tuple[int, int]], last: int) -> bool:
    return any(words[i].lower == "and" for i in range(pieces[-1][0], last)) or len(pieces) > 1


def head_noun(words: Sequence[Word], position: int) -> tuple[str, str, int] | None:
    """The institution or office a name qualifies: (noun or role, "government"/"chamber"/"military"/"role", end)."""
    for _ in range(4):
        if position >= len(words):
            return None
        for length in (3, 2, 1):
            phrase = " ".join(bare(w.lower) for w in words[position : position + length])
            end = words[min(position + length, len(words)) - 1].end
            if phrase in _institutions():
                return phrase, _institutions()[phrase], end
            if role := role_titles().get(phrase) or role_titles().get(phrase.removesuffix("s")):
                return role, "role", end
        if words[position].lower not in MODIFIERS and not words[position].text.isdigit():
            return None
        position += 1
    return None


def follows_preposition(sentence: Sentence, mention: Mention, start: int = 0) -> bool:
    """Whether a mention is the object of a preposition at or after `start`, so that it is no subject ("in Kyiv")."""
    index = sentence.word_index(mention.phrase_start)
    words = sentence.words
    while index > 0 and words[index - 1].lower in ("the", "a", "an"):
        index -= 1
    if index == 0 or words[index - 1].start < start:
        return False
    before = words[index - 1].lower
    if before in ("from", "of") and index > 1:
        is_person = title_at(words, index - 2) is not None or words[index - 2].lower in _MEMBERS
        return head_noun(words, index - 2) is None and not is_person
    return before in PREPOSITIONS


@cache
def _institutions() -> dict[str, str]:
    return {r["noun"]: r["institution_kind"] for r in reversed(lexicon.rows("institutions"))} | {
        r["noun"]: r["institution_kind"] for r in lexicon.rows("institutions") if r["institution_kind"] == "chamber"
    }


@cache
def role_titles() -> dict[str, str]:
    return lexicon.mapping("titles", "title", "role")


@cache
def anaphora() -> dict[str, tuple[str, ...]]:
    return {r["noun"]: tuple(filter(None, r["names"].split(";"))) for r in lexicon.rows("anaphora")}


_LINKS = frozenset({"and", ",", "&", "as"})


def is_joined(sentence: Sentence, before: Actor, mention: Mention) -> bool:
    """Whether a name goes on a list; ", the EU's chief diplomat," after a person is an apposition."""
    between = [w.lower for w in sentence.words if before.end <= w.start < mention.phrase_start]
    plain = [w for w in between if w not in ("the", "'s", "both")]
    if before.is_person and mention.kind != "person" and "and" not in plain:
        return False
    return (
        len(plain) <= 3
        and any(w in _LINKS for w in plain)
        and all(
            w in _LINKS
            or w in ("his", "her", "its", "also")
            or w in role_titles()
            or w in MODIFIERS
            or w.endswith(("-led", "-backed", "-run", "-based", "-aligned"))
            for w in plain
        )
    )
