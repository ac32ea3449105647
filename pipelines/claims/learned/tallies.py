"""What is asked about the weapons of an attack: how many were launched, how many of them were intercepted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.claims.attack import counts
from pipelines.claims.claim import Attack, Claim
from pipelines.claims.learned.candidates import following, said, told_of
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.relations import relation
from pipelines.claims.numbers import Quantity
from pipelines.claims.text import Sentence

_BACK, _AHEAD = 2, 3
"""A number this many sentences before or behind the attack may still be one of its weapons."""
_MOST = 8
"""So many numbers, the nearest ones, may count the weapons of an attack."""
_LONGEST = 3
"""So many numbers side by side may have to be added up: drones, missiles, bombs."""
_AFTER = 5
"""A number counts what is named within so many words behind it."""
_FEW_WORDS = 4
_LARGE = 10
_NO_WEAPONS = ("people:", "harm:")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in the text that may count weapons, and what it is to the attack."""

    sentence: int
    start: int
    end: int
    value: int
    features: tuple[str, ...]


def _launched(reading: Reading, claim: Attack, claims: Sequence[Claim]) -> list[Option[int | None]]:
    words = (*told_of(reading, claim), f"type {claim.attack_type}")
    return _options(reading, claim, said(claim, "launched"), words, claim.intercepted)


def _intercepted(reading: Reading, claim: Attack, claims: Sequence[Claim]) -> list[Option[int | None]]:
    """Never more than were launched, and all of them where a post says so without a number."""
    rule, launched = said(claim, "intercepted"), claim.launched
    words = (*told_of(reading, claim), f"type {claim.attack_type}", f"launched={launched is not None}")
    found = _options(reading, claim, rule, words, launched)
    if launched is None:
        return found
    every: Option[int | None] = Option(
        launched, (f"all said={rule == launched}",), "all", (*words, *following(reading, claim))
    )
    return [o for o in found if o.value is None or o.value <= launched] + [every]


def _options(
    reading: Reading, claim: Attack, rule: int | None, words: tuple[str, ...], other: int | None
) -> list[Option[int | None]]:
    """No number, each one near the attack, the sums of neighbours, and what the rule says.

    `other` is what is known of the other count, of those launched or of those intercepted.
    """
    found: list[Option[int | None]] = [Option(None, ("none", f"none said={rule is not None}"), "none", words)]
    for run in _runs(_near(reading, claim)):
        total, size = sum(n.value for n in run), len(run)
        features = [f"said={total == rule} size {size}", f"said none={rule is None} size {size}"]
        features += [f"other {_against(total, other)}", f"large={total >= _LARGE}"]
        features += [f"joined {between}" for between in _between(reading, run)]
        found.append(Option(total, tuple(features), parts=tuple(n.features for n in run)))
    if rule is not None and rule not in [option.value for option in found]:
        found.append(Option(rule, ("said from afar",)))
    return found


def _against(total: int, other: int | None) -> str:
    if other is None:
        return "none"
    return "same" if total == other else "less" if total < other else "more"


def _near(reading: Reading, claim: Attack) -> list[_Number]:
    at = reading.document.sentence_at(claim.anchor).index
    found: list[_Number] = []
    for sentence in reading.document.sentences[max(at - _BACK, 0) : at + _AHEAD]:
        launched, intercepted = counts.told(reading.scene, sentence)
        for q in reading.scene.quantities(sentence):
            if q.value is None or counts.is_measure(sentence, q):
                continue
            noun = _noun(reading, sentence, q)
            if noun is None:
                continue
            kind = f"{noun} {'launched' if q in launched else 'intercepted' if q in intercepted else 'neither'}"
            features = tuple(relation(reading, claim.anchor, q.start, q.end, kind))
            found.append(_Number(sentence.index, q.start, q.end, q.value, (*features, f"n {min(q.value, 4)}")))
    return sorted(found, key=lambda n: abs(n.start - claim.anchor))[:_MOST]


def _noun(reading: Reading, sentence: Sentence, q: Quantity) -> str | None:
    """What a number counts, by the words behind it; None where it counts people."""
    first = reading.index(sentence, q.end - 1) + 1
    for token in reading.tokens(sentence)[first : first + _AFTER]:
        for name in token.classes:
            if name.startswith("weapon:"):
                return name
            if name.startswith(_NO_WEAPONS):
                return None
    return "other"


def _runs(numbers: Sequence[_Number]) -> Iterator[list[_Number]]:
    """Each number, and neighbours of a sentence in twos and threes."""
    ordered = sorted(numbers, key=lambda n: n.start)
    for i in range(len(ordered)):
        for size in range(1, _LONGEST + 1):
            run = ordered[i : i + size]
            if len(run) == size and run[0].sentence == run[-1].sentence:
                yield run


def _between(reading: Reading, run: Sequence[_Number]) -> Iterator[str]:
    for one, other in pairwise(run):
        yield " ".join(t.text for t in reading.between(one.end, other.start)[:_FEW_WORDS])


QUESTIONS = (Question("attack", "launched", _launched), Question("attack", "intercepted", _intercepted))
