"""Why a learned choice fell as it did: the answer, the one it was preferred to, and what weighed most between them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.claims.learned.choice import Option, Weights

_MOST = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """`value` was chosen for a field with `points`, before `instead`, the next best, with `instead_points`.

    `weighed` are the features that told the two apart, weightiest first; what is above 0 spoke for `value`. Of the
    verdicts (`support`: the claim's grade; `post`: whether it tells of a war at all), `instead_points` is the limit
    between the two values, and what is above 0 spoke for belief.
    """

    field: str
    value: Any
    points: int
    instead: Any
    instead_points: int
    weighed: tuple[tuple[str, int], ...]


def of_answer(field: str, weight_of: Weights, options: Sequence[Option[Any]]) -> Reason | None:
    """Why the weights choose their option; None where there was no choice."""
    if len(options) < 2:
        return None
    best = weight_of.best(options)
    second = weight_of.best([option for option in options if option is not best])
    apart = Counter(best.all_features())
    apart.subtract(Counter(second.all_features()))
    weighed = {feature: times * weight_of.get(feature, 0) for feature, times in apart.items()}
    return Reason(field, best.value, weight_of.score(best), second.value, weight_of.score(second), _weightiest(weighed))


def of_limit(field: str, weight_of: Weights, features: Sequence[str], values: tuple[str, str], limit: int) -> Reason:
    """Why a verdict fell as it did: of `values`, which meet at the points `limit`, the first was given."""
    weighed = {feature: weight_of.get(feature, 0) for feature in features}
    value, instead = values
    return Reason(field, value, sum(weighed.values()), instead, limit, _weightiest(weighed))


def _weightiest(weighed: dict[str, int]) -> tuple[tuple[str, int], ...]:
    told = ((feature, weight) for feature, weight in weighed.items() if weight)
    return tuple(sorted(told, key=lambda pair: (-abs(pair[1]), pair[0]))[:_MOST])
