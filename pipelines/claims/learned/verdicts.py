"""The verdicts on the claims of a post; one on an attack knows a first one on each of its rivals."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from pipelines.claims.claim import Claim
from pipelines.claims.learned import verdict
from pipelines.claims.learned.choice import Option, weights
from pipelines.claims.learned.reading import Reading
from pipelines.claims.scoring import TYPES

RIVALS = frozenset({"attack"})
"""The types whose claims get a first verdict: an attack is told again and again, each time with other answers."""
_STEPS = (-200, -100, -50, 0, 50, 100, 200)
Features = dict[int, tuple[str, ...]]
"""By number of a claim: what speaks for or against it."""


def features(reading: Reading, claims: Sequence[Claim], margins: Sequence[Mapping[str, int]]) -> Features:
    """By number of an asserted claim: what its last verdict goes by. `margins` are those of each claim's answers."""
    found: Features = {}
    for claim_type in TYPES:
        told = [i for i, c in enumerate(claims) if c.type == claim_type and c.modality == "asserted"]
        own = {i: verdict.features(reading, claims[i], claims, margins[i]) for i in told}
        if claim_type in RIVALS:
            first = {i: points(f"{claim_type}_first_verdict", plain) for i, plain in own.items()}
            own = {i: (*plain, *beside(reading, i, claims, first)) for i, plain in own.items()}
        found |= own
    return found


def points(question: str, told: tuple[str, ...]) -> int:
    """What a verdict comes to by its features; 0 where nobody taught the question."""
    return weights(question).score(Option(True, told))


def beside(reading: Reading, number: int, claims: Sequence[Claim], first: Mapping[int, int]) -> tuple[str, ...]:
    """Whether another claim tells the same as the claim of this number, and tells it better.

    `first` are the first verdicts on the asserted claims of its type, by number.
    """
    return tuple(dict.fromkeys(_beside(reading, number, claims, first)))


def _beside(reading: Reading, number: int, claims: Sequence[Claim], first: Mapping[int, int]) -> Iterator[str]:
    own = first[number]
    yield f"better {min(sum(other > own for other in first.values()), 4)}"
    for k, other in first.items():
        if k == number:
            continue
        where = verdict.side(reading, claims[number], claims[k])
        shared = verdict.likeness(claims[number], claims[k])
        yield f"rival {shared} better={other > own}"
        yield f"rival {where} {shared} better={other > own}"
        yield f"rival {where} {shared} {bisect_right(_STEPS, other)}"
