"""A post as the rules see it: title + body in one text, cut into sentences, clauses and words with exact offsets."""

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipelines.claims.claim import PostText

TITLE_GAP = "\n\n"
_LONGEST = 600
"""Characters of a sentence; what goes on longer without a full stop is no sentence and is cut at a white space."""
_WORD = re.compile(
    r"\d{1,4}(?:[-‑][^\W\d_]{2,12}){1,3}(?!\w)|\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,6}(?:\.\d{1,6})?(?!\d)|\d{1,12}(?:\.\d{1,6})?(?:st|nd|rd|th|s|bn|mn|tn|m|k)?(?![\w])"
    r"|(?:[^\W_]+[-‑][^\W_]\.)?[^\W_](?:\.[^\W_]){0,8}\.(?<=[A-Z]\.)|[^\W_]+(?:[’'\-‑][^\W_]+){0,8}|\S"
)
_END = re.compile(r"[.!?…]{1,3}[\"”’')\]]{0,3}(?=\s|$)|\n+")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "adm",
        "brig",
        "cmdr",
        "gov",
        "sen",
        "rep",
        "pres",
        "sec",
        "st",
        "no",
        "vs",
        "dept",
        "inc",
        "ltd",
        "co",
        "corp",
        "rev",
        "hon",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "est",
        "fig",
        "al",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "d.c",
    ]
)
_CLAUSE_BREAK = re.compile(
    r"[;:—]|\s[–-]\s|,?\s(?:while|whereas|but|although|though|after|before|when|where|as|because|who|which|whose)\s"
    r"|,\s(?:and|with)\s",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"“]([^\"“”\n]{1,600})[\"”]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign; `lower` is folded, `start` and `end` are offsets in the document's text."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True)
class Sentence:
    """One sentence (or bullet, or title): `document.text[start:end]`, without surrounding white space."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    is_title: bool

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(self.start + m.start(), self.start + m.end(), m[0], m[0].lower().replace("’", "'"))
            for m in _WORD.finditer(self.text)
        )

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Spans (start, end) in the document that cover the sentence, cut where a new predicate may begin."""
        cuts = [self.start + m.start() for m in _CLAUSE_BREAK.finditer(self.text)]
        edges = [self.start, *(c for c in cuts if c > self.start), self.end]
        return tuple(itertools.pairwise(edges))

    def clause_at(self, offset: int) -> tuple[int, int]:
        """The clause that holds the offset."""
        index = bisect_right(self._clause_starts, offset) - 1
        return self.clauses[index] if index >= 0 else (self.start, self.end)

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [start for start, _ in self.clauses]

    def word_index(self, offset: int) -> int:
        """Index of the first word that starts at or after the offset; `len(words)` if none does."""
        starts = self._starts
        return bisect_right(starts, offset - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [w.start for w in self.words]


_CAPTION = re.compile(r"\b(?:Image|Photo|Picture|Credit|Foto):\s|\bGetty Images\b")


@dataclass(frozen=True)
class Document:
    """One post: `text` is title + two newlines + body; every offset of every rule points into it."""

    title: str
    body: str
    published_on: date | None = None

    @cached_property
    def text(self) -> str:
        return f"{self.title}{TITLE_GAP}{self.body}"

    @cached_property
    def lower(self) -> str:
        """The text in lower case, offset for offset the same length."""
        folded = self.text.lower()
        return (
            folded
            if len(folded) == len(self.text)
            else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(_sentences(self.text, len(self.title)))

    @cached_property
    def told(self) -> tuple[Sentence, ...]:
        """The sentences without image captions, which only repeat the body: a caption's lines end in its credit."""
        skipped: set[int] = set()
        for sentence in self.sentences:
            if _CAPTION.search(sentence.text):
                skipped.add(sentence.index)
                above = self.sentences[sentence.index - 1] if sentence.index else None
                if above and not above.is_title and above.text[-1] not in '.!?"”':
                    skipped.add(above.index)
        return tuple(s for s in self.sentences if s.index not in skipped)

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Spans of the quoted speech, without the quotation marks."""
        return tuple(m.span(1) for m in _QUOTE.finditer(self.text))

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the offset, or the last one before it."""
        index = bisect_right(self._starts, offset) - 1
        return self.sentences[max(index, 0)]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def is_quoted(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self.quotes)


def read(post: PostText) -> Document:
    """The document of a post."""
    return Document(post.title, post.body, post.published_on)


def _sentences(text: str, title_end: int) -> list[Sentence]:
    sentences: list[Sentence] = []
    paragraph, start = 0, 0
    for match in _END.finditer(text):
        if match[0][0] != "\n" and not (match.end() > title_end and _ends_sentence(text, start, match)):
            continue
        _append(sentences, text, start, match.end(), paragraph, title_end)
        start = match.end()
        paragraph += match[0].startswith("\n")
    _append(sentences, text, start, len(text), paragraph, title_end)
    return sentences


def _append(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int, title_end: int) -> None:  # noqa: PLR0917
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start, start + _LONGEST), start) + 1
        cut = cut if cut > start + 1 else start + _LONGEST
        _append(sentences, text, start, cut, paragraph, title_end)
        start = cut
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    body = piece.strip()
    if body:
        start += lead
        sentences.append(Sentence(len(sentences), start, start + len(body), body, paragraph, start < title_end))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """A full stop ends a sentence unless it belongs to an abbreviation or the next word goes on in lower case."""
    if match.start() < start:
        return False
    following = text[match.end() : match.end() + 3].lstrip(" ")
    if match[0] == ".":
        before = text[max(start, match.start() - 12) : match.start()].rsplit(None, 1)
        word = before[-1].strip("(“\"'").lower() if before else ""
        if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
            return following[:1] == "\n" or (word in ("u.s", "u.k", "u.n", "a.m", "p.m", "e.u") and _opens(text, match))
    return not (following[:1].islower() and not match[0].endswith("\n"))


def _opens(text: str, match: re.Match[str]) -> bool:
    """After "U.S." a new sentence is likely only before a word that opens one."""
    following = text[match.end() : match.end() + 12].split()
    return bool(following) and following[0] in {"The", "In", "It", "He", "She", "They", "A", "An", "On", "But", "At"}
