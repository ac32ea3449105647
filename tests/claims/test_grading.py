"""Support falls where the rest of the post does not bear a claim out."""

from dataclasses import replace

from pipelines.claims.claim import Attack, Casualty, Claim, Diplomacy, Spending
from pipelines.claims.grading import graded

AT = {"evidence": "e", "evidence_start": 0, "evidence_end": 1, "rule": "r", "support": "high"}
DEAD = Casualty(
    **AT, harm="killed", count=2, count_low=None, count_high=None, count_text="two", qualifier="exact",
    victim_group="unspecified",
)  # fmt: skip
STRIKE = Attack(**AT, attack_type="missile", attacker="RU", places=("Sumy",))
MEETING = Diplomacy(**AT, act="meeting", participants=("Merz", "Macron"))
SUM = Spending(**AT, amount=None, amount_text="€1bn", currency="EUR", qualifier="exact", status="pledged")


def grades(*claims: Claim) -> list[str]:
    return [claim.support for claim in graded(list(claims))]


def test_victims_of_no_attack_are_doubted_and_those_of_one_are_not() -> None:
    assert grades(DEAD) == ["medium"]
    assert grades(replace(DEAD, support="medium")) == ["low"]
    assert grades(DEAD, STRIKE) == ["high", "high"]


def test_an_attack_that_is_not_asserted_bears_nothing_out() -> None:
    assert grades(DEAD, replace(STRIKE, modality="denied")) == ["medium", "high"]


def test_an_attack_of_nobody_is_doubted_unless_the_sentence_leaves_no_doubt() -> None:
    assert grades(replace(STRIKE, attacker=None, support="medium")) == ["low"]
    assert grades(replace(STRIKE, attacker=None)) == ["high"]


def test_of_many_attacks_in_one_post_none_is_sure() -> None:
    assert grades(STRIKE, STRIKE) == ["high", "high"]
    assert grades(STRIKE, STRIKE, STRIKE) == ["medium"] * 3


def test_loose_meetings_visits_plans_and_proposals_are_never_sure() -> None:
    assert grades(MEETING, replace(MEETING, rule="diplomacy.meeting.met")) == ["medium", "high"]
    assert grades(MEETING, replace(MEETING, act="call"), replace(MEETING, act="call", status="scheduled")) == [
        "medium", "high", "medium",
    ]  # fmt: skip
    assert grades(SUM, replace(SUM, status="proposed")) == ["high", "medium"]
