"""One attribution and all of a post: who vouches for which piece of the text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One attribution: the noun phrase and the span of text it vouches for."""

    start: int
    end: int
    text: str
    covers_start: int
    covers_end: int
    is_pronoun: bool = False
    is_weak: bool = False


@dataclass(frozen=True)
class Attribution:
    """All attributions of a post; ask `of(start, end)` for the source of a piece of evidence."""

    sources: tuple[Source, ...]
    backgrounds: tuple[tuple[int, int], ...] = ()

    def of(self, start: int, end: int) -> str | None:
        """The source whose word covers the offset `start`; the last named of several; None: the outlet's voice."""
        covering = [s for s in self.sources if s.covers_start <= start < s.covers_end]
        if not covering:
            covering = [
                s for s in self.sources if s.covers_start < end and start < s.covers_end and s.covers_start > start
            ]
        covering = [s for s in covering if not self._is_background(s, start)]
        return min(covering, key=lambda s: (s.covers_end - s.covers_start, s.is_weak)).text if covering else None

    def _is_background(self, source: Source, offset: int) -> bool:
        """What a clause tells about an event everybody knows of is not the word of a source outside that clause."""
        return any(a <= offset < b and not a <= source.start < b for a, b in self.backgrounds)
