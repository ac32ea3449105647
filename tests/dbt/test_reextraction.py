"""Another version of the extractor is no revision by the source."""

from datetime import datetime
from typing import Any

from tests.dbt.world import World, post

FIRST = post("a", {"place": "Kharkiv", "count": 3}, body="Three died in Kharkiv.")
EDITED = post("a", {"place": "Kharkiv", "count": 4}, body="Four died in Kharkiv.")
OTHER = post("b", {"place": "Odesa", "count": 7}, body="Seven died in Odesa.")
POST_EVENTS = "SELECT * FROM marts.mart_changes WHERE claim_id IS NULL ORDER BY ALL"
REVISIONS = "SELECT * EXCLUDE (claims_added, claims_gone, claims_changed) FROM marts.fct_post_revisions ORDER BY ALL"
FACTS = """
    SELECT post_key, observed_at, observed_basis, recorded_at, valid_from, valid_to, known_from, known_to
    FROM marts.fct_casualties_history ORDER BY ALL"""
NEWEST = "SELECT max(recorded_at) FROM marts.mart_changes"


def _built(world: World) -> None:
    world.capture("2025-09-02T08:00", [FIRST, OTHER])
    world.capture("2025-09-02T09:00", [EDITED, OTHER])
    world.build()


def _read_again(world: World, **values: Any) -> None:
    """Every room reads with a new extractor, which reads these values for all casualties."""
    world.versions["claims"] = "e2"
    for row in world.raw["casualty_claims"].values():
        row |= {"extractor_version": "e2", **values}
    world.build()


def test_the_same_claims_by_another_extractor_change_nothing_but_its_version(world: World) -> None:
    _built(world)
    queries = (
        FACTS,
        "SELECT * FROM marts.fct_post_revisions ORDER BY ALL",
        "SELECT * FROM marts.mart_changes ORDER BY ALL",
    )
    before = [world.rows(query) for query in queries]
    _read_again(world)
    assert [world.rows(query) for query in queries] == before
    assert world.rows("SELECT DISTINCT extractor_version FROM marts.fct_casualties") == [("e2",)]


def test_claims_read_otherwise_move_no_time_and_make_no_news(world: World) -> None:
    _built(world)
    before = [world.rows(query) for query in (FACTS, REVISIONS, POST_EVENTS, NEWEST)]
    _read_again(world, victim_group="military", place="Kharkiv region")
    assert [world.rows(query) for query in (FACTS, REVISIONS, POST_EVENTS, NEWEST)] == before
    facts = world.rows("SELECT post_key, place, observed_at FROM marts.fct_casualties ORDER BY 1")
    assert facts == [
        ("a", "Kharkiv region", datetime(2025, 9, 2, 9)),
        ("b", "Kharkiv region", datetime(2025, 9, 2, 8)),
    ]
