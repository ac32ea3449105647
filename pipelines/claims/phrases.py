"""Finds the phrases of a lexicon in a text: only where their first words stand, however many phrases there are."""

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")


class Phrases:
    """Phrases of a lexicon, longest first; `behind` is what must not follow them (a pattern)."""

    def __init__(self, phrases: Iterable[str], behind: str = r"\w") -> None:
        by_word: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
            by_word.setdefault(_WORD.findall(phrase.lower())[0], []).append(re.escape(phrase))
        self._patterns = {
            word: re.compile(rf"(?<![\w-])(?:{'|'.join(alike)})(?!{behind})", re.IGNORECASE)
            for word, alike in by_word.items()
        }

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """The phrases in the text from left to right, none within another."""
        end = 0
        for word in _WORD.finditer(text):
            pattern = self._patterns.get(word[0].lower())
            match = pattern.match(text, word.start()) if pattern and word.start() >= end else None
            if match:
                end = match.end()
                yield match

    def are_in(self, text: str) -> bool:
        """Whether the text has any of the phrases."""
        return next(self.find(text), None) is not None
