"""A post as learned choices see it: sentences of tokens in which every name is one token of its kind."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.claims import scene as scenes
from pipelines.claims.gazetteer import Place
from pipelines.claims.learned.stems import classes, stem
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Document, Sentence

EDGE = "<edge>"
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word's stem or, for a name, its kind in angle brackets; `classes` is what the lexicons say of the word."""

    start: int
    end: int
    text: str
    classes: tuple[str, ...]


class Reading:
    """One post: its scene, and the tokens of its sentences, each read once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.scene: Scene = scenes.of(document)
        self._tokens: dict[int, tuple[Token, ...]] = {}
        self._contexts: dict[int, tuple[str, ...]] = {}
        self._bags: dict[int, tuple[str, ...]] = {}
        self._starts: dict[int, list[int]] = {}
        self._kept: dict[Hashable, tuple[str, ...]] = {}
        self.names: dict[str, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Iterator[str]]) -> tuple[str, ...]:
        """Features that several questions ask for, made on first use."""
        if key not in self._kept:
            self._kept[key] = tuple(make())
        return self._kept[key]

    def tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence in order."""
        if sentence.index not in self._tokens:
            self._tokens[sentence.index] = tuple(self._read(sentence))
        return self._tokens[sentence.index]

    def index(self, sentence: Sentence, offset: int) -> int:
        """The token that holds the offset, or the last one before it."""
        if sentence.index not in self._starts:
            self._starts[sentence.index] = [t.start for t in self.tokens(sentence)]
        return max(bisect_right(self._starts[sentence.index], offset) - 1, 0)

    def token(self, sentence: Sentence, index: int) -> str:
        tokens = self.tokens(sentence)
        return tokens[index].text if 0 <= index < len(tokens) else EDGE

    def between(self, end: int, start: int) -> tuple[Token, ...]:
        """The tokens between two pieces of one sentence, one that ends at `end` and one that starts at `start`."""
        sentence = self.document.sentence_at(start)
        return self.tokens(sentence)[self.index(sentence, end - 1) + 1 : self.index(sentence, start)]

    def context(self, offset: int) -> tuple[str, ...]:
        """The words around an offset: each by its place, pairs of neighbours, their classes."""
        if offset not in self._contexts:
            self._contexts[offset] = tuple(self._context(offset))
        return self._contexts[offset]

    def _context(self, offset: int) -> Iterator[str]:
        sentence = self.document.sentence_at(offset)
        i = self.index(sentence, offset)
        around = {k: self.token(sentence, i + k) for k in range(-_NEAR, _NEAR + 1)}
        for k, word in around.items():
            yield f"{k}:{word}"
        for k in range(-_NEAR, _NEAR):
            yield f"{k}:{around[k]} {around[k + 1]}"
        tokens = self.tokens(sentence)
        for k in range(-_NEAR, _NEAR + 1):
            if 0 <= i + k < len(tokens):
                yield from (f"{k}:{name}" for name in tokens[i + k].classes)

    def bag(self, sentence: Sentence) -> tuple[str, ...]:
        """The words of a sentence and their classes, each once."""
        if sentence.index not in self._bags:
            tokens = self.tokens(sentence)
            words = dict.fromkeys(t.text for t in tokens)
            self._bags[sentence.index] = (*words, *dict.fromkeys(c for t in tokens for c in t.classes))
        return self._bags[sentence.index]

    def clause(self, offset: int) -> tuple[str, ...]:
        """The words of the clause that holds the offset."""
        sentence = self.document.sentence_at(offset)
        start, end = sentence.clause_at(offset)
        return tuple(dict.fromkeys(t.text for t in self.tokens(sentence) if start <= t.start < end))

    def _read(self, sentence: Sentence) -> Iterator[Token]:
        names = self._names(sentence)
        end = sentence.start
        for word in sentence.words:
            if word.start < end:
                continue
            if name := names.get(word.start):
                end, kind = name
                yield Token(word.start, end, f"<{kind}>", ())
            else:
                end = word.end
                yield Token(word.start, word.end, stem(word.lower), classes(word.lower))

    def _names(self, sentence: Sentence) -> dict[int, tuple[int, str]]:
        """By offset: where a name ends, and its kind."""
        named: dict[int, tuple[int, str]] = {}
        for place in self.scene.places_in(sentence.start, sentence.end):
            named[place.start] = (place.end, _kind(place))
        for mention in self.scene.mentions_in(sentence.start, sentence.end):
            if mention.start not in named:
                named[mention.start] = (mention.end, _kind(mention))
        return named


def _kind(name: Place | Mention) -> str:
    if isinstance(name, Place):
        return "place" if name.level == "site" else name.level
    return name.kind


@lru_cache(maxsize=4)
def of(document: Document) -> Reading:
    """The reading of a document; the choices of all claim types share it."""
    return Reading(document)
