"""What people say of claims stands in the facts, by both clocks, and never silently."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.dbt.world import Post, World, claim_id_of, post

DOUBT: dict[str, Any] = {"support": "low", "place": "Odesa", "count": 3}
PROVEN: dict[str, Any] = {"place": "Kharkiv", "count": 12}
ATTACK: dict[str, Any] = {"type": "attack", "places": ["Kyiv"]}
SPENDING: dict[str, Any] = {"type": "spending", "amount": 1000}

ACCEPTED = post("accepted", DOUBT, body="Three died in Odesa.")
REJECTED = post("rejected", DOUBT, PROVEN, body="Twelve trucks were lost.")
CORRECTED = post("corrected", PROVEN, ATTACK, SPENDING, body="Thirteen died in Kharkiv.")
AGAIN = post("again", DOUBT, body="Three people died.")
TWICE = post("twice", DOUBT, body="Three died, police said.")
EDITED = {
    verdict: post(f"edited-{verdict}", PROVEN, DOUBT, body="Twelve died.") for verdict in ("accept", "reject")
} | {"correct": post("edited-correct", PROVEN, body="Twelve died.")}
LOST = post("lost", {"place": "Lviv", "count": 5}, body="Five died in Lviv.")
REREAD = post("lost", {"place": "Lviv", "count": 6}, body="Five died in Lviv.", captions=("A picture",))
GONE = post("gone", PROVEN, body="Twelve died, and then the post was taken back.")


def _edited(each: Post) -> Post:
    return Post(each.key, each.body + " Updated.", each.published_on, each.captions, each.claims)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A day with reviews at ten and eleven, and a last look at noon."""
    world = World(tmp_path_factory.mktemp("reviews") / "home")
    first = [ACCEPTED, AGAIN, REJECTED, CORRECTED, TWICE, *EDITED.values(), LOST, GONE]
    world.capture("2025-09-02T08:00", first)
    ten: dict[str, Any] = {"recorded_at": "2025-09-02T10:00"}
    world.review(ACCEPTED, "accept", **ten)
    world.review(AGAIN, "accept", **ten)
    world.review(AGAIN, "accept", reviewer="bob", recorded_at="2025-09-02T11:00")
    world.review(REJECTED, "reject", claim=0, **ten)
    world.review(REJECTED, "reject", claim=1, **ten)
    world.review(CORRECTED, "correct", claim=0, corrected={"count": 13, "event_date": "2025-09-01"}, **ten)
    world.review(CORRECTED, "correct", claim=1, corrected={"places": ["Kharkiv", "Lviv"], "attacker": None}, **ten)
    world.review(CORRECTED, "correct", claim=2, corrected={"amount": "1000.50"}, **ten)
    world.review(TWICE, "accept", reviewer="ada", **ten)
    world.review(TWICE, "reject", reviewer="bob", recorded_at="2025-09-02T11:00")
    for verdict, each in EDITED.items():
        world.review(each, verdict, corrected={"count": 13} if verdict == "correct" else None, **ten)
    world.review(EDITED["accept"], "accept", claim=1, **ten)
    world.review(LOST, "accept", **ten)
    world.review(GONE, "accept", **ten)
    last = [ACCEPTED, AGAIN, REJECTED, CORRECTED, TWICE, *map(_edited, EDITED.values()), REREAD]
    world.capture("2025-09-02T12:00", last)
    world.build()
    return world


def _where(world: World, each: Post, claim: int = 0) -> set[str]:
    """The tables that hold the claim now."""
    claim_type = each.claims[claim][0]
    fact = {"casualty": "casualties", "attack": "attacks", "spending": "spending"}[claim_type]
    tables = (f"fct_{fact}", f"fct_{fact}_doubtful", "fct_claims_rejected")
    query = "SELECT 1 FROM marts.{} WHERE claim_id = '" + claim_id_of(each, claim) + "'"
    return {table for table in tables if world.rows(query.format(table))}


def test_an_accepted_claim_is_a_fact_whatever_its_grade(day: World) -> None:
    assert _where(day, ACCEPTED) == {"fct_casualties"}
    query = "SELECT review_state, review_verdict, reviewed_by, review_reason, support FROM marts.fct_casualties"
    rows = day.rows(f"{query} WHERE post_key = 'accepted'")
    assert rows == [("in_effect", "accept", "ada", "I read it.", "low")]


def test_a_rejected_claim_is_in_no_fact_table_but_in_one_with_the_reason(day: World) -> None:
    for claim in (0, 1):
        assert _where(day, REJECTED, claim) == {"fct_claims_rejected"}
    query = "SELECT what, review_reason, reviewed_by FROM marts.fct_claims_rejected WHERE post_key = 'rejected'"
    assert ("12 killed in Kharkiv (civilian, UA)", "I read it.", "ada") in day.rows(query)
    history = "SELECT DISTINCT not_addable_reason FROM marts.fct_casualties_history"
    assert day.rows(f"{history} WHERE post_key = 'rejected' AND known_to IS NULL") == [("rejected",)]


def test_corrected_values_stand_under_the_same_id_and_the_extracted_ones_stay_visible(day: World) -> None:
    query = 'SELECT claim_id, "count", count_text, event_date, corrected_columns FROM marts.fct_casualties'
    rows = day.rows(f"{query} WHERE post_key = 'corrected'")
    assert rows == [(claim_id_of(CORRECTED), 13, "one", date(2025, 9, 1), ["count", "event_date"])]
    query = "SELECT read_values, corrected_values FROM marts.fct_reviews WHERE claim_id = '{}'"
    read, corrected = day.rows(query.format(claim_id_of(CORRECTED)))[0]
    assert (json.loads(read)["count"], json.loads(corrected)["count"]) == (12, 13)


def test_lists_sums_and_nulls_can_be_corrected(day: World) -> None:
    attacks = day.rows("SELECT places, attacker, target_country FROM marts.fct_attacks WHERE post_key = 'corrected'")
    assert attacks == [(["Kharkiv", "Lviv"], None, "UA")]
    sums = day.rows("SELECT amount, currency, is_addable FROM marts.fct_spending WHERE post_key = 'corrected'")
    assert sums == [(Decimal("1000.50"), "EUR", True)]


def test_the_later_review_counts_and_the_earlier_stays_in_the_history(day: World) -> None:
    assert _where(day, TWICE) == {"fct_claims_rejected"}
    query = f"""
        SELECT reviewed_by, review_state FROM marts.fct_reviews
        WHERE claim_id = '{claim_id_of(TWICE)}' ORDER BY position"""
    assert day.rows(query) == [("ada", "superseded"), ("bob", "in_effect")]


def test_where_the_text_has_changed_no_fact_rests_on_the_review_alone(day: World) -> None:
    assert _where(day, EDITED["accept"], 0) == {"fct_casualties"}, "its grade is proven"
    assert _where(day, EDITED["accept"], 1) == {"fct_casualties_doubtful"}, "its grade is not"
    assert _where(day, EDITED["correct"]) == {"fct_casualties_doubtful"}, "known to be read wrongly"
    assert _where(day, EDITED["reject"]) == {"fct_claims_rejected"}, "the sentence is the same"
    states = day.rows("SELECT DISTINCT review_state FROM marts.fct_reviews WHERE post_key LIKE 'edited-%'")
    assert states == [("text_changed",)]
    doubtful = 'SELECT "count", review_state, corrected_columns FROM marts.fct_casualties_doubtful'
    assert day.rows(f"{doubtful} WHERE post_key = 'edited-correct'") == [(12, "text_changed", None)]


def test_a_review_of_a_claim_or_post_that_is_gone_says_so(day: World) -> None:
    query = "SELECT post_key, review_state, same_sentence_claim_ids FROM marts.fct_reviews"
    rows = day.rows(f"{query} WHERE post_key IN ('lost', 'gone') ORDER BY 1")
    assert rows == [("gone", "post_withdrawn", []), ("lost", "claim_gone", [claim_id_of(REREAD)])]


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [("09:59", set()), ("10:00", {(3, "accepted"), (3, "twice")}), ("11:00", {(3, "accepted")})],
)
def test_a_review_counts_for_who_knew_of_it_also_about_earlier_times(
    day: World, known_at: str, expected: set[tuple[int, str]]
) -> None:
    as_of = f"TIMESTAMP '2025-09-02 09:00', known_at := TIMESTAMP '2025-09-02 {known_at}'"
    query = (
        f"SELECT \"count\", post_key FROM marts.fct_casualties_as_of({as_of}) WHERE post_key IN ('accepted', 'twice')"
    )
    assert set(day.rows(query)) == expected


def test_a_corrected_figure_is_a_step_that_was_learnt_with_the_review(day: World) -> None:
    query = """
        SELECT "count", strftime(observed_at, '%H'), strftime(recorded_at, '%H') FROM marts.fct_toll_history
        WHERE post_key IN ('corrected', 'accepted') AND change <> 'withdrawn' ORDER BY post_key"""
    assert day.rows(query) == [(3, "08", "10"), (13, "08", "10")]


def test_what_changed_tells_a_reviewed_claim_when_it_became_a_fact(day: World) -> None:
    query = """
        SELECT post_key, what, strftime(recorded_at, '%H') FROM marts.mart_changes
        WHERE change = 'claim_added' AND claim_type = 'casualty'
        AND post_key IN ('accepted', 'again', 'rejected', 'corrected')
        ORDER BY ALL"""
    assert day.rows(query) == [
        ("accepted", "3 killed in Odesa (civilian, UA)", "10"),
        ("again", "3 killed in Odesa (civilian, UA)", "10"),
        ("corrected", "13 killed in Kharkiv (civilian, UA)", "10"),
    ]


def test_what_a_person_confirmed_stays_when_an_extractor_reads_otherwise(world: World) -> None:
    world.capture("2025-09-02T08:00", [ACCEPTED])
    world.review(ACCEPTED, "accept", recorded_at="2025-09-02T10:00")
    world.build()
    world.versions["claims"] = "e2"
    for row in world.raw["casualty_claims"].values():
        row |= {"victim_group": "military", "extractor_version": "e2"}
    world.build()
    facts = world.rows("SELECT victim_group, extractor_version, review_state FROM marts.fct_casualties")
    assert facts == [("civilian", "e2", "in_effect")]


def test_a_review_touches_no_stream(world: World) -> None:
    world.capture("2025-09-02T08:00", [ACCEPTED])
    world.build()
    states = world.rows("SELECT stream_state FROM intermediate.int_streams__state")
    world.review(ACCEPTED, "accept", recorded_at="2025-09-02T10:00")
    world.build()
    assert world.rows("SELECT stream_state FROM intermediate.int_streams__state") == states
    assert _where(world, ACCEPTED) == {"fct_casualties"}
