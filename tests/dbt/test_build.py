"""What build promises to its callers: a pinned position, failures that name themselves, a quiet run."""

import re
from pathlib import Path

import pytest
import yaml

from pipelines.checks import check_facts
from pipelines.core.database import open_database
from pipelines.core.errors import BadInput, CheckFailed
from pipelines.core.settings import PROJECT_ROOT, Settings
from pipelines.core.tables import TABLES
from pipelines.release.publish import publish
from pipelines.transform import build, run_dbt
from pipelines.transform.dictionary import HEAD, PAGE, data_dictionary
from tests.dbt.world import World, post


def test_a_fact_without_its_sentence_stops_the_build_by_name(world: World, capfd: pytest.CaptureFixture[str]) -> None:
    world.capture("2025-09-02T06:00", [post("a", {"evidence": "Nobody wrote this."})])
    with pytest.raises(CheckFailed, match="assert_every_fact_has_its_sentence"):
        world.build()
    assert capfd.readouterr().out == ""


def test_facts_are_held_once_more_before_a_release(world: World) -> None:
    world.capture("2025-09-02T06:00", [post("a", {"place": "Kharkiv"}, {"type": "spending"})])
    world.build()
    with open_database(world.settings.work_path) as connection:
        assert {result.status for result in check_facts(connection)} == {"pass"}
        connection.execute("UPDATE marts.fct_casualties SET evidence = 'Somebody else wrote this.'")
        failed = [result for result in check_facts(connection) if result.status == "fail"]
    assert [result.name for result in failed] == [
        "fct_casualties: the contract is kept",
        "fct_casualties: every fact has its sentence",
    ]
    assert "1 rows" in failed[0].detail


def test_every_released_table_and_column_has_a_comment(world: World) -> None:
    world.capture("2025-09-02T06:00", [post("a", {})])
    world.build()
    made = publish(world.settings, 1, (1, "a" * 64), [], {})
    with open_database(made.database_path, is_read_only=True) as connection:
        tables = connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
        query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'marts'"
        columns = connection.execute(query).fetchall()
    assert {"fct_casualties_history", "dim_posts", "fct_post_revisions"} <= {table for table, _ in tables}
    assert [name for *name, comment in tables + columns if not comment] == []


def test_a_room_that_stands_elsewhere_is_refused(world: World) -> None:
    world.capture("2025-09-02T06:00", [])
    world.build()
    with pytest.raises(BadInput, match="pinned to position 2, but claims at 1, posts at 1"):
        build(world.settings, 2)


def test_unit_tests_of_the_models_pass(tmp_path: Path) -> None:
    world = World(tmp_path / "home")
    world.capture("2025-09-02T06:00", [])
    world.build()
    results = run_dbt(world.settings, ["test", "--select", "test_type:unit"])
    assert len(results) >= 6
    assert {result.status for result in results} == {"pass"}


def test_sources_are_described_as_the_rooms_declare_them() -> None:
    declared = yaml.safe_load((PROJECT_ROOT / "dbt_project/models/staging/_sources.yml").read_text("utf-8"))
    described = {
        (table["name"], column["name"]): column["data_type"]
        for table in declared["sources"][0]["tables"]
        for column in table["columns"]
    }
    assert described == {(table.name, column.name): column.type for table in TABLES for column in table.columns}


def test_the_data_dictionary_is_what_the_models_say(tmp_path: Path) -> None:
    to_do = "run `python -m pipelines.transform.dictionary`"
    assert data_dictionary(Settings(home=tmp_path)) == PAGE.read_text("utf-8"), to_do


def test_the_queries_of_the_data_dictionary_run(built_at_once: World) -> None:
    queries = re.findall(r"(?:^    .+\n)+", HEAD, re.MULTILINE)
    assert len(queries) == 2
    tolls, changes = [query.replace("Bila Tserkva", "Kharkiv") for query in queries]
    assert {change for _, change, *_ in built_at_once.rows(tolls)} >= {"first", "raised", "lowered", "withdrawn"}
    assert built_at_once.rows(changes) == []
    assert built_at_once.rows(changes.replace("1 DAY", "100 YEAR"))


def test_every_column_of_every_model_is_described() -> None:
    page = PAGE.read_text("utf-8")
    assert page.count("### fct_") == 19
    rows = re.findall(r"^\| `(\w+)` \| (\S.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert len(rows) > 200
    assert [name for name, kind, text in rows if not text or kind == "None"] == []
