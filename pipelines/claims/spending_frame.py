"""Which verb of a sentence governs a sum, and whether the sum is its subject or its object."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims import lexicon
from pipelines.claims.money import Money
from pipelines.claims.spending_verbs import CLOSERS, RELATIVE, Predicate, chain, predicates
from pipelines.claims.text import Sentence, Word

_OPENERS = frozenset({",", "and", "but", "while", "that", "or", '"', "“", "whereas", "then", "yet", "though"}) | CLOSERS
_IN_PHRASE = lexicon.words("spending_in_phrase")
_REACH = 14
_RELATIVE_SUBJECT = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """The verbs that govern a sum, the outermost first; empty where none does."""

    chain: tuple[Predicate, ...] = ()
    is_subject: bool = False
    is_gapped: bool = False

    @property
    def outer(self) -> Predicate | None:
        return self.chain[0] if self.chain else None

    @property
    def inner(self) -> Predicate | None:
        return self.chain[-1] if self.chain else None

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(p.verb_class for p in self.chain)


def frame(sentence: Sentence, one: Money, before: Sequence[Money]) -> Frame:
    """The frame of a sum; `before` are the sums that stand before it in the sentence."""
    words = sentence.words
    found = predicates(words)
    first, last = sentence.word_index(one.qualifier_start), sentence.word_index(one.end)
    start = _segment_start(words, first)
    after = _after(words, found, last)
    left = [p for p in found if start <= p.index < first]
    inside = [p for p in left if not p.is_reduced] or left
    if after and (_opens_clause(words, start, first) or not inside):
        return Frame(tuple(chain(words, found, after)), is_subject=True)
    if apposed := _apposed(words, found, first, last):
        return Frame(tuple(chain(words, found, apposed)), is_subject=True)
    if relative := _relative(words, found, last):
        return Frame(tuple(chain(words, found, relative)))
    earlier = inside or [p for p in found if p.index < first and not p.is_reduced]
    if not earlier:
        return Frame()
    verb = earlier[-1]
    is_gapped = bool(before) and before[-1].start > words[verb.index].start
    return Frame(tuple(chain(words, found, verb)), is_gapped=is_gapped)


def _segment_start(words: Sequence[Word], first: int) -> int:
    return next((k + 1 for k in range(first - 1, -1, -1) if words[k].text in CLOSERS), 0)


def _after(words: Sequence[Word], found: Sequence[Predicate], last: int) -> Predicate | None:
    """The verb whose subject the sum is: no comma and no relative clause between; else a participle with its agent."""
    near = [p for p in found if last <= p.first <= last + _REACH]
    for predicate in near:
        between = [w.lower for w in words[last : predicate.first]]
        if between[:2] in (["of", "that"], ["of", "which"]):
            between = between[2:]
        if any(w in CLOSERS or w in RELATIVE or w in (",", "as") for w in between):
            return None
        if predicate.is_reduced and not _has_agent(words, predicate):
            continue
        return predicate if predicate.is_reduced or "and" not in between else None
    return None


def _apposed(words: Sequence[Word], found: Sequence[Predicate], first: int, last: int) -> Predicate | None:
    """ "A second tranche, of €16 million, was approved": the sum only says how much the subject is."""
    if last >= len(words) or words[last].text != ",":
        return None
    opening = first - 1
    while opening > 0 and words[opening].lower in _IN_PHRASE | {"worth", "totalling", "$", "€", "£", "¥"}:
        opening -= 1
    is_apposed = opening > 0 and words[opening].text == ","
    return next((p for p in found if is_apposed and p.first == last + 1 and not p.is_reduced), None)


def _relative(words: Sequence[Word], found: Sequence[Predicate], last: int) -> Predicate | None:
    """ "the €5bn that Spain has promised", "the €5bn it received": a verb after the sum whose object the sum is."""
    start = last + 1 if last < len(words) and words[last].lower in ("that", "which") else last
    verb = next((p for p in found if p.first >= start), None)
    if verb is None or verb.is_passive or verb.is_reduced or not 0 < verb.first - start <= _RELATIVE_SUBJECT:
        return None
    subject = words[start : verb.first]
    is_named = subject[0].is_capitalised or subject[0].lower in ("it", "they", "he", "she", "the", "we")
    is_named = is_named and (start > last or subject[0].lower != "the")
    following = words[verb.last].lower if verb.last < len(words) else "."
    has_object = following[0].isdigit() or following in ("$", "€", "£", "¥", "a", "an", "the", "another", "that")
    is_plain = all(w.text[0].isalnum() for w in subject)
    return verb if is_named and is_plain and not has_object and verb.verb_class != "weak" else None


def _has_agent(words: Sequence[Word], predicate: Predicate) -> bool:
    return predicate.last < len(words) and words[predicate.last].lower == "by"


def _opens_clause(words: Sequence[Word], start: int, first: int) -> bool:
    """Whether nothing but articles and the like stands between the beginning of a clause and the sum."""
    position = first - 1
    while position >= start and (words[position].lower in _IN_PHRASE or words[position].text in "$€£¥"):
        position -= 1
    return position < start or words[position].lower in _OPENERS
