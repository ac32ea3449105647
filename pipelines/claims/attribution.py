"""Who says it: the source a sentence names, as written, and how far its word reaches."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.text import Document, Sentence, Word

_PRONOUNS = lexicon.words("attribution_pronouns")
_TIME = lexicon.words("attribution_time")
_LEADS = lexicon.words("attribution_leads")
_STOPS = lexicon.words("attribution_stops")
_NOT_SOURCES = lexicon.words("attribution_not_sources")
_FOLLOWERS = frozenset(['that', 'how', ',', ':', '"', '“', 'on', 'in', 'at', 'the', 'a', 'an', 'it', 'its', 'there', 'he', 'she', 'they', 'via', 'to'])
MAX_WORDS = 30


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


@cache
def _verbs() -> dict[str, str]:
    return {r["form"]: r["strength"] for r in lexicon.rows("reporting_verbs")}


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
            last = _noun_phrase_end(words, i + 1)
            phrase = words[i + 1 : last]
            source = _source(document, words, i + 1, last, (sentence.start, sentence.end))
            found = [source] if source and _is_speaker(phrase) and not _is_no_speaker(phrase) else found
        elif word.lower in ("citing", "quoting") and found and i + 1 < len(words):
            chained = _chained(document, sentence, i, found[-1])
            found = [*found[:-1], chained] if chained else found
        elif word.lower in _verbs() and not document.is_quoted(word.start):
            source = _of_verb(document, sentence, i, _verbs()[word.lower] == "strong")
            if source:
                found.append(source)
        elif word.lower in ("went", "goes") and i + 1 < len(words) and words[i + 1].lower == "on":
            first, last = _subject(words, i)
            source = (
                _source(document, words, first, last, (sentence.start, sentence.end))
                if _is_speaker(words[first:last])
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


def _noun_phrase_end(words: tuple[Word, ...], i: int) -> int:
    """Index after the noun phrase that begins at word `i`; an apposition between commas belongs to it."""
    j = i
    while j < len(words) and j - i < MAX_WORDS:
        lower = words[j].lower
        if (
            lower in '.;:!?"”—('
            or (lower in _STOPS and j > i)
            or (j > i and lower in _verbs() and lower not in ("report", "reports", "state", "post", "count", "staff"))
        ):
            break
        if j > i + 1 and (lower[0].isdigit() or lower in _COUNTS):
            break
        if lower == "," and not _is_apposition(words, j):
            break
        j += 1
    while j > i and words[j - 1].lower in _TIME | {","}:
        j -= 1
    return j


_COUNTS = lexicon.words("attribution_counts")


def _is_apposition(words: tuple[Word, ...], comma: int) -> bool:
    """ ", the SBU," and ", a Washington-based group." after a source; ", killing five" is none."""
    following = words[comma + 1 : comma + 3]
    if not following or _tells_deed(words[comma + 1 : comma + 12]):
        return False
    return following[0].lower in ("the", "a", "an") or (following[0].is_capitalised and following[0].lower not in _TIME)


def _tells_deed(words: Sequence[Word]) -> bool:
    """Whether a verb comes before the next comma: a clause of its own, no apposition."""
    for word in words:
        if word.lower in ",.;:":
            return False
        is_participle = word.lower.endswith("ed") and not word.is_capitalised and "-" not in word.lower
        if word.lower in _DEEDS or (is_participle and word.lower not in _APPOSED):
            return True
    return False


_APPOSED = lexicon.words("attribution_apposed")
_DEEDS = lexicon.words("attribution_deeds")


def _source(
    document: Document, words: tuple[Word, ...], first: int, last: int, covers: tuple[int, int]
) -> Source | None:
    if last <= first:
        return None
    start, end = words[first].start, words[last - 1].end
    is_pronoun = last - first == 1 and words[first].lower in _PRONOUNS
    return Source(start, end, document.text[start:end].strip(" ,"), *covers, is_pronoun)


def _after(document: Document, sentence: Sentence, marker: int, first: int) -> Source:
    """ "according to NP": covers the sentence, or the part before it where another source follows."""
    words = sentence.words
    last = _noun_phrase_end(words, first)
    covers = (sentence.start, sentence.end)
    source = _source(document, words, first, max(last, first + 1), covers)
    assert source is not None
    return source


def _chained(document: Document, sentence: Sentence, i: int, before: Source) -> Source | None:
    """ "state media reported, citing the ministry": the last source of the chain vouches."""
    last = _noun_phrase_end(sentence.words, i + 1)
    source = _source(document, sentence.words, i + 1, last, (before.covers_start, before.covers_end))
    return source if source and not source.is_pronoun and _is_speaker(sentence.words[i + 1 : last]) else None


def _of_verb(document: Document, sentence: Sentence, i: int, is_strong: bool) -> Source | None:
    words = sentence.words
    inverted = _inverted(document, sentence, i) if is_strong else None
    if inverted:
        return inverted
    first, last = _subject(words, i)
    if last <= first or not _is_speaker(words[first:last], is_strong) or _is_no_speaker(words[first:last]):
        return None
    if not is_strong and not _reports(words, i):
        return None
    is_trailing = first > 0 and words[first - 1].lower in (",", "”", '"', "—") and _ends_report(words, i)
    covers = (sentence.start, sentence.end) if is_trailing or first == 0 else _reach(sentence, words, first)
    return _source(document, words, first, last, covers)


def _reach(sentence: Sentence, words: tuple[Word, ...], first: int) -> tuple[int, int]:
    """A leading source vouches for what follows it; an adverbial before it belongs to what it says."""
    lead = words[0].lower in _LEADS and not any(w.lower in _verbs() for w in words[:first])
    return (sentence.start if lead else words[first].start, sentence.end)


def _ends_report(words: tuple[Word, ...], i: int) -> bool:
    """Whether nothing that could be reported follows the verb: ", police said on Monday."."""
    rest = [w.lower for w in words[i + 1 : i + 14]]
    stop = next((k for k, w in enumerate(rest) if w in '.,;"”'), len(rest))
    head = rest[:stop]
    return (
        not head
        or head[0]
        in _TIME | {"in", "on", "via", "to", "at", "citing", "the", "cnn", "reporters", "afp", "reuters", "through"}
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
    last = _noun_phrase_end(words, i + 1)
    phrase = words[i + 1 : last]
    if not _is_speaker(phrase, True) or _is_no_speaker(phrase) or not _closes(words, last):
        return None
    return _source(document, words, i + 1, last, (sentence.start, sentence.end))


def _closes(words: Sequence[Word], last: int) -> bool:
    """After ", said NP" the sentence ends or pauses; a verb there makes the phrase the subject of what is said."""
    return (
        last >= len(words)
        or not words[last].lower[0].isalnum()
        or words[last].lower in _TIME | {"at", "as", "via", "after", "who", "when", "to"}
    )


def _subject(words: tuple[Word, ...], verb: int) -> tuple[int, int]:
    """The noun phrase before the verb: (first, last) word indexes, without adverbs and leading adverbials."""
    last = verb
    while last > 0 and (words[last - 1].lower in _TIME or words[last - 1].lower.endswith("ly")):
        last -= 1
    first, commas = last, []
    while first > 0 and last - first < MAX_WORDS and not _breaks(words, first - 1, last):
        first -= 1
        if words[first].lower == ",":
            commas.append(first)
    if last and words[last - 1].lower == ",":
        commas = [c for c in commas if c != last - 1]
        last -= 1
    return _trim(words, first, last, sorted(commas))


def _breaks(words: tuple[Word, ...], i: int, last: int) -> bool:
    lower = words[i].lower
    if lower in '.;:"“”—–!?•':
        return True
    return lower in {
        "that",
        "but",
        "while",
        "as",
        "what",
        "because",
        "after",
        "before",
        "which",
        "when",
        "where",
        "if",
    } or (lower in _verbs() and i + 1 < last and lower not in ("report", "reports", "state", "post", "staff", "count"))


def _trim(words: tuple[Word, ...], first: int, last: int, commas: list[int]) -> tuple[int, int]:
    """Keeps the last comma-free piece, and the pieces before it while they form one appositive phrase."""
    edges = [first, *(c + 1 for c in commas)]
    pieces = [(a, b) for a, b in zip(edges, [*commas, last], strict=True) if b > a]
    if not pieces:
        return last, last
    keep = pieces[-1]
    if len(pieces) >= 2 and _is_name_like(words, *pieces[-2]) and _follows_apposition(words, pieces):
        keep = (pieces[-2][0], pieces[-1][1])
    keep = (keep[0], _before_deed(words, *keep))
    start = keep[0]
    while start < keep[1] and words[start].lower in ("and", "but", "meanwhile", "however", "also"):
        start += 1
    return start, keep[1]


def _before_deed(words: tuple[Word, ...], first: int, last: int) -> int:
    """ "President Biden arrived in Israel and told": the source ends before its first deed."""
    if last - first < 3 or words[last - 1].lower != "and":
        return last
    deed = next(
        (k for k in range(first + 1, last) if words[k].lower.endswith("ed") and not words[k].is_capitalised), last - 1
    )
    return deed


def _is_name_like(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether a comma piece can be the head of an apposition: short, no preposition or participle at its start."""
    if last - first > 14 or words[first].lower in _LEADS or words[first].lower.endswith("ing"):
        return False
    return _is_speaker(words[first:last]) and not any(
        w.lower in ("was", "were", "killed", "hit", "has") for w in words[first:last]
    )


def _follows_apposition(words: tuple[Word, ...], pieces: list[tuple[int, int]]) -> bool:
    """ "X, the governor, said" has a comma before its verb too; "Killing ten, police said" has not."""
    end = pieces[-1][1]
    return end < len(words) and words[end].lower == ","


def _is_no_speaker(words: Sequence[Word]) -> bool:
    """A number of people, or a phrase with a deed in it, is no source."""
    lowered = [w.lower for w in words]
    is_deed = bool({"killed", "wounded", "injured", "died", "dead"} & set(lowered)) or (
        "were" in lowered and "who" not in lowered
    )
    if lowered in (["a"], ["an"], ["the"]) or lowered[0] in ("on", "in", "at", "by", "for", "of", "to", "from", "with"):
        return True
    ends_badly = lowered[-1] in ("been", "and", "be", "was", "have", "has", "of", "in", "that", "to")
    return (
        words[0].text[0].isdigit()
        or is_deed
        or ends_badly
        or lowered[0] in ("over", "about", "some", "around", "nearly", "up")
    )


@cache
def _source_nouns() -> frozenset[str]:
    return lexicon.column("source_nouns", "noun")


@cache
def _persons() -> frozenset[str]:
    return lexicon.column("person_nouns", "plural") - {
        "people",
        "men",
        "women",
        "children",
        "lives",
        "deaths",
        "bodies",
    }


def _is_speaker(words: tuple[Word, ...], is_strong: bool = False) -> bool:
    if not words or words[0].lower in _NOT_SOURCES or words[-1].lower in _NOT_SOURCES - {"there"}:
        return False
    if len(words) == 1 and words[0].lower in _PRONOUNS:
        return True
    if any(w.lower in _source_nouns() or (is_strong and w.lower in _persons()) for w in words):
        return True
    return any(w.is_capitalised and w.text[0].isalpha() for w in (words if words[0].lower != "the" else words[1:]))


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
    if dash is None or not 0 < len(words) - dash - 1 <= 6 or not _is_speaker(words[dash + 1 :]):
        return []
    source = _source(document, words, dash + 1, len(words), (sentence.start, words[dash].start))
    return [source] if source else []
