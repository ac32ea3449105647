"""Support in the light of the whole post: what else was found there lowers how far a claim is trusted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipelines.claims.claim import Attack, Casualty, Claim, Diplomacy, Spending, Support

_LOWER: dict[Support, Support] = {"high": "medium", "medium": "low", "low": "low"}
_MANY_ATTACKS = 3
_PLAIN_MEETINGS = ("diplomacy.meeting.met", "diplomacy.meeting.meet", "diplomacy.meeting.meets")
AnyClaim = TypeVar("AnyClaim", bound=Claim)


def graded(claims: Sequence[AnyClaim]) -> list[AnyClaim]:
    """The claims of one post, each with the support it deserves beside the others (docs/decisions/0099)."""
    asserted = [claim for claim in claims if claim.modality == "asserted"]
    attacks = sum(isinstance(claim, Attack) for claim in asserted)
    return [replace(claim, support=_LOWER[claim.support]) if _is_doubted(claim, attacks) else claim for claim in claims]


def _is_doubted(claim: Claim, attacks: int) -> bool:
    match claim:
        case Casualty():
            return attacks == 0
        case Attack():
            is_unclaimed = claim.attacker is None and claim.support == "medium"
            return is_unclaimed or (attacks >= _MANY_ATTACKS and claim.support == "high")
        case Diplomacy():
            is_loose = claim.act == "visit" or (claim.act == "meeting" and claim.rule not in _PLAIN_MEETINGS)
            return claim.support == "high" and (is_loose or claim.status == "scheduled")
        case Spending():
            return claim.support == "high" and claim.status == "proposed"
    return False
