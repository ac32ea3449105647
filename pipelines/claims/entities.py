"""Who is named in a post: countries, peoples, capitals and seats that stand for them, bodies, armed groups, persons."""

from dataclasses import replace
from functools import cache

from pipelines.claims import lexicon, persons
from pipelines.claims.mention import Mention
from pipelines.claims.text import Document, Sentence, Word
from pipelines.claims.titles import bare

__all__ = ["Mention", "mentions"]

_KINDS = {"capital": "metonym", "adjective": "demonym"}


def mentions(document: Document) -> list[Mention]:
    """All mentions in the order of the text; they do not overlap, the longer name wins, a person over a country."""
    names = [_as_written(document, m) for sentence in document.sentences for m in _names(sentence)]
    people = persons.find(document, names)
    taken = {offset for p in people for offset in range(p.start, p.end)}
    kept = [m for m in names if m.start not in taken and m.end - 1 not in taken]
    return sorted([*kept, *people], key=lambda m: m.start)


def _as_written(document: Document, mention: Mention) -> Mention:
    """A group is called by its short name only in a post that uses it."""
    if mention.kind != "group" or mention.name in document.text:
        return mention
    return replace(mention, name=mention.text)


def _names(sentence: Sentence) -> list[Mention]:
    found: list[Mention] = []
    words = sentence.words
    position = 0
    while position < len(words):
        match = _match(words, position)
        if match:
            name, length = match
            found.append(_mention(sentence, words[position], words[position + length - 1], name))
            position += length
        else:
            found += _joined(sentence, words[position])
            position += 1
    return found


def _match(words: tuple[Word, ...], position: int) -> tuple[lexicon.Name, int] | None:
    for tokens, name in _index().get(bare(words[position].text), ()):
        window = words[position : position + len(tokens)]
        if len(window) == len(tokens) and all(bare(w.text) == t for w, t in zip(window, tokens, strict=True)):
            return None if _is_money(words, position + len(tokens)) else (name, len(tokens))
    return None


def _is_money(words: tuple[Word, ...], following: int) -> bool:
    return (
        following < len(words) and words[following].text == "$" and words[following - 1].end == words[following].start
    )


def _mention(sentence: Sentence, first: Word, last: Word, name: lexicon.Name) -> Mention:
    end = last.start + len(bare(last.text))
    return Mention(
        start=first.start,
        end=end,
        text=sentence.text[first.start - sentence.start : end - sentence.start],
        kind=_KINDS.get(name.kind, name.kind),
        name=name.name,
        country_code=name.country_code,
        is_city=name.kind == "capital",
    )


def _joined(sentence: Sentence, word: Word) -> list[Mention]:
    """Names joined by a hyphen ("Russia-Ukraine talks"), each a mention of its own; "US-led" names nobody who acts."""
    parts = bare(word.text).replace("–", "-").split("-")
    entries = [_single().get(part) for part in parts]
    if len(parts) < 2 or not all(entries):
        return []
    found, start = [], word.start
    for part, name in zip(parts, entries, strict=True):
        if name:
            kind = _KINDS.get(name.kind, name.kind)
            found.append(Mention(start, start + len(part), part, kind, name.name, name.country_code))
        start += len(part) + 1
    return found


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], lexicon.Name], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], lexicon.Name]]] = {}
    for name in lexicon.names():
        tokens = tuple(bare(word.text) for word in Document("", name.surface).sentences[0].words)
        table.setdefault(tokens[0], []).append((tokens, name))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in table.items()}


@cache
def _single() -> dict[str, lexicon.Name]:
    return {tokens[0]: name for entries in _index().values() for tokens, name in entries if len(tokens) == 1}
