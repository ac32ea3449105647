"""Replay: every projection built anew from the ledger, held against the present one table by table."""

import shutil
from dataclasses import dataclass

import duckdb

from pipelines import projections, transform
from pipelines.core.database import open_database
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from pipelines.steps.opening import Progress
from pipelines.steps.refreshing import project

_HASH = "SELECT count(*), sum(md5_number_lower(to_json(t)::VARCHAR)::HUGEINT) FROM {table} AS t"


@dataclass(frozen=True)
class Replayed:
    """What a replay up to a position gave: rows of every table, and the tables that differ from the present ones."""

    upto_position: int
    rows: dict[str, int]
    differing: dict[str, str]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {"upto_position": self.upto_position, "rows": self.rows, "differing": self.differing}

    @property
    def text(self) -> str:
        """For people: one line a differing table, or that all are equal."""
        if not self.differing:
            return f"Replayed up to position {self.upto_position}: all {len(self.rows)} tables are equal."
        return "\n".join(f"{table}: {how}" for table, how in self.differing.items())


def replay(settings: Settings, progress: Progress, *, is_replacing: bool = False) -> Replayed:
    """Build the projections from an empty file, up to where the present ones stand, and compare them."""
    with open_database(settings.work_path, is_read_only=True) as work:
        standing = projections.standing(work, "claims")
    if standing is None:
        raise BadInput("There are no projections to compare with.", "Run `newsledger refresh` first.")
    scratch = Settings(**(settings.model_dump() | {"home": settings.home / "replay"}))
    shutil.rmtree(scratch.home, ignore_errors=True)
    scratch.home.mkdir(parents=True)
    try:
        project(settings.ledger_path, scratch, standing.upto_position, progress)
        progress("building the marts", 0, 1)
        transform.build(scratch, standing.upto_position)
        replayed = _compare(settings, scratch, standing.upto_position)
        if is_replacing:
            scratch.work_path.replace(settings.work_path)
        return replayed
    finally:
        shutil.rmtree(scratch.home, ignore_errors=True)


def _compare(settings: Settings, scratch: Settings, upto_position: int) -> Replayed:
    with open_database(settings.work_path, is_read_only=True) as work:
        present = _hashes(work)
    with open_database(scratch.work_path, is_read_only=True) as work:
        replayed = _hashes(work)
    differing = {
        table: f"{present.get(table, (0, None))[0]} rows now, {replayed.get(table, (0, None))[0]} replayed"
        for table in sorted(present.keys() | replayed.keys())
        if present.get(table) != replayed.get(table)
    }
    return Replayed(upto_position, {table: rows for table, (rows, _) in replayed.items()}, differing)


def _hashes(work: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, object]]:
    """Rows and an order-free hash of every table, by qualified name."""
    tables = work.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name NOT LIKE '%audit' ORDER BY 1"
    ).fetchall()
    return {table: work.execute(_HASH.format(table=table)).fetchall()[0] for (table,) in tables}
