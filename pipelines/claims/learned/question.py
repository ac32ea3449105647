"""A question about a claim that labelled posts teach to answer: one field, and the options for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipelines.claims.claim import Claim
from pipelines.claims.learned.choice import Option, Weights
from pipelines.claims.learned.reading import Reading

Ask = Callable[[Reading, Any, Sequence[Claim]], list[Option[Any]]]


@dataclass(frozen=True, slots=True)
class Question:
    """`ask(reading, claim, claims of the post)` gives the options for `field` of a claim of the type."""

    claim_type: str
    field: str
    ask: Ask

    @property
    def name(self) -> str:
        return f"{self.claim_type}_{self.field}"

    def answered(self, weight_of: Weights, options: Sequence[Option[Any]], claim: Any) -> Any:
        """The claim with the value that the weights choose; as it was without weights."""
        value = weight_of.best(options).value if weight_of else getattr(claim, self.field)
        return claim if value == getattr(claim, self.field) else replace(claim, **{self.field: value})
