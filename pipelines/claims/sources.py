"""Noun phrases that can be a source: where they begin and end, and what is none."""

from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.text import Word

PRONOUNS = lexicon.words("attribution_pronouns")

TIME = lexicon.words("attribution_time")
LEADS = lexicon.words("attribution_leads")
_STOPS = lexicon.words("attribution_stops")
_NOT_SOURCES = lexicon.words("attribution_not_sources")
MAX_WORDS = 30
_NOUNS_TOO = frozenset({"report", "reports", "state", "post", "count", "staff"})
_BEFORE_NOUNS = frozenset(
    {
        "with",
        "from",
        "of",
        "by",
        "in",
        "on",
        "after",
        "amid",
        "despite",
        "about",
        "for",
        "the",
        "a",
        "an",
        "its",
        "their",
    }
)
_PARTICLES = frozenset(
    {"up", "together", "in", "on", "forward", "off", "out", "down", "aside", "into", "another", "their"}
)
_PLATFORMS = frozenset(
    {"x", "telegram", "facebook", "twitter", "instagram", "truth", "social", "television", "tv", "radio"}
)
_INFORMED = frozenset({"familiar", "briefed", "knowledge", "close", "involved", "aware", "informed"})
_ADDED = frozenset({"another", "$", "€", "£", "a", "some", "about", "around", "more"})
_LEAD_TIMES = TIME | {"noon", "midday", "midnight", "morning", "evening", "dawn", "dusk", "nightfall", "night"}


@cache
def verbs() -> dict[str, str]:
    return {r["form"]: r["strength"] for r in lexicon.rows("reporting_verbs")}


def is_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a word is a form of a verb of telling; "the United States" and "Baltic states" hold none."""
    following = words[i + 1].lower if i + 1 < len(words) else ""
    is_noun = words[i].lower == "states" and following not in ("that", ":", '"', "“")
    return words[i].lower in verbs() and not is_noun


def verb_strength(words: Sequence[Word], i: int) -> str | None:
    """ "strong" for a verb that always tells, "weak" for one that often does; None for any other word."""
    return verbs()[words[i].lower] if is_verb(words, i) else None


def is_noun_use(words: Sequence[Word], i: int) -> bool:
    """ "begins with reports from", "an estimated 300": a noun or an adjective."""
    return i > 0 and words[i - 1].lower in _BEFORE_NOUNS


def reports(words: Sequence[Word], i: int, *, is_strong: bool) -> bool:
    """Whether a verb of telling is used to tell: not "claimed responsibility", "put up $5m", "added 30 billion"."""
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if words[i].lower.startswith("put"):
        return following not in _PARTICLES and any(w.lower == "at" for w in words[i + 2 : i + 12])
    if words[i].lower in ("add", "added", "adds", "adding"):
        return words[i].lower != "add" and not (following[0].isdigit() or following in _ADDED)
    if words[i].lower in ("spoke", "speaks"):
        return following == "of"
    if words[i].lower in ("counted", "counts", "numbered", "recorded"):
        return not is_strong and following not in ("by", "for", "on", "to", "as")
    if words[i].lower in ("admits", "admitted") or [w.lower for w in words[i + 1 : i + 3]] == ["by", "name"]:
        return True
    return is_strong or following not in {"responsibility", "by", "to", "an", "for", "against"}


def skip_adverbial(words: Sequence[Word], first: int, last: int) -> int:
    """Index after a time phrase that leads the subject without a comma: "By noon local hospitals"."""
    if last - first < 3 or words[first].lower not in ("by", "on", "in", "at"):
        return first
    return first + 2 if words[first + 1].lower in _LEAD_TIMES else first


def names_source(words: Sequence[Word]) -> bool:
    """Whether a phrase names by a common noun somebody who tells ("regional police")."""
    return any(w.lower in _source_nouns() for w in words)


def noun_phrase_end(words: tuple[Word, ...], i: int) -> int:
    """Index after the noun phrase that begins at word `i`; an apposition between commas belongs to it."""
    j = i
    while j < len(words) and j - i < MAX_WORDS:
        lower = words[j].lower
        if (
            lower in '.;:!?"”—('
            or (lower in _STOPS and j > i)
            or (j > i and is_verb(words, j) and lower not in _NOUNS_TOO)
        ):
            break
        if j > i + 1 and (lower[0].isdigit() or lower in _COUNTS):
            break
        if lower == "on" and j > i and j + 1 < len(words) and words[j + 1].lower in _PLATFORMS:
            break
        if lower == "," and not _is_apposition(words, j):
            break
        j += 1
    while j > i and words[j - 1].lower in TIME | {","}:
        j -= 1
    return j


_COUNTS = lexicon.words("attribution_counts")


def _is_apposition(words: tuple[Word, ...], comma: int) -> bool:
    """ ", the SBU," and ", a Washington-based group." after a source; ", killing five" is none."""
    following = words[comma + 1 : comma + 3]
    if not following or _tells_deed(words[comma + 1 : comma + 12]):
        return False
    return following[0].lower in ("the", "a", "an") or (following[0].is_capitalised and following[0].lower not in TIME)


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


def closes(words: Sequence[Word], last: int) -> bool:
    """After ", said NP" the sentence ends or pauses; a verb there makes the phrase the subject of what is said."""
    return (
        last >= len(words)
        or not words[last].lower[0].isalnum()
        or words[last].lower in TIME | {"at", "as", "via", "after", "who", "when", "to"}
    )


def subject_of(words: tuple[Word, ...], verb: int) -> tuple[int, int]:
    """The noun phrase before the verb: (first, last) word indexes, without adverbs and leading adverbials."""
    last = verb
    while last > 0 and (words[last - 1].lower in TIME or words[last - 1].lower.endswith("ly")):
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
    } or (is_verb(words, i) and i + 1 < last and lower not in _NOUNS_TOO)


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
    return next(
        (k for k in range(first + 1, last) if words[k].lower.endswith("ed") and not words[k].is_capitalised), last - 1
    )


def _is_name_like(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether a comma piece can be the head of an apposition: short, no preposition or participle at its start."""
    if last - first > 14 or words[first].lower in LEADS or words[first].lower.endswith("ing"):
        return False
    return is_speaker(words[first:last]) and not any(
        w.lower in ("was", "were", "killed", "hit", "has") for w in words[first:last]
    )


def _follows_apposition(words: tuple[Word, ...], pieces: list[tuple[int, int]]) -> bool:
    """ "X, the governor, said" has a comma before its verb too; "Killing ten, police said" has not."""
    end = pieces[-1][1]
    return end < len(words) and words[end].lower == ","


def sentence_subject(words: Sequence[Word], verb: int) -> tuple[int, int]:
    """The noun phrase that opens the sentence, for a verb joined to its first one ("Biden landed and said")."""
    for k in range(1 if words[0].text[0].isalpha() else verb, verb):
        word = words[k]
        is_past = word.lower.endswith("ed") and not word.is_capitalised and "-" not in word.lower
        if word.lower in _DEEDS or is_verb(words, k) or (is_past and word.lower not in _APPOSED):
            return 0, k
        if word.lower in ",.;:" and not _is_apposition(tuple(words), k):
            break
    return 0, 0


def is_no_speaker(words: Sequence[Word]) -> bool:
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


def is_speaker(words: tuple[Word, ...], is_strong: bool = False) -> bool:
    if not words or words[0].lower in _NOT_SOURCES or words[-1].lower in _NOT_SOURCES - {"there"}:
        return False
    if len(words) == 1 and words[0].lower in PRONOUNS:
        return True
    if any(w.lower in _source_nouns() or (is_strong and w.lower in _persons()) for w in words):
        return True
    if any(w.lower in ("people", "person") for w in words) and any(w.lower in _INFORMED for w in words):
        return True
    return any(w.is_capitalised and w.text[0].isalpha() for w in (words if words[0].lower != "the" else words[1:]))
