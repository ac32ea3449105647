"""A learned choice: of several options the one whose features' weights add up to most."""

import csv
from collections.abc import Iterable, Iterator, Sequence
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
    def _by_shared(self) -> dict[str, list[tuple[str, int]]]:
        """By what stands behind a prefix: the prefixes and their weights."""
        table: dict[str, list[tuple[str, int]]] = {}
        for feature, weight in self.items():
            prefix, _, shared = feature.partition(" ")
            table.setdefault(shared, []).append((prefix, weight))
        return table

    def score(self, option: Option[Value]) -> int:
        """The sum of the weights of the option's features."""
        return self._score(option, {}, {})

    def best(self, options: Sequence[Option[Value]]) -> Option[Value]:
        """The option with the highest score, the first of equals."""
        return self.choose(options)[0]

    def choose(self, options: Sequence[Option[Value]]) -> tuple[Option[Value], int]:
        """The best option, and by how much it beats the next (0 where there is none).

        What options have in common is added up once.
        """
        parts: dict[int, int] = {}
        shared: dict[int, dict[str, int]] = {}
        scores = [self._score(option, parts, shared) for option in options]
        best = max(range(len(scores)), key=scores.__getitem__)
        next_best = max((score for k, score in enumerate(scores) if k != best), default=scores[best])
        return options[best], scores[best] - next_best

    def _score(self, option: Option[Value], parts: dict[int, int], shared: dict[int, dict[str, int]]) -> int:
        points = self._sum(option.features)
        if option.shared:
            if id(option.shared) not in shared:
                shared[id(option.shared)] = self._by_prefix(option.shared)
            points += shared[id(option.shared)].get(option.prefix, 0)
        for part in option.parts:
            if id(part) not in parts:
                parts[id(part)] = self._sum(part)
            points += parts[id(part)]
        return points

    def _sum(self, features: Iterable[str]) -> int:
        get = self.get
        return sum(filter(None, map(get, features)))

    def _by_prefix(self, features: Iterable[str]) -> dict[str, int]:
        sums: dict[str, int] = {}
        table = self._by_shared
        for feature in features:
            for prefix, weight in table.get(feature, ()):
                sums[prefix] = sums.get(prefix, 0) + weight
        return sums


@cache
def weights(question: str) -> Weights:
    """The weights of one question; a question nobody taught has none."""
    path = LEARNED_PATH / f"{question}.csv"
    if not path.exists():
        return Weights()
    with path.open(encoding="utf-8", newline="") as lines:
        return Weights((feature, int(weight)) for feature, weight in csv.reader(lines))
