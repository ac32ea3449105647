"""A learned choice: of several options the one whose features' weights add up to most."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pipelines.core.settings import LEARNED_PATH

Value = TypeVar("Value")
SCALE = 100
"""Weights are integers, hundredths of the unit they were learned in: sums are the same on every machine."""


@dataclass(frozen=True, slots=True)
class Option(Generic[Value]):
    """One answer to a question, and what speaks for or against it."""

    value: Value
    features: tuple[str, ...]


@cache
def weights(question: str) -> Mapping[str, int]:
    """The weights of one question by feature; a question nobody taught has none."""
    path = LEARNED_PATH / f"{question}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {feature: int(weight) for feature, weight in csv.reader(lines)}


def score(weight_of: Mapping[str, int], features: Iterable[str]) -> int:
    """The sum of the weights of the features."""
    return sum(weight_of.get(feature, 0) for feature in features)


def best(weight_of: Mapping[str, int], options: Sequence[Option[Value]]) -> Option[Value]:
    """The option with the highest score, the first of equals."""
    return max(options, key=lambda option: score(weight_of, option.features))
