"""A release is whole, permanent, and only made when every promise holds."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime

import duckdb
import pytest

from pipelines.core.errors import BadInput, Busy, CheckFailed, NoSpace
from pipelines.core.settings import Settings
from pipelines.release import catalog
from pipelines.release.catalog import Release, latest, list_releases, make_id, prune, publishing_lock
from pipelines.release.manifest import read_manifest
from pipelines.release.snapshot import measure
from tests.release.conftest import FAILED, PASSED, add_casualty, run

Publish = Callable[..., Release]


def query(release: Release, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(release.database_path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_release_holds_the_marts_and_nothing_else(release: Publish) -> None:
    made = release()
    assert query(made, "SELECT claim_id, count FROM marts.fct_casualties") == [("c1", 2)]
    schemas = query(made, "SELECT DISTINCT schema_name FROM duckdb_tables()")
    assert schemas == [("marts",)]


def test_not_null_and_comments_travel_with_the_tables(release: Publish) -> None:
    columns = query(release(), "SELECT column_name, is_nullable, comment FROM duckdb_columns() ORDER BY column_index")
    assert ("claim_id", False, None) in columns
    assert ("harm", True, "What happened to the victims' bodies.") in columns


def test_a_view_becomes_a_table_that_needs_nothing_outside(settings: Settings, release: Publish) -> None:
    run(settings, "CREATE TABLE raw.deep AS SELECT 1 AS x; CREATE VIEW marts.mart_deep AS SELECT x FROM raw.deep")
    run(settings, "COMMENT ON VIEW marts.mart_deep IS 'Depth.'; COMMENT ON COLUMN marts.mart_deep.x IS 'In metres.'")
    made = release()
    assert query(made, "SELECT x FROM marts.mart_deep") == [(1,)]
    comments = "SELECT t.comment, c.comment FROM duckdb_tables() t JOIN duckdb_columns() c USING (table_name)"
    assert query(made, f"{comments} WHERE table_name = 'mart_deep'") == [("Depth.", "In metres.")]


def test_given_macros_work_in_the_release(release: Publish) -> None:
    macro = "CREATE MACRO marts.at_least(n) AS TABLE SELECT claim_id FROM marts.fct_casualties WHERE count >= n"
    made = release(macros=[macro])
    assert query(made, "FROM marts.at_least(2)") == [("c1",)]
    assert query(made, "FROM marts.at_least(3)") == []


def test_the_manifest_names_every_file_with_its_hash(release: Publish) -> None:
    made = release()
    manifest = read_manifest(made.path)
    assert set(manifest.files) == {
        "newsledger.duckdb",
        "parquet/fct_casualties.parquet",
        "parquet/meta_release.parquet",
    }
    for name, entry in manifest.files.items():
        content = (made.path / name).read_bytes()
        assert (entry.bytes, entry.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_manifest_says_what_made_the_release(release: Publish) -> None:
    made = release()
    written = json.loads((made.path / "manifest.json").read_text())
    assert written["ledger"] == {"position": 7, "hash": "a" * 64}
    assert written["versions"] == {"parsers": "p1", "extractor": "e1"}
    assert written["checks"][0] == PASSED.model_dump()
    assert written["tables"]["fct_casualties"]["rows"] == 1
    assert written["id"] == made.path.name


def test_the_database_itself_says_which_release_it_is(release: Publish) -> None:
    made = release()
    stamp = query(made, "SELECT upto_position, release_id, schema_version, ledger_hash FROM marts.meta_release")
    assert stamp == [(7, made.release_id, made.manifest.schema_version, "a" * 64)]


def test_content_hashes_of_the_manifest_are_those_of_the_released_tables(release: Publish) -> None:
    made = release()
    with duckdb.connect(str(made.database_path), read_only=True) as connection:
        assert measure(connection, made.manifest.tables) == made.manifest.tables


def test_parquet_holds_the_same_rows(release: Publish) -> None:
    made = release()
    file = made.path / "parquet" / "fct_casualties.parquet"
    assert duckdb.sql(f"SELECT claim_id, count FROM '{file}'").fetchall() == [("c1", 2)]


def test_files_of_a_release_are_read_only(release: Publish) -> None:
    made = release()
    modes = {path.stat().st_mode & 0o777 for path in made.path.rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_the_pointer_is_relative_so_that_the_home_can_be_moved(settings: Settings, release: Publish) -> None:
    made = release()
    settings.home.rename(settings.home.with_name("moved"))
    pointer = settings.home.with_name("moved") / "releases" / "latest"
    assert read_manifest(pointer).id == made.release_id


def test_nothing_changed_makes_no_release_unless_forced(release: Publish) -> None:
    first = release()
    again = release(ledger_head=(9, "b" * 64))
    assert (again.release_id, again.is_new) == (first.release_id, False)
    forced = release(is_forced=True)
    assert forced.is_new
    assert forced.release_id > first.release_id


def test_a_changed_fact_or_other_code_makes_a_release(settings: Settings, release: Publish) -> None:
    first = release()
    add_casualty(settings, "c2", 4)
    second = release()
    third = release(versions={"parsers": "p2", "extractor": "e1"})
    assert [second.is_new, third.is_new] == [True, True]
    assert first.release_id < second.release_id < third.release_id


def test_the_content_hash_does_not_depend_on_the_order_of_rows(settings: Settings, release: Publish) -> None:
    add_casualty(settings, "c2", 4)
    release()
    run(settings, "CREATE OR REPLACE TABLE marts.fct_casualties AS FROM marts.fct_casualties ORDER BY claim_id DESC")
    assert not release().is_new


def test_the_content_hash_sees_a_row_twice(settings: Settings, release: Publish) -> None:
    add_casualty(settings, "c2", 4)
    release()
    add_casualty(settings, "c2", 4)
    assert release().is_new


def test_a_failed_check_leaves_the_last_release_in_place(settings: Settings, release: Publish) -> None:
    first = release()
    add_casualty(settings, "c2", 4)
    with pytest.raises(CheckFailed, match="every_fact_has_its_sentence"):
        release(check_results=[PASSED, FAILED])
    assert [r.release_id for r in list_releases(settings)] == [first.release_id]
    current = latest(settings)
    assert current is not None
    assert query(current, "SELECT count(*) FROM marts.fct_casualties") == [(1,)]


def test_rooms_at_another_position_are_refused(settings: Settings, release: Publish) -> None:
    run(settings, "UPDATE raw.projections SET upto_position = 6 WHERE room = 'claims'")
    with pytest.raises(CheckFailed, match="claims at 6"):
        release()
    assert latest(settings) is None


def test_marts_of_another_position_are_refused(settings: Settings, release: Publish) -> None:
    run(settings, "UPDATE marts.meta_release SET upto_position = 5")
    with pytest.raises(CheckFailed, match="marts at 5"):
        release()


def test_rooms_that_read_nothing_are_refused(settings: Settings, release: Publish) -> None:
    run(settings, "DELETE FROM raw.projections")
    with pytest.raises(CheckFailed, match="nothing was read yet"):
        release()


def test_without_projections_the_error_says_what_to_run(settings: Settings, release: Publish) -> None:
    settings.work_path.unlink()
    with pytest.raises(BadInput, match="newsledger refresh"):
        release()


def test_empty_marts_are_refused(settings: Settings, release: Publish) -> None:
    run(settings, "DROP SCHEMA marts CASCADE; CREATE SCHEMA marts")
    with pytest.raises(BadInput, match="marts"):
        release()


def test_a_disk_without_space_is_refused_before_anything_is_built(settings: Settings, release: Publish) -> None:
    first = release()
    add_casualty(settings, "c2", 4)
    object.__setattr__(settings, "min_free_megabytes", 10**9)
    with pytest.raises(NoSpace, match="MB free"):
        release()
    current = latest(settings)
    assert current is not None
    assert current.release_id == first.release_id


def test_a_second_publisher_is_told_to_wait(settings: Settings, release: Publish) -> None:
    with publishing_lock(settings), pytest.raises(Busy):
        release()


def test_a_half_built_folder_is_not_a_release_and_is_cleared(settings: Settings, release: Publish) -> None:
    leftover = settings.releases_path / f"{catalog.BUILDING}20250101T000000000Z-aaaaaaaa"
    leftover.mkdir(parents=True)
    (leftover / "newsledger.duckdb").write_bytes(b"half")
    assert list_releases(settings) == []
    made = release()
    assert not leftover.exists()
    assert [r.release_id for r in list_releases(settings)] == [made.release_id]


def test_pruning_keeps_the_newest_and_what_latest_points_to(settings: Settings, release: Publish) -> None:
    ids = [release(is_forced=True).release_id for _ in range(6)]
    catalog.point_latest_to(settings.releases_path / ids[0])
    assert prune(settings) == ids[1:3]
    assert [r.release_id for r in list_releases(settings)] == [ids[0], *ids[3:]]


def test_a_reader_with_a_pruned_release_open_reads_on(settings: Settings, release: Publish) -> None:
    old = release()
    with duckdb.connect(str(old.database_path), read_only=True) as reader:
        for _ in range(3):
            release(is_forced=True)
        assert prune(settings) == [old.release_id]
        assert reader.execute("SELECT claim_id FROM marts.fct_casualties").fetchall() == [("c1",)]


def test_ids_rise_even_where_the_clock_stands_or_runs_back() -> None:
    noon = datetime(2025, 9, 2, 12, 0, 0, 123456, tzinfo=UTC)
    first = make_id(noon, "a" * 64, None)
    assert first == "20250902T120000123Z-aaaaaaaa"
    second = make_id(noon, "0" * 64, first)
    third = make_id(noon.replace(hour=3), "0" * 64, second)
    assert first < second < third


def test_an_unknown_release_is_named_in_the_error(settings: Settings, release: Publish) -> None:
    release()
    with pytest.raises(BadInput, match=r"\.\./x"):
        catalog.find_release(settings, "../x")
