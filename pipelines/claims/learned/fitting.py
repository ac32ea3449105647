"""Learns the weights of a choice from examples: the likeliest choices, with weights kept small."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.claims.learned.choice import SCALE, Weights

_STEPS = 150
_PACE = 0.1
_SEEN = 3
_TRUST = 0.05
_MOST = 12_000
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question asked of one post: the features of each option, and which options are right (one at least)."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def fit(examples: Sequence[Example], caution: float) -> Weights:
    """Weights by feature, in units of 1/SCALE; `caution` is the strength of the pull towards 0 (L2).

    Features of fewer than `_SEEN` examples are left out; of the others the `_MOST` weightiest are kept and learned
    anew. Full batches from 0, so that the same examples in the same order give the same weights on the same machine.
    """
    if not examples:
        return Weights()
    seen = Counter(f for e in examples for f in dict.fromkeys(f for o in e.options for f in o))
    features = [f for f, n in seen.items() if n >= _SEEN]
    weight = _descend(examples, features, caution)
    if len(features) > _MOST:
        ranked = sorted(range(len(features)), key=lambda i: (-abs(weight[i]), features[i]))[:_MOST]
        features = [features[i] for i in sorted(ranked)]
        weight = _descend(examples, features, caution)
    rounded = ((f, round(w * SCALE)) for f, w in zip(features, weight, strict=True))
    return Weights((f, w) for f, w in rounded if w)


def _descend(examples: Sequence[Example], features: Sequence[str], caution: float) -> list[float]:
    """The weights of the features by gradient descent (Adam)."""
    index = {f: i for i, f in enumerate(features, start=1)}
    rows = [[0, *(index[f] for f in option if f in index)] for e in examples for option in e.options]
    columns = np.fromiter((c for row in rows for c in row), dtype=np.int64)
    lengths = np.array([len(row) for row in rows])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    sizes = np.array([len(e.options) for e in examples])
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = np.array([r for e in examples for r in e.right])
    pull = np.array([0.0, *(caution * (_TRUST if _is_trusted(f) else 1.0) for f in features)])
    weight: Floats = np.zeros(len(features) + 1)
    mean, spread = np.zeros_like(weight), np.zeros_like(weight)
    for step in range(1, _STEPS + 1):
        scores = np.add.reduceat(weight[columns], starts)
        likely = _shares(scores, firsts, sizes)
        wanted = _shares(np.where(right, scores, -1e9), firsts, sizes)
        gradient = np.bincount(columns, np.repeat(likely - wanted, lengths), len(weight)) + pull * weight
        gradient[0] = 0.0
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        pace = _PACE * min(1.0, 2 * (1 - step / (_STEPS + 1)))
        weight -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    learned: list[float] = weight[1:].tolist()
    return learned


def _is_trusted(feature: str) -> bool:
    """What the rules say, and how often anything is right at all, is hardly pulled towards 0."""
    return "said=" in feature or feature.startswith(("support ", "bias"))


def _shares(scores: Floats, firsts: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> Floats:
    """The softmax of the scores within each example."""
    top = np.repeat(np.maximum.reduceat(scores, firsts), sizes)
    power = np.exp(scores - top)
    shares: Floats = power / np.repeat(np.add.reduceat(power, firsts), sizes)
    return shares
