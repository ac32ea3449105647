"""A question about a claim that labelled posts teach to answer: one field, and the options for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.claims.claim import Claim
from pipelines.claims.learned.choice import Option, Weights
from pipelines.claims.learned.prior import ANSWERS, Prior
from pipelines.claims.learned.reading import Reading

Ask = Callable[[Reading, Any, Sequence[Claim]], list[Option[Any]]]


@dataclass(frozen=True, slots=True)
class Question:
    """`ask(reading, claim, claims of the post)` gives the options for `field` of a claim of the type.

    `prior` is what its weights are learned with.
    """

    claim_type: str
    field: str
    ask: Ask
    prior: Prior = ANSWERS

    @property
    def name(self) -> str:
        return f"{self.claim_type}_{self.field}"

    def answered(self, weight_of: Weights, options: Sequence[Option[Any]], claim: Any) -> tuple[Any, int]:
        """The claim with the value that the weights choose, and by how much; as it was without weights."""
        if not weight_of:
            return claim, 0
        chosen, margin = weight_of.choose(options)
        is_new = chosen.value != getattr(claim, self.field)
        return replace(claim, **{self.field: chosen.value}) if is_new else claim, margin
