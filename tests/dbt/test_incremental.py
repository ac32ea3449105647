"""A refresh costs what changed, and gives what a full rebuild gives."""

from pathlib import Path

import pytest

from pipelines.core.database import open_database
from tests.dbt.histories import History, add, in_recorded_order
from tests.dbt.world import World, post

TABLES = """
    SELECT table_schema || '.' || table_name FROM information_schema.tables
    WHERE table_schema IN ('intermediate', 'marts') ORDER BY 1"""


@pytest.fixture(scope="module")
def built_in_steps(tmp_path_factory: pytest.TempPathFactory, histories: list[History]) -> World:
    world = World(tmp_path_factory.mktemp("in-steps") / "home")
    events = in_recorded_order(histories)
    for number, event in enumerate(events):
        add(world, event)
        if number in (len(events) // 3, len(events) // 2):
            world.build()
    world.build()
    return world


def test_built_in_steps_equals_built_at_once_row_for_row(built_in_steps: World, built_at_once: World) -> None:
    tables = [name for (name,) in built_at_once.rows(TABLES)]
    assert "marts.fct_casualties" in tables
    for table in tables:
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert built_in_steps.rows(query) == built_at_once.rows(query), table


def test_only_touched_streams_are_made_again(world: World) -> None:
    world.capture("2025-09-02T06:00", [post("a", {})], stream="dw:1")
    world.capture("2025-09-02T06:00", [post("b", {})], stream="dw:2")
    world.build()
    world.capture("2025-09-02T05:00", [post("b", {}, body="Earlier.")], stream="dw:2", recorded_at="2025-09-02T09:00")
    with open_database(world.settings.work_path) as connection:
        connection.execute("UPDATE intermediate.int_posts__sightings SET ordinal = 99")
    world.build()
    rows = world.rows("SELECT stream, ordinal FROM intermediate.int_posts__sightings ORDER BY ALL")
    assert rows == [("dw:1", 99), ("dw:2", 1), ("dw:2", 1)]


def test_another_extractor_touches_every_stream(world: World) -> None:
    world.capture("2025-09-02T06:00", [post("a", {"count": 1})])
    world.build()
    world.versions["claims"] = "e2"
    world.raw["casualty_claims"].clear()
    world.build()
    assert world.rows("SELECT * FROM marts.fct_casualties_history") == []


def test_two_homes_in_one_process_do_not_meet(tmp_path: Path) -> None:
    first, second = World(tmp_path / "first"), World(tmp_path / "second")
    for world, count in ((first, 3), (second, 5)):
        world.capture("2025-09-02T06:00", [post("a", {"count": count, "place": "Kharkiv"})])
        world.build()
    assert first.rows('SELECT "count" FROM marts.fct_casualties') == [(3,)]
    assert second.rows('SELECT "count" FROM marts.fct_casualties') == [(5,)]
