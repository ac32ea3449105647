"""Title phrases: where they stand, which office they name, and whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention
from pipelines.claims.text import Document, Sentence, Word

LONGEST_TITLE = 9


@dataclass(frozen=True, slots=True)
class Title:
    """A title phrase in the text: its words, its role and the country or body named with it."""

    first: int
    end: int
    role: str
    country_code: str | None
    is_plural: bool
    side: str | None = None


_LOCAL = lexicon.words("titles_local")


def title_phrases(sentence: Sentence, names: Sequence[Mention]) -> Iterator[Title]:
    """Every title phrase, with the titles, countries and bodies that lead up to it joined to it."""
    words, position = sentence.words, 0
    while position < len(words):
        match = title_at(words, position)
        if match is None:
            position += 1
            continue
        first, role, is_plural = position, match[1], match[2]
        position += match[0]
        while (following := title_at(words, position)) is not None:
            role = following[1] if role == "courtesy" or following[1] != "courtesy" else role
            position += following[0]
        start, country, side = _leading(words, first, names)
        if first and words[first - 1].lower in _LOCAL:
            role = "governor"
        if (start > 0 and words[start - 1].lower in ("former", "ex", "late")) or words[first].lower.startswith("ex-"):
            role, start = "former", start - 1
        owner = _following_owner(words, position, names)
        country = country or (owner.country_code if owner else None)
        yield Title(start, position, role, country, is_plural, side or (owner.name if owner else None))


def title_at(words: Sequence[Word], position: int) -> tuple[int, str, bool] | None:
    """Length, role and number of the longest title that starts here."""
    if position >= len(words):
        return None
    for tokens, role in _title_index().get(_singular(words[position].lower), ()):
        window = [w.lower.rstrip(".") for w in words[position : position + len(tokens)]]
        if len(window) == len(tokens) and (window[:-1], _singular(window[-1])) == (list(tokens[:-1]), tokens[-1]):
            return len(tokens), role, window[-1] != tokens[-1]
    return None


def _leading(words: Sequence[Word], first: int, names: Sequence[Mention]) -> tuple[int, str | None, str | None]:
    """Where the noun phrase of a title begins, and the country and side named in it ("Lebanese Prime Minister")."""
    by_end = {m.end: m for m in names}
    position, country, side = first, None, None
    across = next((m for m in names if m.start < words[first].start < m.end), None)
    if across:  # "EU Commission President": the body's name reaches into the title
        position, side = first - len([w for w in words[:first] if w.start >= across.start]), across.name
    while position > 0 and first - position < LONGEST_TITLE:
        word = words[position - 1]
        name = by_end.get(word.start + len(bare(word.text)))
        if name:
            country, side = country or name.country_code, side or name.name
            position -= 1
            while position > 0 and words[position - 1].start >= name.start:
                position -= 1
        elif word.lower in _MODIFIERS or (word.is_capitalised and position > 1 and is_organisation(word.text)):
            position -= 1
        else:
            break
    return position, country, side


_MODIFIERS = lexicon.words("persons_modifiers")


def is_organisation(text: str) -> bool:
    return bare(text) in lexicon.column("not_names", "word")


def _following_owner(words: Sequence[Word], position: int, names: Sequence[Mention]) -> Mention | None:
    """The state or body in "the head of Russia's Security Council"."""
    if position < len(words) and words[position].lower in ("of", "for", "to"):
        near = words[min(position + 4, len(words) - 1)].end
        return next((m for m in names if words[position].start < m.start < near), None)
    return None


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """A word without its possessive ending and with straight apostrophes."""
    plain = text.replace("’", "'")
    return plain[:-2] if plain.endswith("'s") else plain.rstrip("'") or plain


def _singular(word: str) -> str:
    word = word.rstrip(".")
    if word in _title_last_words() or not word.endswith("s"):
        return word
    return {"spokesmen": "spokesman", "ministries": "ministry"}.get(word, word[:-1])


@cache
def _title_last_words() -> frozenset[str]:
    return frozenset(t.split()[-1] for t in lexicon.column("titles", "title"))


@cache
def _title_index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("titles"):
        tokens = tuple(w.lower.rstrip(".") for w in Document("", row["title"]).sentences[0].words)
        table.setdefault(tokens[0], []).append((tokens, row["role"]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}
