"""Learns the weights of a choice from examples: the likeliest choices, with weights kept small."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipelines.claims.learned.choice import SCALE, Weights
from pipelines.claims.learned.prior import Prior

_STEPS = 150
_STEPS_TO_RANK = 100
"""Which features weigh most is clear long before what they weigh."""
_PACE = 0.1
_SEEN = 3
_TRUST = 0.05
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question asked of one post: the features of each option, and which options are right (one at least)."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Options:
    """Options one after the other: the numbers of their features, and how they make up examples.

    Every option begins with number 0, which stands for no feature, so that none is empty. `lengths` counts the
    numbers of each option, `sizes` the options of each example.
    """

    columns: Numbers
    lengths: Numbers
    sizes: Numbers
    right: Flags


class Examples:
    """All examples of a question, read once, to be learned from as a whole or in part."""

    def __init__(self, examples: Sequence[Example]) -> None:
        index: dict[str, int] = {}
        rows = [[0, *(index.setdefault(f, len(index) + 1) for f in option)] for e in examples for option in e.options]
        self.features = ("", *index)
        self.options = _Options(
            np.fromiter(chain.from_iterable(rows), dtype=np.int64),
            np.array([len(row) for row in rows], dtype=np.int64),
            np.array([len(e.options) for e in examples], dtype=np.int64),
            np.array([right for e in examples for right in e.right], dtype=np.bool_),
        )

    def fits(self, parts: Sequence[Flags], prior: Prior) -> list[Weights]:
        """The weights that each part of the examples teaches; parts are learned from side by side."""
        with ProcessPoolExecutor() as pool:
            return list(pool.map(partial(self.fit, prior=prior), parts))

    def fit(self, chosen: Flags, prior: Prior) -> Weights:
        """Weights by feature, in units of 1/SCALE, kept small as `prior` says.

        Learned from the chosen examples. Features of fewer than `_SEEN` of them are left out; of the others the
        weightiest are kept and learned anew. Full batches from 0, so that the same examples in the same order
        give the same weights on the same machine.
        """
        if not chosen.any():
            return Weights()
        options = _chosen(self.options, chosen)
        numbers = np.flatnonzero(_seen(options, len(self.features)) >= _SEEN)
        numbers = numbers[numbers > 0]
        if not len(numbers):
            return Weights()
        if len(numbers) > prior.most:
            weight = self._descend(options, numbers, prior, _STEPS_TO_RANK)
            ranked = sorted(range(len(numbers)), key=lambda i: (-abs(weight[i]), self.features[numbers[i]]))
            numbers = numbers[sorted(ranked[: prior.most])]
        weight = self._descend(options, numbers, prior, _STEPS)
        rounded = ((self.features[n], round(w * SCALE)) for n, w in zip(numbers, weight, strict=True))
        return Weights((f, w) for f, w in rounded if w)

    def _descend(self, options: _Options, numbers: Numbers, prior: Prior, steps: int) -> list[float]:
        """The weights of the features with these numbers by gradient descent (Adam)."""
        kept = _renumbered(options, numbers, len(self.features))
        starts, firsts = _starts(kept.lengths), _starts(kept.sizes)
        trust = np.array([_TRUST if _is_trusted(self.features[n]) else 1.0 for n in numbers])
        often = np.bincount(kept.columns, minlength=len(numbers) + 1)[1:]
        pull = np.append(0.0, prior.strength * trust * (often / np.median(often)) ** prior.growth)
        weight: Floats = np.zeros(len(numbers) + 1)
        mean, spread = np.zeros_like(weight), np.zeros_like(weight)
        for step in range(1, steps + 1):
            scores = np.add.reduceat(weight[kept.columns], starts)
            likely = _shares(scores, firsts, kept.sizes)
            wanted = _shares(np.where(kept.right, scores, -1e9), firsts, kept.sizes)
            gradient = np.bincount(kept.columns, np.repeat(likely - wanted, kept.lengths), len(weight)) + pull * weight
            gradient[0] = 0.0
            mean = 0.9 * mean + 0.1 * gradient
            spread = 0.999 * spread + 0.001 * gradient**2
            pace = _PACE * min(1.0, 2 * (1 - step / (steps + 1)))
            weight -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
        learned: list[float] = weight[1:].tolist()
        return learned


def _chosen(options: _Options, chosen: Flags) -> _Options:
    """The options of the chosen examples."""
    is_kept = np.repeat(chosen, options.sizes)
    columns = options.columns[np.repeat(is_kept, options.lengths)]
    return _Options(columns, options.lengths[is_kept], options.sizes[chosen], options.right[is_kept])


def _seen(options: _Options, count: int) -> Numbers:
    """By number of a feature: how many examples have it in any option."""
    example = np.repeat(np.repeat(np.arange(len(options.sizes)), options.sizes), options.lengths)
    pairs = np.unique(example * count + options.columns)
    return np.bincount(pairs % count, minlength=count)


def _renumbered(options: _Options, numbers: Numbers, count: int) -> _Options:
    """The options with only these features, numbered in their order from 1."""
    number_of = np.zeros(count, dtype=np.int64)
    number_of[numbers] = np.arange(1, len(numbers) + 1)
    columns = number_of[options.columns]
    starts = _starts(options.lengths)
    is_kept = columns > 0
    is_kept[starts] = True
    return _Options(columns[is_kept], np.add.reduceat(is_kept, starts, dtype=np.int64), options.sizes, options.right)


def _starts(lengths: Numbers) -> Numbers:
    """Where runs of these lengths begin."""
    return np.concatenate(([0], np.cumsum(lengths)[:-1]))


def _is_trusted(feature: str) -> bool:
    """What the rules say, and how often anything is right at all, is hardly pulled towards 0."""
    return "said=" in feature or feature.startswith(("support ", "bias"))


def _shares(scores: Floats, firsts: Numbers, sizes: Numbers) -> Floats:
    """The softmax of the scores within each example."""
    top = np.repeat(np.maximum.reduceat(scores, firsts), sizes)
    power = np.exp(scores - top)
    shares: Floats = power / np.repeat(np.add.reduceat(power, firsts), sizes)
    return shares
