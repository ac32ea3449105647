"""Claim lines: a claim told anew is one line, whatever order its wordings came in."""

import random
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.claims.lines import Told, join, line_rows, told
from pipelines.core.ids import content_id

START = datetime(2025, 9, 2)
CASUALTY: dict[str, Any] = {
    "harm": "killed", "scope": "incident", "count": 4, "place": "Kharkiv", "victim_group": "civilian",
    "victim_country": "UA", "evidence": "Four people were killed in Kharkiv.",
}  # fmt: skip
ATTACK: dict[str, Any] = {
    "attack_type": "drone", "places": ["Odesa"], "attacker": "RU", "target_country": "UA", "launched": None,
    "intercepted": None, "evidence": "Russia attacked Odesa with drones.",
}  # fmt: skip
TALKS: dict[str, Any] = {
    "act": "meeting", "status": "scheduled", "participants": ["Zelenskyy", "Merz"], "counterparts": [],
    "venue": None, "evidence": "Zelenskyy and Merz are to meet.",
}  # fmt: skip
PLEDGE: dict[str, Any] = {
    "currency": "EUR", "amount": 9, "payer": "Germany", "recipient": None, "period": None,
    "evidence": "Germany pledged 9 euros.",
}  # fmt: skip


def _claim(version: int, defaults: dict[str, Any] = CASUALTY, **values: Any) -> Told:
    kind = {"harm": "casualty", "attack_type": "attack", "act": "diplomacy", "currency": "spending"}
    row = defaults | values
    row |= {"claim_id": content_id(repr(sorted(row.items()))), "post_version_id": f"v{version}"}
    return told(kind[next(iter(defaults))], row, START + timedelta(hours=version))


def _sizes(*claims: Told) -> list[int]:
    return sorted(map(len, join(claims)))


def test_a_toll_that_rises_is_one_line() -> None:
    assert _sizes(_claim(1), _claim(2, count=6, evidence="At least six people were killed in Kharkiv.")) == [2]


def test_what_is_stated_later_does_not_break_a_line_and_what_contradicts_does() -> None:
    unplaced = _claim(1, place=None, evidence="Four people were killed.")
    assert _sizes(unplaced, _claim(2, count=6)) == [2]
    assert _sizes(_claim(1), _claim(2, place="Odesa")) == [1, 1]
    assert _sizes(_claim(1), _claim(2, harm="injured")) == [1, 1]


def test_a_line_never_joins_what_contradicts_each_other_through_a_third() -> None:
    kharkiv, nowhere, odesa = _claim(1), _claim(2, place=None), _claim(3, place="Odesa")
    assert _sizes(kharkiv, nowhere, odesa) == [1, 2]


def test_two_claims_of_one_wording_are_two_lines_and_the_likest_are_joined() -> None:
    first = _claim(1)
    again = _claim(2, count=6, evidence="Six people were killed in Kharkiv.")
    other = _claim(2, count=2, evidence="Elsewhere in Kharkiv a mine took the lives of two.")
    lines = join([first, again, other])
    assert sorted(map(len, lines)) == [1, 2]
    assert {first.claim.claim_id, again.claim.claim_id} in lines


def test_attacks_talks_and_sums_have_lines_too() -> None:
    assert _sizes(_claim(1, ATTACK), _claim(2, ATTACK, launched=90, places=["Odesa", "Izmail"])) == [2]
    assert _sizes(_claim(1, TALKS), _claim(2, TALKS, status="held", venue="Berlin")) == [2]
    assert _sizes(_claim(1, PLEDGE), _claim(2, PLEDGE, amount=11)) == [2]
    assert _sizes(_claim(1, PLEDGE), _claim(2, PLEDGE, payer="France")) == [1, 1]


def test_a_line_is_named_by_its_claims_and_was_known_only_since_they_were_recorded() -> None:
    old, new = _claim(1), _claim(2, count=6)
    rows = list(line_rows("post", "casualty", [old, new]))
    now = {row["claim_id"]: row["claim_line_id"] for row in rows if row["known_to"] is None}
    assert len(set(now.values())) == 1
    changed = [row for row in rows if row["known_to"]]
    assert [(row["known_from"], row["known_to"]) for row in changed] in (
        [],
        [(START + timedelta(hours=1), START + timedelta(hours=2))],
    )
    assert len(changed) == (new.claim.claim_id < old.claim.claim_id)


CLAIMS = st.lists(
    st.builds(
        _claim,
        st.integers(1, 5),
        count=st.integers(1, 3),
        place=st.sampled_from([None, "Kharkiv", "Odesa"]),
        victim_group=st.sampled_from(["civilian", "military", "unspecified"]),
        evidence=st.sampled_from(["Some were killed.", "Some died in a strike, police say.", "A mine killed some."]),
    ),
    max_size=10,
    unique_by=lambda each: (each.claim.claim_id, each.post_version_id),
)


@settings(max_examples=200, deadline=None)
@given(claims=CLAIMS, seed=st.integers(0, 999))
def test_lines_do_not_depend_on_order_and_hold_one_claim_of_each_wording(claims: list[Told], seed: int) -> None:
    shuffled = random.Random(seed).sample(claims, len(claims))
    lines = join(claims)
    assert lines == join(shuffled)
    assert sorted(claim_id for line in lines for claim_id in line) == sorted({c.claim.claim_id for c in claims})
    for line in lines:
        versions = [{c.post_version_id for c in claims if c.claim.claim_id == claim_id} for claim_id in line]
        assert sum(map(len, versions)) == len(set().union(*versions))


@settings(max_examples=200, deadline=None)
@given(claims=CLAIMS, hours=st.integers(1, 5))
def test_what_was_known_at_a_moment_is_a_replay_of_what_was_recorded_by_then(claims: list[Told], hours: int) -> None:
    moment = START + timedelta(hours=hours)
    rows = line_rows("post", "casualty", claims)
    known = {
        row["claim_id"]: row["claim_line_id"]
        for row in rows
        if row["known_from"] <= moment and (row["known_to"] is None or moment < row["known_to"])
    }
    replayed = line_rows("post", "casualty", [each for each in claims if each.recorded_at <= moment])
    assert known == {row["claim_id"]: row["claim_line_id"] for row in replayed if row["known_to"] is None}
