"""A learned choice: of several options the one whose features' weights add up to most."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Generic, TypeVar

from pipelines.core.settings import LEARNED_PATH

Value = TypeVar("Value")
SCALE = 100
"""Weights are integers, hundredths of the unit they were learned in: sums are the same on every machine."""


@dataclass(frozen=True, slots=True)
class Option(Generic[Value]):
    """One answer to a question, and what speaks for or against it.

    `shared` are features that all options of a question have; each speaks of this one by its `prefix`. `parts` are
    the features of the names that a list is made of, which other options have, too.
    """

    value: Value
    features: tuple[str, ...]
    prefix: str = ""
    shared: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()

    def all_features(self) -> Iterator[str]:
        """Every feature by the name that its weight has."""
        yield from self.features
        yield from (f"{self.prefix} {feature}" for feature in self.shared)
        yield from (feature for part in self.parts for feature in part)


class Weights(dict[str, int]):
    """The weights of one question by feature."""

    @cached_property
    def _by_prefix(self) -> dict[str, dict[str, int]]:
        """By prefix: the weights of what stands behind it."""
        table: dict[str, dict[str, int]] = {}
        for feature, weight in self.items():
            prefix, _, shared = feature.partition(" ")
            table.setdefault(prefix, {})[shared] = weight
        return table

    def score(self, option: Option[Value]) -> int:
        """The sum of the weights of the option's features."""
        return self._score(option, {})

    def best(self, options: Sequence[Option[Value]]) -> Option[Value]:
        """The option with the highest score, the first of equals."""
        return self.choose(options)[0]

    def choose(self, options: Sequence[Option[Value]]) -> tuple[Option[Value], int]:
        """The best option, and by how much it beats the next (0 where there is none).

        The names that lists of options share are added up once.
        """
        parts: dict[int, int] = {}
        scores = [self._score(option, parts) for option in options]
        best = max(range(len(scores)), key=scores.__getitem__)
        next_best = max((score for k, score in enumerate(scores) if k != best), default=scores[best])
        return options[best], scores[best] - next_best

    def _score(self, option: Option[Value], parts: dict[int, int]) -> int:
        points = _sum(self, option.features)
        if option.shared:
            points += _sum(self._by_prefix.get(option.prefix, {}), option.shared)
        for part in option.parts:
            if id(part) not in parts:
                parts[id(part)] = _sum(self, part)
            points += parts[id(part)]
        return points


def _sum(weight_of: Mapping[str, int], features: Iterable[str]) -> int:
    return sum(filter(None, map(weight_of.get, features)))


@cache
def weights(question: str) -> Weights:
    """The weights of one question; a question nobody taught has none."""
    path = LEARNED_PATH / f"{question}.csv"
    if not path.exists():
        return Weights()
    with path.open(encoding="utf-8", newline="") as lines:
        return Weights((feature, int(weight)) for feature, weight in csv.reader(lines))
