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
            first = points(f"{claim_type}_first_verdict", own)
            own = {i: (*plain, *beside(reading, i, claims, first)) for i, plain in own.items()}
        found |= own
    return found


def points(question: str, features_of: Features) -> dict[int, int]:
    """The score of each claim; 0 for all of a question that nobody taught."""
    weight_of = weights(question)
    return {i: weight_of.score(Option(True, told)) for i, told in features_of.items()}


def beside(reading: Reading, number: int, claims: Sequence[Claim], first: Mapping[int, int]) -> tuple[str, ...]:
    """Whether another claim tells the same as the claim of this number, and tells it better.

    `first` are the first verdicts on the asserted claims of its type, by number.
    """
    return tuple(dict.fromkeys(_beside(reading, number, claims, first)))


def _beside(reading: Reading, number: int, claims: Sequence[Claim], first: Mapping[int, int]) -> Iterator[str]:
    document, own = reading.document, first[number]
    at = document.sentence_at(claims[number].anchor).index
    yield f"better {min(sum(other > own for other in first.values()), 4)}"
    for k, other in first.items():
        if k == number:
            continue
        apart = document.sentence_at(claims[k].anchor).index - at
        where = "same" if apart == 0 else "before" if apart < 0 else "after"
        shared = verdict.likeness(claims[number], claims[k])
        yield f"rival {shared} better={other > own}"
        yield f"rival {where} {shared} better={other > own}"
        yield f"rival {where} {shared} {bisect_right(_STEPS, other)}"
