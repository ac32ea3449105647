"""Who says it: the source a sentence names, as written, and how far its word reaches."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipelines.claims import attribution_reach as reach
from pipelines.claims import entities
from pipelines.claims.attribution_source import Attribution, Source
from pipelines.claims.sources import (
    PRONOUNS,
    closes,
    is_no_speaker,
    is_noun_use,
    is_speaker,
    names_source,
    noun_phrase_end,
    reports,
    sentence_subject,
    skip_adverbial,
    subject_of,
    verb_strength,
)
from pipelines.claims.text import Document, Sentence, Word

__all__ = ["Attribution", "Source", "read"]

_LEARNED = frozenset({"learned", "learnt", "heard"})
_TALLIES = frozenset({"count", "account", "tally", "reckoning"})
_UNNAMED = frozenset({"name", "unnamed", "anonymous", "unidentified", "undisclosed"})
_LONGEST_LABEL = 7
_BRIDGED = 4


@lru_cache(maxsize=4)
def read(document: Document) -> Attribution:
    """The attributions of a post, pronouns resolved and follow-ups bridged."""
    sources: list[Source] = []
    last: Source | None = None
    for sentence in document.sentences:
        found = _sentence_sources(document, sentence)
        if not found and last is not None and _goes_on_quoting(document, sentence, last):
            sources.append(replace(last, covers_start=sentence.start, covers_end=sentence.end))
        for source in found:
            resolved = _resolved(document, sentence, source, last)
            if resolved is not None:
                sources.append(resolved)
                last = resolved
    return Attribution(tuple(sources), tuple(b for s in document.sentences for b in reach.backgrounds(s)))


def _goes_on_quoting(document: Document, sentence: Sentence, last: Source) -> bool:
    """A sentence that is all quotation, right after one that names its speaker."""
    said_in = document.sentence_at(last.start)
    is_next = said_in.index == sentence.index - 1 and said_in.paragraph == sentence.paragraph
    return is_next and sentence.text[0] in '"“' and sentence.text[-1] in '"”'


def _resolved(document: Document, sentence: Sentence, source: Source, last: Source | None) -> Source | None:
    if not source.is_pronoun:
        return source
    if last is not None:
        return _follow_up(document, sentence, source, last)
    if source.text.lower() not in ("he", "she", "his", "her"):
        return _subject_before(document, sentence, source)
    return _first_person(document, source)


def _subject_before(document: Document, sentence: Sentence, pronoun: Source) -> Source | None:
    """ "It said" where nobody has spoken before: what the sentence before is about, if that can speak."""
    before = document.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.is_title:
        return None
    first, last = sentence_subject(before.words, len(before.words))
    if last <= first or not names_source(before.words[last - 1 : last]):
        return None
    text = document.text[before.words[first].start : before.words[last - 1].end]
    return replace(pronoun, text=text, is_pronoun=False)


def _first_person(document: Document, pronoun: Source) -> Source | None:
    """ "He said" where nobody has spoken before: the person named last."""
    people = [m for m in entities.mentions(document) if m.kind == "person"]
    before = people[: bisect_left(people, pronoun.start, key=lambda m: m.start)]
    if not before:
        return None
    return replace(pronoun, text=document.text[before[-1].start : before[-1].end], is_pronoun=False)


def _follow_up(document: Document, sentence: Sentence, pronoun: Source, speaker: Source) -> Source:
    """ "he added" speaks for the same source, and for the sentences since that source last spoke."""
    said_in = document.sentence_at(speaker.start)
    is_near = not said_in.is_title and 0 < sentence.index - said_in.index <= _BRIDGED
    covers_start = document.sentences[said_in.index + 1].start if is_near else pronoun.covers_start
    return Source(speaker.start, speaker.end, speaker.text, min(covers_start, pronoun.covers_start), pronoun.covers_end)


def _sentence_sources(document: Document, sentence: Sentence) -> list[Source]:
    found: list[Source] = []
    cited_at: int | None = None
    for i, word in enumerate(sentence.words[:-1]):
        if word.lower in ("citing", "quoting"):
            cited_at = i if not found else cited_at
            found[-1:] = [_chained(document, sentence, i, s) or s for s in found[-1:]]
        elif word.lower in ("cites", "quotes", "quoted", "cited") and not document.is_quoted(word.start):
            cited = _cited(document, sentence, i)
            found = [cited] if cited else found
        elif not (found and _is_participle(sentence.words, i)):
            found.extend(_found_at(document, sentence, i))
    if sentence.words and not found:
        last = len(sentence.words) - 1
        found.extend(_found_at(document, sentence, last))
    if cited_at is not None:  # "Citing hospitals, the agency reported"
        found[:1] = [_chained(document, sentence, cited_at, s) or s for s in found[:1]]
    if not found:
        found = _title_tail(document, sentence) if sentence.is_title else _label(document, sentence)
    return [_within_part(sentence, s) for s in found if s.text]


def _found_at(document: Document, sentence: Sentence, i: int) -> Iterator[Source]:
    """The source that the word at `i` announces, if it is a word that announces one."""
    words = sentence.words
    lower = words[i].lower
    if lower == "according" and i + 2 < len(words) and words[i + 1].lower == "to":
        yield _after(document, sentence, i, i + 2)
        return
    if lower in _LEARNED and i + 2 < len(words) and words[i + 1].lower == "from":
        yield _after(document, sentence, i, i + 2)
        return
    if lower == "per" and i + 1 < len(words) and words[i - 1].text == "," and names_source(words[i + 1 :]):
        yield _after(document, sentence, i, i + 1)
        return
    found = None
    if lower in _TALLIES:
        found = _owner_of_count(document, sentence, i)
    elif lower in ("reports", "report") and i + 2 < len(words) and words[i + 1].lower == "from":
        found = _report_from(document, sentence, i)
    elif reach.gives_figure(words, i) or reach.goes_on(words, i):
        found = _subject(document, sentence, i)
    elif (strength := verb_strength(words, i)) and not document.is_quoted(words[i].start):
        found = _of_verb(document, sentence, i, strength == "strong")
    if found:
        yield found


def _report_from(document: Document, sentence: Sentence, i: int) -> Source | None:
    """ "reports from army sources that"."""
    words = sentence.words
    last = noun_phrase_end(words, i + 2)
    if last >= len(words) or words[last].lower != "that" or not is_speaker(words[i + 2 : last]):
        return None
    return _source(document, words, i + 2, last, (words[i].start, sentence.end))


def _subject(document: Document, sentence: Sentence, verb: int) -> Source | None:
    """The subject of "went on" or "gave the toll as": vouches for its sentence."""
    words = sentence.words
    first, last = subject_of(words, verb)
    first = skip_adverbial(words, first, last)
    phrase = words[first:last]
    if not is_speaker(phrase) or is_no_speaker(phrase):
        return None
    return _source(document, words, first, last, (sentence.start, sentence.end))


def _cited(document: Document, sentence: Sentence, i: int) -> Source | None:
    """ "The paper quoted the ministry": the one who is quoted."""
    last = noun_phrase_end(sentence.words, i + 1)
    phrase = sentence.words[i + 1 : last]
    source = _source(document, sentence.words, i + 1, last, (sentence.start, sentence.end))
    return source if source and is_speaker(phrase) and not is_no_speaker(phrase) else None


def _within_part(sentence: Sentence, source: Source) -> Source:
    """A source vouches for its own part of a sentence that a semicolon divides."""
    before = sentence.text[: source.start - sentence.start].rstrip()
    if not before.endswith(";"):
        return source
    return replace(source, covers_start=max(source.covers_start, source.start))


def _owner_of_count(document: Document, sentence: Sentence, i: int) -> Source | None:
    """ "by the army's account", "in Kyiv's count", "by its tally"."""
    words = sentence.words
    if i > 1 and words[i - 1].lower in ("his", "her", "its", "their") and words[i - 2].lower == "by":
        owner = words[i - 1]
        return Source(owner.start, owner.end, owner.text, sentence.start, sentence.end, True)
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
    """ "according to NP", ", per NP": covers the sentence, or its own clause where the sentence goes on in another."""
    words = sentence.words
    last = noun_phrase_end(words, first)
    source = _source(document, words, first, max(last, first + 1), reach.of_phrase(sentence, marker, last))
    assert source is not None
    return source


def _chained(document: Document, sentence: Sentence, i: int, before: Source) -> Source | None:
    """ "state media reported, citing the ministry": the last source of the chain vouches, if it has a name at all."""
    last = noun_phrase_end(sentence.words, i + 1)
    phrase = sentence.words[i + 1 : last]
    source = _source(document, sentence.words, i + 1, last, (before.covers_start, before.covers_end))
    is_named = not any(w.lower in _UNNAMED for w in phrase)
    return source if source and not source.is_pronoun and is_named and is_speaker(phrase) else None


def _of_verb(document: Document, sentence: Sentence, i: int, is_strong: bool) -> Source | None:
    words = sentence.words
    inverted = _inverted(document, sentence, i) if is_strong else None
    if inverted:
        return inverted
    if is_noun_use(words, i) or words[i - 1].lower in ("not", "n't", "never"):
        return None
    first, last = sentence_subject(words, i) if _is_joined(words, i) else subject_of(words, i)
    first = skip_adverbial(words, first, last)
    if last <= first or not is_speaker(words[first:last], is_strong) or is_no_speaker(words[first:last]):
        return None
    if not reports(words, i, is_strong=is_strong):
        return None
    covers = (words[i].start, sentence.end) if _is_joined(words, i) else reach.of_verb(sentence, first, i)
    source = _source(document, words, first, last, covers)
    is_told = i + 1 < len(words) and words[i + 1].lower == "that"
    is_announced = words[i].lower.startswith("announc")
    return replace(source, is_weak=is_announced or (not is_strong and not is_told)) if source else None


def _is_joined(words: tuple[Word, ...], i: int) -> bool:
    """Whether the verb goes on with the subject of the sentence: "…, and said", "…, saying"."""
    is_second = i > 1 and words[i - 1].lower == "and" and words[i - 2].text == ","
    return is_second or _is_participle(words, i)


def _is_participle(words: tuple[Word, ...], i: int) -> bool:
    return i > 0 and words[i].lower.endswith("ing") and words[i - 1].text == ","


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
    return _source(document, words, i + 1, last, reach.of_phrase(sentence, i, last))


def _title_tail(document: Document, sentence: Sentence) -> list[Source]:
    """ "Village captured — Russian Defense Ministry"."""
    words = sentence.words
    dash = next((k for k in range(len(words) - 1, 0, -1) if words[k].lower in ("—", "–", "-")), None)
    if dash is None or not 0 < len(words) - dash - 1 <= 6 or not is_speaker(words[dash + 1 :]):
        return []
    source = _source(document, words, dash + 1, len(words), (sentence.start, words[dash].start))
    return [source] if source else []


def _label(document: Document, sentence: Sentence) -> list[Source]:
    """ "Regional police: a drone fell on a house."."""
    words = sentence.words
    colon = next((k for k, w in enumerate(words[: _LONGEST_LABEL + 1]) if w.text == ":"), 0)
    if not colon or not names_source(words[colon - 1 : colon]) or is_no_speaker(words[:colon]):
        return []
    source = _source(document, words, 0, colon, (sentence.start, sentence.end))
    return [source] if source else []
