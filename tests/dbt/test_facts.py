"""Done when 3: an edit changes the facts and keeps the old; a withdrawn post leaves them."""

import pytest

from tests.dbt.world import Post, World, post

SMALL = post("rostov", {"place": "Rostov-on-Don", "harm": "injured", "count": 3}, body="It injured three people.")
GROWN = post("rostov", {"place": "Rostov-on-Don", "harm": "injured", "count": 4}, body="It injured four people.")
VILLAGE = post("village", {"type": "attack", "attack_type": "ground", "places": ["Fedorivka"]}, body="They took it.")
DOUBT = post("doubt", {"place": "Odesa", "support": "low"}, {"place": "Kyiv", "modality": "denied"})
MOVED = post("moved", {"place": "Lviv", "count": 7}, body="Seven died.")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One day: an edit, a withdrawal, a failed look, half a page, and a post that moved to the next blog."""
    world = World(tmp_path_factory.mktemp("day") / "home")
    looks: list[tuple[str, list[Post] | None, str]] = [
        ("06:00", [SMALL, VILLAGE, DOUBT, MOVED], "complete"),
        ("07:00", [GROWN, VILLAGE, DOUBT, MOVED], "complete"),
        ("08:00", None, "complete"),
        ("09:00", [GROWN], "partial"),
        ("10:00", [GROWN, DOUBT], "complete"),
    ]
    for hour, posts, outcome in looks:
        world.capture(f"2025-09-02T{hour}", posts, outcome=outcome)
    world.capture("2025-09-02T09:30", [MOVED], stream="dw:2", recorded_at="2025-09-02T11:00")
    world.build()
    return world


def test_an_edited_post_changes_its_facts_and_the_history_keeps_the_old(day: World) -> None:
    rows = "SELECT count FROM marts.fct_casualties WHERE place = 'Rostov-on-Don'"
    assert day.rows(rows) == [(4,)]
    history = """
        SELECT count, strftime(valid_from, '%H'), strftime(valid_to, '%H'), not_addable_reason
        FROM marts.fct_casualties_history WHERE place = 'Rostov-on-Don' AND known_to IS NULL ORDER BY valid_from"""
    assert day.rows(history) == [(3, "06", "07", "superseded"), (4, "07", None, None)]


def test_a_post_absent_from_a_newer_complete_page_leaves_the_facts(day: World) -> None:
    assert day.rows("SELECT * FROM marts.fct_attacks") == []
    history = "SELECT strftime(valid_to, '%H') FROM marts.fct_attacks_history WHERE known_to IS NULL"
    assert day.rows(history) == [("10",)], "neither the failed look nor the half page may end it"
    assert day.rows("SELECT status FROM marts.dim_posts WHERE post_key = 'village'") == [("withdrawn",)]


def test_a_post_that_moved_to_another_blog_is_one_fact(day: World) -> None:
    facts = "SELECT stream, count, is_addable FROM marts.fct_casualties WHERE place = 'Lviv'"
    assert day.rows(facts) == [("dw:2", 7, True)]


def test_every_fact_says_where_it_comes_from(day: World) -> None:
    columns = "evidence, post_key, url, post_title, source, stream, reported_on, rule, support"
    row = day.rows(f"SELECT {columns} FROM marts.fct_casualties WHERE place = 'Rostov-on-Don'")
    expected = ("It injured four people.", "rostov", "https://p.dw.com/p/rostov", "A title", "dw", "dw:1")
    assert row[0][:6] == expected
    assert all(row[0])


def test_a_fact_says_how_the_time_of_its_first_sighting_is_known(world: World) -> None:
    imported = post("a", {}, body="One died.")
    world.capture("2025-09-02T08:00", [imported], basis="imported")
    world.capture("2025-09-02T09:00", [imported, post("b", {}, body="Two died.")], basis="fetched")
    world.build()
    facts = "SELECT post_key, observed_basis FROM marts.fct_casualties ORDER BY post_key"
    assert world.rows(facts) == [("a", "imported"), ("b", "fetched")]
    world.capture("2025-09-02T07:00", [imported], basis="given", recorded_at="2025-09-02T10:00")
    world.build()
    assert world.rows(facts) == [("a", "given"), ("b", "fetched")], "a late capture with a time is the first sighting"


def test_unproven_claims_are_doubtful_and_denied_ones_are_no_facts(day: World) -> None:
    assert day.rows("SELECT place FROM marts.fct_casualties WHERE place IN ('Odesa', 'Kyiv')") == []
    assert day.rows("SELECT place FROM marts.fct_casualties_doubtful") == [("Odesa",)]
    assert day.rows("SELECT modality FROM intermediate.int_claims__unasserted") == [("denied",)]


def test_a_revision_names_its_two_captures_and_what_it_did_to_the_claims(day: World) -> None:
    query = """
        SELECT previous_position, position, claims_added, claims_gone, claims_changed, previous_body, body
        FROM marts.fct_post_revisions WHERE change = 'revised'"""
    words = "count 3 → 4: 4 injured in Rostov-on-Don (civilian, UA)"
    assert day.rows(query) == [(1, 2, [], [], [words], SMALL.body, GROWN.body)]


def test_a_post_that_another_live_blog_shows_has_moved_and_three_captures_prove_it(day: World) -> None:
    query = """
        SELECT stream, strftime(observed_at, '%H'), previous_position, position, moved_to_stream, moved_to_position
        FROM marts.fct_post_revisions WHERE change = 'moved'"""
    assert day.rows(query) == [("dw:1", "10", 2, 5, "dw:2", 6)]
    told = "SELECT what, strftime(recorded_at, '%H') FROM marts.mart_changes WHERE change = 'moved'"
    assert day.rows(told) == [("post moved to dw:2", "11")]
    blogs = "SELECT stream, post_count, withdrawn_post_count FROM marts.dim_blogs ORDER BY stream"
    assert day.rows(blogs) == [("dw:1", 4, 1), ("dw:2", 1, 0)]


def test_the_daily_mart_adds_only_what_may_be_added(day: World) -> None:
    mart = day.rows("SELECT harm, people FROM marts.mart_casualties_daily ORDER BY ALL")
    assert mart == [("injured", 4), ("killed", 7)]


def test_source_health_shows_failures_gaps_and_yield(day: World) -> None:
    columns = "attempt_count, failure_count, partial_count, attempts_since_success, longest_gap_hours"
    assert day.rows(f"SELECT {columns} FROM marts.meta_source_health") == [(6, 1, 1, 0, 2.0)]


def test_the_release_row_has_the_position_and_the_versions(day: World) -> None:
    row = day.rows("SELECT upto_position, parsers_version, extractor_version, casualty_count FROM marts.meta_release")
    assert row == [(6, "p1", "e1", 2)]
