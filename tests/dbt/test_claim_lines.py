"""Claim lines and links on both clocks: what joins the wordings of one claim, and what was known of it when."""

from datetime import datetime, timedelta

import pytest

from tests.dbt.histories import START, History, Sight, add, in_recorded_order
from tests.dbt.world import Post, World, claim_id_of, post

KNOWN = START + timedelta(hours=14)
LINK = "claim_id, link, linked_claim_id, evidence, stream, post_key, post_version_id, valid_from"
CURRENT = "known_to IS NULL"
THEN = f"known_from <= TIMESTAMP '{KNOWN}' AND (known_to IS NULL OR TIMESTAMP '{KNOWN}' < known_to)"


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory, histories: list[History]) -> World:
    """What had been recorded by a moment, and nothing after it."""
    world = World(tmp_path_factory.mktemp("recorded") / "home")
    for event in in_recorded_order(histories):
        if event.recorded_at <= KNOWN:
            add(world, event)
    world.build()
    return world


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory, histories: list[History]) -> World:
    """The same captures, each recorded when it was observed: none is late."""
    world = World(tmp_path_factory.mktemp("in-order") / "home")
    events = [event for event in in_recorded_order(histories) if isinstance(event, Sight)]
    for event in sorted(events, key=lambda sight: (sight.observed_at, sight.recorded_at)):
        add(world, event)
    world.build()
    return world


@pytest.mark.parametrize(
    ("table", "columns"), [("fct_claim_lines", "claim_id, claim_line_id"), ("fct_claim_links", LINK)]
)
def test_lines_and_links_known_at_a_moment_equal_a_replay(
    built_at_once: World, replayed: World, table: str, columns: str
) -> None:
    query = f"SELECT {columns} FROM marts.{table} WHERE {{}} ORDER BY ALL"
    then = built_at_once.rows(query.format(THEN))
    assert len(then) > 100
    assert then == replayed.rows(query.format(CURRENT))
    assert then != built_at_once.rows(query.format(CURRENT)), "something was learnt since"


def test_facts_as_of_a_moment_carry_the_lines_known_then(built_at_once: World, replayed: World) -> None:
    query = "SELECT claim_id, claim_line_id FROM marts.fct_casualties_as_of({}) ORDER BY ALL"
    moment = f"TIMESTAMP '{KNOWN}'"
    then = built_at_once.rows(query.format(f"{moment}, known_at := {moment}"))
    assert len(then) > 100
    assert then == replayed.rows(query.format(moment))


def test_lines_do_not_depend_on_the_order_in_which_wordings_were_recorded(
    built_at_once: World, in_order: World
) -> None:
    query = f"SELECT claim_id, claim_line_id FROM marts.fct_claim_lines WHERE {CURRENT} ORDER BY ALL"
    assert built_at_once.rows(query) == in_order.rows(query)


def test_no_line_holds_two_claims_of_one_wording(built_at_once: World) -> None:
    query = """
        SELECT claim_line_id, post_version_id FROM raw.claim_lines JOIN raw.casualty_claims USING (claim_id)
        WHERE known_to IS NULL GROUP BY ALL HAVING count(*) > 1"""
    assert built_at_once.rows(query) == []


def _toll(count: int, place: str | None = "Kyiv") -> Post:
    return post("a", {"place": place, "count": count}, body=f"{count} civilians were killed, police say.")


def test_a_figure_that_is_replaced_is_superseded_with_its_reason(world: World) -> None:
    world.capture("2025-09-02T06:00", [_toll(4)])
    world.capture("2025-09-02T08:00", [_toll(6)])
    world.capture("2025-09-02T07:00", [_toll(5)], recorded_at="2025-09-02T09:00")
    world.build()
    query = """
        SELECT reason, strftime(valid_from, '%H'), strftime(known_from, '%H'), strftime(known_to, '%H')
        FROM marts.fct_claim_links WHERE link = 'supersedes' ORDER BY known_from, valid_from"""
    assert world.rows(query) == [
        ("count 4 → 6", "08", "08", "09"),
        ("count 4 → 5", "07", "09", None),
        ("count 5 → 6", "08", "09", None),
    ]


def test_links_told_by_a_text_stand_while_it_stands(world: World) -> None:
    first, second = _toll(4), _toll(6)
    world.capture("2025-09-02T06:00", [first])
    world.capture("2025-09-02T07:00", [second])
    link = {
        "post_version_id": first.version_id, "post_key": "a", "claim_id": claim_id_of(first, 0), "link": "restates",
        "linked_claim_id": None, "reason": "the title says the same", "evidence": "A title", "evidence_start": 0,
        "evidence_end": 7,
    }  # fmt: skip
    world.raw["claim_links"][("only",)] = link
    world.build()
    query = f"""
        SELECT reason, strftime(valid_from, '%H'), strftime(valid_to, '%H')
        FROM marts.fct_claim_links WHERE link = 'restates' AND {CURRENT}"""
    assert world.rows(query) == [("the title says the same", "06", "07")]


def test_wordings_of_one_claim_are_one_toll_even_where_the_place_is_stated_later(world: World) -> None:
    world.capture("2025-09-02T06:00", [_toll(4, place=None)])
    world.capture("2025-09-02T07:00", [_toll(6)])
    world.build()
    query = "SELECT place, change, previous_count, count FROM marts.fct_toll_history ORDER BY toll_id, step_number"
    assert world.rows(query) == [("Kyiv", "first", None, 4), ("Kyiv", "raised", 4, 6)]


def test_a_claim_that_only_changes_its_words_is_reworded(world: World) -> None:
    other = post("a", {"place": "Kyiv", "count": 4, "claim_id": "c"}, body="4 civilians were found dead, police say.")
    world.capture("2025-09-02T06:00", [_toll(4)])
    world.capture("2025-09-02T07:00", [other])
    world.build()
    query = "SELECT change, changed_values, what FROM marts.fct_claim_changes WHERE change_number = 2"
    assert world.rows(query) == [("reworded", None, "4 killed in Kyiv (civilian, UA)")]


def test_a_value_read_otherwise_from_the_same_sentence_is_a_change_of_the_claim(world: World) -> None:
    same = {"claim_id": "c", "evidence": "4 were killed.", "evidence_start": 9, "evidence_end": 23, "count": 4}
    world.capture("2025-09-02T06:00", [post("a", same, body="4 were killed.")])
    world.capture("2025-09-02T07:00", [post("a", same | {"place": "Kyiv"}, body="4 were killed. It was in Kyiv.")])
    world.build()
    query = "SELECT change, changed_values FROM marts.fct_claim_changes WHERE change_number = 2"
    assert world.rows(query) == [("changed", "place not stated → Kyiv")]


def test_a_closed_blog_names_the_two_captures_that_prove_it(world: World) -> None:
    world.capture("2025-09-02T06:00", [_toll(4)])
    world.capture("2025-09-02T07:00", [_toll(6)])
    page_id = next(row["page_id"] for row in world.raw["captures"].values() if row["position"] == 2)
    world.raw["pages"][(page_id,)]["is_closed"] = True
    world.build()
    query = "SELECT closed_at, last_open_position, closed_position FROM marts.dim_blogs"
    assert world.rows(query) == [(datetime(2025, 9, 2, 7), 1, 2)]
