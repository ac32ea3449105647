"""Labelled posts, and what their claims teach: every answer is judged on posts it was not learned from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipelines.claims.claim import Claim
from pipelines.claims.learned import reading as readings
from pipelines.claims.learned import unread
from pipelines.claims.learned.choice import Option, Weights
from pipelines.claims.learned.fitting import Example, Examples
from pipelines.claims.learned.prior import Prior
from pipelines.claims.learned.reading import Reading
from pipelines.claims.text import Document

FOLDS = 5
Report = Callable[[str], None]
Points = dict[tuple[int, int], tuple[int, bool]]
"""By lesson and number of the claim: its score by the other folds, and whether it is a hit."""


@dataclass
class Lesson:
    """A labelled post: its text, its labels, and its claims as they are known so far.

    `margins` says for each claim, by field, how much better than the next best its answer was. `is_read`: whether the
    rules were written with sight of the post; then only what no rule made teaches anything.
    """

    reading: Reading
    gold: Sequence[Mapping[str, Any]]
    claims: list[Any]
    fold: int
    is_read: bool = False
    margins: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.reading.document.text

    def asserted(self, claim_type: str) -> list[int]:
        """Indexes of the claims of a type that are asserted."""
        return [i for i, c in enumerate(self.claims) if c.type == claim_type and c.modality == "asserted"]

    def labels(self, claim_type: str) -> list[Mapping[str, Any]]:
        """The labels of a type."""
        return [g for g in self.gold if g["type"] == claim_type]


@dataclass
class Taught:
    """All that was learned: weights by question, least scores by claim type and step."""

    weights: dict[str, Weights] = field(default_factory=dict)
    least_scores: dict[tuple[str, str], int] = field(default_factory=dict)


def lessons_of(
    posts: Iterable[tuple[Document, Sequence[Mapping[str, Any]], bool]], rules: Callable[[Document], list[Claim]]
) -> list[Lesson]:
    """Labelled posts (text, labels, whether read) as lessons, dealt to the folds in turn."""
    lessons = []
    for n, (document, gold, is_read) in enumerate(posts):
        reading = readings.Reading(document)
        made = [] if is_read else rules(document)
        lessons.append(Lesson(reading, gold, [*made, *unread.find(reading, made)], n % FOLDS, is_read))
    return lessons


@dataclass(frozen=True, slots=True)
class Case:
    """One claim of one lesson, with the example it makes, if it is labelled."""

    lesson: Lesson
    index: int
    example: Example
    is_labelled: bool = True


@dataclass(frozen=True, slots=True)
class Learned:
    """Every case with the weights that the cases of the other folds teach, and the weights that all teach."""

    by_folds: list[tuple[Case, Weights]]
    weights: Weights


def learned_by_folds(cases: Sequence[Case], prior: Prior) -> Learned:
    """Learns from the labelled cases, once from all and for each fold without its own."""
    fold_of = np.array([c.lesson.fold for c in cases])
    is_labelled = np.array([c.is_labelled for c in cases], dtype=np.bool_)
    parts = [is_labelled & (fold_of != fold) for fold in range(FOLDS)]
    *by_fold, of_all = Examples([c.example for c in cases]).fits([*parts, is_labelled], prior)
    return Learned([(c, by_fold[c.lesson.fold]) for c in cases], of_all)


def points_of(case: Case, weight_of: Weights) -> int:
    """The score of a case that asks for yes or no: how much speaks for yes."""
    return weight_of.score(Option(True, case.example.options[1]))


def yes_or_no(features: tuple[str, ...], is_yes: bool) -> Example:
    """The example of a question without options: no has no features, yes has these."""
    return Example(((), features), (not is_yes, is_yes))
