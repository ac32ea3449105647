"""Who says it: the source a sentence names, as written, and how far its word reaches."""

from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.claims.sources import (
    LEADS,
    PRONOUNS,
    TIME,
    closes,
    is_no_speaker,
    is_speaker,
    noun_phrase_end,
    subject_of,
    verbs,
)
from pipelines.claims.text import Document, Sentence, Word

_BEFORE_NOUNS = frozenset(
    {"with", "from", "of", "by", "in", "on", "after", "amid", "despite", "about", "for", "the", "a"}
)

_FOLLOWERS = frozenset(
    [
        "that",
        "how",
        ",",
        ":",
        '"',
        "“",
        "on",
        "in",
        "at",
        "the",
        "a",
        "an",
        "it",
        "its",
        "there",
        "he",
        "she",
        "they",
        "via",
        "to",
    ]
)


@dataclass(frozen=True, slots=True)
class Source:
    """One attribution: the noun phrase and the span of text it vouches for."""

    start: int
    end: int
    text: str
    covers_start: int
    covers_end: int
    is_pronoun: bool = False


@dataclass(frozen=True)
class Attribution:
    """All attributions of a post; ask `of(start, end)` for the source of a piece of evidence."""

    sources: tuple[Source, ...]

    def of(self, start: int, end: int) -> str | None:
        """The source whose word covers the offset `start`; the last named of several; None: the outlet's voice."""
        covering = [s for s in self.sources if s.covers_start <= start < s.covers_end]
        if not covering:
            covering = [
                s for s in self.sources if s.covers_start < end and start < s.covers_end and s.covers_start > start
            ]
        return min(covering, key=lambda s: s.covers_end - s.covers_start).text if covering else None


@lru_cache(maxsize=4)
def read(document: Document) -> Attribution:
    """The attributions of a post, pronouns resolved and follow-ups bridged."""
    sources: list[Source] = []
    last: Source | None = None
    for sentence in document.sentences:
        found = _sentence_sources(document, sentence)
        resolved: list[Source] = []
        for source in found:
            if not source.is_pronoun:
                resolved.append(source)
            elif last is not None:
                resolved.append(_follow_up(document, sentence, source, last))
            last = resolved[-1] if resolved else last
        sources.extend(resolved)
    return Attribution(tuple(sources))


def _follow_up(document: Document, sentence: Sentence, pronoun: Source, speaker: Source) -> Source:
    """ "he added" speaks for the same source, and for the sentences since that source last spoke."""
    said_in = document.sentence_at(speaker.start)
    is_near = not said_in.is_title and 0 < sentence.index - said_in.index <= 4
    covers_start = document.sentences[said_in.index + 1].start if is_near else pronoun.covers_start
    return Source(speaker.start, speaker.end, speaker.text, min(covers_start, pronoun.covers_start), pronoun.covers_end)


def _sentence_sources(document: Document, sentence: Sentence) -> list[Source]:
    words = sentence.words
    found: list[Source] = []
    for i, word in enumerate(words):
        if word.lower == "according" and i + 2 < len(words) and words[i + 1].lower == "to":
            found.append(_after(document, sentence, i, i + 2))
        elif (
            word.lower in ("cites", "quotes", "quoted", "cited")
            and not document.is_quoted(word.start)
            and i + 2 < len(words)
        ):
            last = noun_phrase_end(words, i + 1)
            phrase = words[i + 1 : last]
            source = _source(document, words, i + 1, last, (sentence.start, sentence.end))
            found = [source] if source and is_speaker(phrase) and not is_no_speaker(phrase) else found
        elif word.lower in ("citing", "quoting") and found and i + 1 < len(words):
            chained = _chained(document, sentence, i, found[-1])
            found = [*found[:-1], chained] if chained else found
        elif word.lower in verbs() and not document.is_quoted(word.start):
            source = _of_verb(document, sentence, i, verbs()[word.lower] == "strong")
            if source:
                found.append(source)
        elif word.lower in ("went", "goes") and i + 1 < len(words) and words[i + 1].lower == "on":
            first, last = subject_of(words, i)
            source = (
                _source(document, words, first, last, (sentence.start, sentence.end))
                if is_speaker(words[first:last])
                else None
            )
            found += [source] if source else []
        elif word.lower in ("count", "account", "tally", "reckoning") and (
            owner := _owner_of_count(document, sentence, i)
        ):
            found.append(owner)
        elif (
            word.lower in ("count", "account", "tally", "reckoning")
            and i > 1
            and words[i - 1].lower in ("his", "her", "its", "their")
            and words[i - 2].lower == "by"
        ):
            found.append(
                Source(words[i - 1].start, words[i - 1].end, words[i - 1].text, sentence.start, sentence.end, True)
            )
    if sentence.is_title and not found:
        found = _title_tail(document, sentence)
    return [_within_part(sentence, s) for s in found if s.text]


def _within_part(sentence: Sentence, source: Source) -> Source:
    """A source that opens the part after a semicolon does not vouch for the part before it."""
    before = sentence.text[: source.start - sentence.start].rstrip()
    if not before.endswith(";"):
        return source
    return replace(source, covers_start=max(source.covers_start, source.start))


def _owner_of_count(document: Document, sentence: Sentence, i: int) -> Source | None:
    """ "by the army's account", "in Kyiv's count"."""
    words = sentence.words
    if i < 2 or not words[i - 1].text.endswith(("'s", "’s", "s'", "s’")):
        return None
    first = i - 1
    while first > 0 and i - first < 8 and words[first - 1].lower not in ("by", "in", "on", "to"):
        first -= 1
    if first == 0 or words[first - 1].lower not in ("by", "in"):
        return None
    start, end = words[first].start, words[i - 1].end - (2 if words[i - 1].text[-1] == "s" else 1)
    return Source(start, end, document.text[start:end], sentence.start, sentence.end)


def _source(
    document: Document, words: tuple[Word, ...], first: int, last: int, covers: tuple[int, int]
) -> Source | None:
    if last <= first:
        return None
    start, end = words[first].start, words[last - 1].end
    is_pronoun = last - first == 1 and words[first].lower in PRONOUNS
    return Source(start, end, document.text[start:end].strip(" ,"), *covers, is_pronoun)


def _after(document: Document, sentence: Sentence, marker: int, first: int) -> Source:
    """ "according to NP": covers the sentence, or the part before it where another source follows."""
    words = sentence.words
    last = noun_phrase_end(words, first)
    covers = (sentence.start, sentence.end)
    source = _source(document, words, first, max(last, first + 1), covers)
    assert source is not None
    return source


def _chained(document: Document, sentence: Sentence, i: int, before: Source) -> Source | None:
    """ "state media reported, citing the ministry": the last source of the chain vouches."""
    last = noun_phrase_end(sentence.words, i + 1)
    source = _source(document, sentence.words, i + 1, last, (before.covers_start, before.covers_end))
    return source if source and not source.is_pronoun and is_speaker(sentence.words[i + 1 : last]) else None


def _of_verb(document: Document, sentence: Sentence, i: int, is_strong: bool) -> Source | None:
    words = sentence.words
    inverted = _inverted(document, sentence, i) if is_strong else None
    if inverted:
        return inverted
    if i > 0 and words[i - 1].lower in _BEFORE_NOUNS:  # "begins with reports from …": a noun
        return None
    first, last = subject_of(words, i)
    if last <= first or not is_speaker(words[first:last], is_strong) or is_no_speaker(words[first:last]):
        return None
    if not is_strong and not _reports(words, i):
        return None
    is_trailing = first > 0 and words[first - 1].lower in (",", "”", '"', "—") and _ends_report(words, i)
    covers = (sentence.start, sentence.end) if is_trailing or first == 0 else _reach(sentence, words, first)
    return _source(document, words, first, last, covers)


def _reach(sentence: Sentence, words: tuple[Word, ...], first: int) -> tuple[int, int]:
    """A leading source vouches for what follows it; an adverbial before it belongs to what it says."""
    lead = words[0].lower in LEADS and not any(w.lower in verbs() for w in words[:first])
    return (sentence.start if lead else words[first].start, sentence.end)


def _ends_report(words: tuple[Word, ...], i: int) -> bool:
    """Whether nothing that could be reported follows the verb: ", police said on Monday."."""
    rest = [w.lower for w in words[i + 1 : i + 14]]
    stop = next((k for k, w in enumerate(rest) if w in '.,;"”'), len(rest))
    head = rest[:stop]
    return (
        not head
        or head[0]
        in TIME | {"in", "on", "via", "to", "at", "citing", "the", "cnn", "reporters", "afp", "reuters", "through"}
        or (words[i].lower in ("told", "tells"))
    )


def _inverted(document: Document, sentence: Sentence, i: int) -> Source | None:
    """ ", said NP": only after a comma, a quotation mark or a dash."""
    words = sentence.words
    if i == 0 or words[i - 1].lower not in (",", '"', "”", "’", "'") or i + 1 >= len(words):
        return None
    if words[i + 1].lower in ("on", "in", "that", "to", "via", "by", "at", "for", "it", "how"):
        return None
    if words[i].lower in ("saying", "adding", "telling", "writing", "posting", "announcing", "stating", "told"):
        return None
    last = noun_phrase_end(words, i + 1)
    phrase = words[i + 1 : last]
    if not is_speaker(phrase, True) or is_no_speaker(phrase) or not closes(words, last):
        return None
    return _source(document, words, i + 1, last, (sentence.start, sentence.end))


def _reports(words: tuple[Word, ...], i: int) -> bool:
    """Whether a weak reporting verb is used to report: not "claimed responsibility", "reported to police"."""
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if words[i].lower in ("spoke", "speaks"):
        return following == "of"
    return following not in {"responsibility", "by", "to", "an", "for", "against"} or words[i].lower.startswith("put")


def _title_tail(document: Document, sentence: Sentence) -> list[Source]:
    """ "Village captured — Russian Defense Ministry"."""
    words = sentence.words
    dash = next((k for k in range(len(words) - 1, 0, -1) if words[k].lower in ("—", "–", "-")), None)
    if dash is None or not 0 < len(words) - dash - 1 <= 6 or not is_speaker(words[dash + 1 :]):
        return []
    source = _source(document, words, dash + 1, len(words), (sentence.start, words[dash].start))
    return [source] if source else []
