"""What the rules hand on: one coded claim, in the codebook's names, and the text of one post."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

Modality = Literal["asserted", "planned", "denied", "conditional", "historical"]
Support = Literal["high", "medium", "low"]
_TABLE_ONLY = ("evidence_start", "evidence_end", "count_low", "count_high", "count_text", "amount_text", "event_date")


@dataclass(frozen=True)
class PostText:
    """One wording of a post, as the extractor needs it; `published_on` resolves "this year" and "on Tuesday"."""

    title: str
    body: str
    published_on: date | None = None
    language: str | None = "en"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One statement; `evidence` is exactly `text[evidence_start:evidence_end]` of title + two newlines + body.

    `anchor` is the offset of the word it hangs on: the people, the use of force, the verb, the sum; no column has it.
    """

    type: ClassVar[str]
    evidence: str
    evidence_start: int
    evidence_end: int
    rule: str
    support: Support
    asserted_by: str | None = None
    modality: Modality = "asserted"
    event_date: date | None = None
    anchor: int = 0

    def core(self) -> tuple[Any, ...]:
        """The values that make two claims of one post the same fact."""
        raise NotImplementedError

    def fields(self) -> dict[str, Any]:
        """All values by their column names."""
        return {name: value for name, value in asdict(self).items() if name != "anchor"}

    def codebook(self) -> dict[str, Any]:
        """The claim as a JSON object of the codebook, with `support`, `rule` and `modality` beside it."""
        values = {name: value for name, value in self.fields().items() if name not in _TABLE_ONLY}
        return {"type": self.type} | {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


@dataclass(frozen=True, kw_only=True)
class Casualty(Claim):
    """People killed, injured, missing or captured."""

    type: ClassVar[str] = "casualty"
    harm: str
    count: int | None
    count_low: int | None
    count_high: int | None
    count_text: str
    qualifier: str
    victim_group: str
    victim_country: str | None = None
    place: str | None = None
    scope: str = "incident"
    is_total: bool = False

    def core(self) -> tuple[Any, ...]:
        return (self.harm, self.count)


@dataclass(frozen=True, kw_only=True)
class Attack(Claim):
    """Force that was used, or that one side says was used."""

    type: ClassVar[str] = "attack"
    attack_type: str
    attacker: str | None = None
    target_country: str | None = None
    places: tuple[str, ...] = ()
    launched: int | None = None
    intercepted: int | None = None

    def core(self) -> tuple[Any, ...]:
        return (self.attack_type, self.attacker)


@dataclass(frozen=True, kw_only=True)
class Diplomacy(Claim):
    """An act between states, international bodies, warring groups and their leaders."""

    type: ClassVar[str] = "diplomacy"
    act: str
    status: str = "held"
    participants: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    venue: str | None = None

    def core(self) -> tuple[Any, ...]:
        return (self.act, self.participants)


@dataclass(frozen=True, kw_only=True)
class Spending(Claim):
    """Public money for defence, war, aid, reconstruction, and frozen assets."""

    type: ClassVar[str] = "spending"
    amount: Decimal | None
    amount_text: str
    currency: str
    qualifier: str
    amount_converted: Decimal | None = None
    currency_converted: str | None = None
    payer: str | None = None
    recipient: str | None = None
    purpose: str | None = None
    period: str | None = None
    status: str = "projected"

    def core(self) -> tuple[Any, ...]:
        return (self.amount, self.currency)
