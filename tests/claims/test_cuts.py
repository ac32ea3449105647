"""Where grades and screens begin: precise where it is promised, strict where it costs nothing."""

import pytest

from pipelines.claims.learned import matching
from pipelines.claims.learned.cuts import Scored, letting_through, narrowed, of_grades


def _scored(marks: str) -> list[Scored]:
    """Claims from best to worst, ten points apart: R a right row, c a right core only, x wrong."""
    return [Scored(10 * (len(marks) - k), mark in "Rc", mark == "R") for k, mark in enumerate(marks)]


@pytest.mark.parametrize(
    ("marks", "medium"),
    [
        ("RRRRxxxx", 50),  # nothing right below: the cut is under the last right one
        ("RRRRxxxR", 50),  # one right row does not pay for three wrong claims
        ("RRRRxRxR", 10),  # now it does
        ("RRRRxcxx", 50),  # a right core whose row is wrong does not pay for the wrong claim before it
        ("xxxx", 40),
    ],
)
def test_medium_begins_where_cores_and_rows_together_are_best(marks: str, medium: int) -> None:
    assert of_grades(_scored(marks), gold_count=8, trusted=0.9)[0] == medium


def test_of_cuts_that_are_as_good_the_strictest_is_taken() -> None:
    """The last right row is worth less than .001 of F1 more than leaving it and the wrong claim before it out."""
    assert of_grades(_scored("R" * 600 + "xR"), gold_count=900, trusted=0.9)[0] == 30


def test_nothing_is_believed_that_is_more_likely_wrong_than_right() -> None:
    """A score of 0 is an even chance: below it a claim is left out even where the F1 would gain by it."""
    below = [claim._replace(points=claim.points - 25) for claim in _scored("RRRRRRRR")]
    assert of_grades(below, gold_count=8, trusted=0.9)[0] == 0


@pytest.mark.parametrize(("marks", "high"), [("RRRRRRRRRRxxx", 20), ("RcRcxxxx", 50), ("xxR", 31)])
def test_high_begins_where_cores_are_still_as_right_as_promised(marks: str, high: int) -> None:
    assert of_grades(_scored(marks), gold_count=12, trusted=0.8)[1] == high


def test_a_screen_lets_through_at_least_the_share_it_is_told_and_hardly_more() -> None:
    scores = [7 * k % 100 for k in range(100)]
    for share in (0.5, 0.93, 0.98, 1.0):
        passed = sum(score >= letting_through(share, scores) for score in scores)
        assert 100 * share <= passed <= 100 * share + 1
    assert letting_through(0.8, []) == 0


def test_a_screen_is_narrowed_by_what_passed_it_and_only_by_that() -> None:
    assert narrowed(-40, 0.5, [-30, -10, 5, 20]) == 5
    assert narrowed(10, 0.5, [-30, -10, 5, 20]) == 10
    assert narrowed(-40, 0.5, []) == -40


def _act(act: str, *participants: str, evidence: str = "X said so.") -> dict[str, object]:
    return {"type": "diplomacy", "act": act, "participants": list(participants), "evidence": evidence, "rule": "r"}


@pytest.mark.parametrize(
    ("label", "found", "is_matched"),
    [
        (_act("statement", "Merz"), _act("statement", "Scholz"), True),  # the same sentence: the speaker was misread
        (_act("statement", "Merz"), _act("statement", "Merz", evidence="Y too."), True),
        (_act("statement", "Merz"), _act("statement", "Scholz", evidence="Y too."), False),
        (_act("statement", "Merz"), _act("meeting", "Merz"), False),
        (_act("meeting", "Merz"), _act("call", "Merz"), True),
        (_act("meeting", "Merz"), _act("meeting", "Scholz"), False),
        (_act("meeting", "Merz"), _act("other"), True),  # no rule made it: nothing but its sentence is known
    ],
)
def test_a_claim_is_held_against_the_label_it_tells_of(
    label: dict[str, object], found: dict[str, object], is_matched: bool
) -> None:
    assert matching.matched("X said so. Y too.", [label], {3: found}) == ({3: label} if is_matched else {})


def test_of_claims_that_tell_one_fact_the_best_has_its_label_and_of_labels_the_one_that_agrees_in_all() -> None:
    held = _act("statement", "Merz") | {"counterparts": [], "venue": None, "status": "held"}
    there = held | {"venue": "Berlin"}
    other = held | {"participants": ["Macron"]}
    assert matching.dealt("X said so.", [held], {5: held, 2: held}) == {5: held}
    assert matching.dealt("X said so.", [held, there], {5: there, 2: held}) == {5: there, 2: held}
    assert matching.dealt("X said so.", [held], {5: other, 2: held}) == {2: held}
