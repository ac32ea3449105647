"""Where screens and grades begin: least scores, chosen on posts that did not teach the scores."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_MARGIN = 0.01
_LEVEL = 0.002
"""Of cuts that differ by no more the strictest is taken: a wrong number is worse than a missing one."""
_EVEN = 0
"""The score of a claim that is as likely wrong as right."""


class Scored(NamedTuple):
    """A claim's score by the other folds, whether its core is right, and whether all of it is."""

    points: int
    is_hit: bool
    is_row: bool


def letting_through(share: float, scores: Iterable[int]) -> int:
    """The score that at least this share of the scores reaches; 0 where there are none."""
    ranked = sorted(scores)
    return ranked[int(len(ranked) * (1 - share))] if ranked else 0


def narrowed(least: int, share: float, scores: Sequence[int]) -> int:
    """The least score, raised as far as this share of the scores still reaches it; as it was where there are none."""
    return max(least, letting_through(share, scores)) if scores else least


def of_grades(claims: Iterable[Scored], gold_count: int, trusted: float) -> tuple[int, int]:
    """The least scores of `medium` and `high`.

    `high` ends where the list, best first, is still as precise as it promises, `medium` where the F1 of cores and the
    F1 of whole rows add up to most (who quotes a claim quotes all of it), or as good as that a little earlier, and
    never at claims that are more likely wrong than right.
    """
    scored = sorted(claims, reverse=True)
    curve, hits, rows = [], 0, 0
    for n, claim in enumerate(scored, start=1):
        hits, rows = hits + claim.is_hit, rows + claim.is_row
        if n == len(scored) or scored[n].points != claim.points:
            curve.append((claim.points, hits / n, 2 * (hits + rows) / (n + gold_count)))
    best = max((value for _, _, value in curve), default=0)
    medium = max((points for points, _, value in curve if value >= best - _LEVEL), default=_EVEN)
    high = min(
        (points for points, precision, _ in curve if precision >= trusted + _MARGIN),
        default=scored[0].points + 1 if scored else 1,
    )
    return max(medium, _EVEN), high
