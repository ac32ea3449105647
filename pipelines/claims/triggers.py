"""Verbs of diplomacy in a sentence: which act they tell, with which object, tense and voice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.inflect import forms
from pipelines.claims.subjects import is_adverb
from pipelines.claims.text import Word

_REACH = 9
_BE = lexicon.words("triggers_be")
_FUTURE = lexicon.words("triggers_future")
_NEGATIONS = lexicon.words("triggers_negations")
_STOP = frozenset(".;:()—“”")
_PLANS = lexicon.words("triggers_plans")


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb group: words `first` to `last` (exclusive) with auxiliaries; its object noun begins at `noun`."""

    first: int
    head: int
    last: int
    noun: int | None
    noun_last: int | None
    kinds: tuple[tuple[str, str], ...]
    is_passive: bool
    is_negated: bool
    tense: str

    @property
    def object_start(self) -> int:
        """Index of the first word after the verb and its object noun."""
        return self.noun_last or self.last


@dataclass(frozen=True, slots=True)
class _Entry:
    tokens: tuple[str, ...]
    noun_kind: str
    label: str
    frame: str


def acts(words: Sequence[Word]) -> Iterator[Verb]:
    """Every verb that tells a diplomatic act; `kinds` are (act, frame) pairs, the longest verb phrase's."""
    yield from _verbs(words, _act_entries())


def statements(words: Sequence[Word]) -> Iterator[Verb]:
    """Every verb of a public position; `kinds` are (verb kind, object kind) pairs."""
    yield from _verbs(words, _statement_entries())


def _verbs(words: Sequence[Word], table: dict[str, tuple[_Entry, ...]]) -> Iterator[Verb]:
    for head, word in enumerate(words):
        entries = table.get(word.lower)
        if entries and not _is_noun(words, head) and (verb := _verb(words, head, entries)):
            yield verb


def _verb(words: Sequence[Word], head: int, entries: tuple[_Entry, ...]) -> Verb | None:
    matches: list[tuple[int, _Entry, int | None, int | None]] = []
    for entry in entries:
        end = _match(words, head, entry.tokens)
        if end is None:
            continue
        if not entry.noun_kind:
            matches.append((len(entry.tokens), entry, None, None))
            continue
        noun = _noun(words, head, end, entry.noun_kind)
        if noun:
            matches.append((len(entry.tokens) + 2, entry, *noun))
    if not matches:
        return None
    longest = max(m[0] for m in matches)
    best = [m for m in matches if m[0] == longest]
    first = _group_start(words, head)
    auxiliaries = [w.lower for w in words[first:head]]
    kinds = tuple(dict.fromkeys((m[1].label, m[1].frame) for m in best))
    _, entry, noun_at, noun_end = best[0]
    last = _match(words, head, entry.tokens) or head + 1
    return Verb(
        first,
        head,
        last,
        noun_at,
        noun_end,
        kinds,
        _is_passive(words, head, last, auxiliaries),
        any(a in _NEGATIONS or a.endswith("n't") for a in auxiliaries) or _is_void(words, last, noun_at),
        _tense(words, head, auxiliaries),
    )


_GAPS = frozenset({"together", "back", "straight", "directly", "later", "then", "jointly", "separately", "personally"})


def _match(words: Sequence[Word], head: int, tokens: tuple[str, ...]) -> int | None:
    """Index after a verb phrase that begins at `head`; one adverb may stand in it ("flew together to")."""
    gap = (
        len(tokens) > 1
        and head + 1 < len(words)
        and words[head + 1].lower in _GAPS
        and words[head + 1].lower != tokens[1]
    )
    end = head + len(tokens) + gap
    found = [words[head].lower, *(w.lower for w in words[head + 1 + gap : end])]
    return end if found == list(tokens) else None


def _is_void(words: Sequence[Word], start: int, noun: int | None) -> bool:
    """ "announced no ceasefire": nothing came of it."""
    return noun is not None and any(w.lower in ("no", "neither") for w in words[start:noun])


def _noun(words: Sequence[Word], head: int, start: int, kind: str) -> tuple[int, int] | None:
    """The object noun of a kind near the verb: after it, or before a passive ("sanctions were imposed")."""
    for index in range(start, min(start + _REACH, len(words))):
        if words[index].lower in _STOP or words[index].lower == "that":  # "announced that … accepted a truce"
            break
        if length := _noun_length(words, index, kind):
            return index, index + length
    if head and words[head - 1].lower in _BE:
        for index in range(max(head - _REACH, 0), head):
            if length := _noun_length(words, index, kind):
                return index, start
    return None


def _noun_length(words: Sequence[Word], index: int, kind: str) -> int:
    if kind == "person":
        return 0
    for length in (4, 3, 2, 1):
        phrase = " ".join(w.lower for w in words[index : index + length])
        if kind in _noun_kinds().get(phrase, ()) or (length == 1 and phrase == kind):
            return min(length, len(words) - index)
    return 0


@cache
def _noun_kinds() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in lexicon.rows("diplomatic_nouns"):
        table.setdefault(row["noun"], set()).add(row["noun_kind"])
    return {noun: frozenset(kinds) for noun, kinds in table.items()}


def _group_start(words: Sequence[Word], head: int) -> int:
    first = head
    while first > 0 and (words[first - 1].lower in _AUXILIARIES or is_adverb(words[first - 1])):
        first -= 1
    return first


_AUXILIARIES = lexicon.words("triggers_auxiliaries")


def _is_noun(words: Sequence[Word], head: int) -> bool:
    """Whether a word is no verb of its own here: a noun, a name, an auxiliary ("at the request", "has agreed")."""
    word = words[head]
    if word.is_capitalised and head > 0 and words[head - 1].text not in ('"', "“", "”", ":", "•"):
        return True
    following = words[head + 1].lower if head + 1 < len(words) else ""
    if word.lower in ("has", "have", "had") and (following.endswith(("ed", "en")) or following in _irregular()):
        return True
    if following == "into" and word.lower.startswith("slam"):
        return True
    if head == 0 or word.lower.endswith(("ed", "ing")):
        return False
    before = words[head - 1].lower
    if word.lower == "talks" and words[head - 1].text.islower() and before not in ("who", "he", "she", "and"):
        return True
    is_compound = "-" in before and words[head - 1].text.islower()
    is_described = is_compound or before.endswith(("'s", "ous", "ful")) or before in ("further", "new", "separate")
    return before in _DETERMINERS or is_described


@cache
def _irregular() -> frozenset[str]:
    """Verb forms such as "left" and "put": after "had" they are the verb."""
    return frozenset(f for r in lexicon.rows("irregular_forms") for f in r["forms"].split())


_DETERMINERS = lexicon.words("triggers_determiners")


def _is_passive(words: Sequence[Word], head: int, last: int, auxiliaries: list[str]) -> bool:
    if words[head].lower.endswith("ing"):
        return False
    verbs = [a for a in auxiliaries if a not in _ADVERBS and not a.endswith("ly")]
    follows = words[last].lower if last < len(words) else ""
    is_reduced = follows == "by" and words[head].lower.endswith(("ed", "en", "put")) and not verbs
    return is_reduced or bool(verbs and verbs[-1] in _BE)


_ADVERBS = lexicon.words("triggers_adverbs")


def _tense(words: Sequence[Word], head: int, auxiliaries: list[str]) -> str:
    """past, present, future or wish ("wants to meet"), as the auxiliaries say."""
    if any(a in _FUTURE or a in _PLANS for a in auxiliaries):
        wish = any(a in ("wants", "want", "hopes", "hope", "willing", "ready") for a in auxiliaries)
        return "wish" if wish else "future"
    if "to" in auxiliaries:
        return "future" if any(a in _BE for a in auxiliaries) else "infinitive"
    if any(a in ("could", "may", "might", "should", "must", "can") for a in auxiliaries):
        return "wish"
    lower = words[head].lower
    if lower.endswith("ing"):
        return "progressive" if any(a in _BE for a in auxiliaries) else "participle"
    is_present = lower.endswith("s") and not lower.endswith("ss") and lower != "was"
    return "present" if is_present else "past"


@cache
def _act_entries() -> dict[str, tuple[_Entry, ...]]:
    return _table((r["verb"], r["object_kind"], r["act"], r["frame"]) for r in lexicon.rows("diplomatic_acts"))


@cache
def _statement_entries() -> dict[str, tuple[_Entry, ...]]:
    return _table((r["verb"], "", r["verb_kind"], r["object_kind"]) for r in lexicon.rows("statement_verbs"))


def _table(rows: Iterator[tuple[str, str, str, str]]) -> dict[str, tuple[_Entry, ...]]:
    table: dict[str, list[_Entry]] = {}
    for verb, noun_kind, label, frame in rows:
        for form in forms(verb):
            tokens = tuple(form.split())
            table.setdefault(tokens[0], []).append(_Entry(tokens, noun_kind, label, frame))
    return {first: tuple(entries) for first, entries in table.items()}
