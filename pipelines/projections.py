"""Schema `raw` of work.duckdb: what the rooms derived from the ledger, written together with how far they read."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.core.database import transaction
from pipelines.core.tables import PROJECTIONS, QUARANTINE, SCHEMA, TABLES, Table

ROOM_TABLES = {room: tuple(table for table in TABLES if table.room == room) for room in ("posts", "claims")}


@dataclass(frozen=True)
class Standing:
    """Where a room's projection stands: the last ledger position it holds, and the code that wrote it."""

    upto_position: int
    version: str


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of schema `raw` that is not there yet."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    for table in TABLES:
        connection.execute(table.ddl)


def standing(connection: duckdb.DuckDBPyConnection, room: str) -> Standing | None:
    """Where the room stands; None where it has not written yet."""
    row = connection.execute(
        f"SELECT upto_position, version FROM {PROJECTIONS.qualified_name} WHERE room = ?", [room]
    ).fetchone()
    return Standing(*row) if row else None


def empty(connection: duckdb.DuckDBPyConnection, room: str) -> None:
    """Take out everything the room wrote, to be written anew from the ledger."""
    tables = ROOM_TABLES[room]
    with transaction(connection):
        for table in tables:
            connection.execute(f"DELETE FROM {table.qualified_name}")
        layers = [table.name for table in tables]
        connection.execute(f"DELETE FROM {QUARANTINE.qualified_name} WHERE layer IN (SELECT unnest(?))", [layers])
        connection.execute(f"DELETE FROM {PROJECTIONS.qualified_name} WHERE room = ?", [room])


def write(
    connection: duckdb.DuckDBPyConnection, room: str, frames: Iterable[tuple[Table, pl.DataFrame]], now_at: Standing
) -> None:
    """Add rows whose key is new and move the room's standing, all in one transaction; rows already there stay, but
    for those of a table that says what replaces them."""
    with transaction(connection):
        for table, frame in frames:
            _forget_replaced(connection, table, frame)
            _add_new(connection, table, frame)
        connection.execute(f"DELETE FROM {PROJECTIONS.qualified_name} WHERE room = ?", [room])
        connection.execute(
            f"INSERT INTO {PROJECTIONS.qualified_name} VALUES (?, ?, ?)", [room, now_at.upto_position, now_at.version]
        )


def _forget_replaced(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    if table.replaced_by is None or frame.is_empty():
        return
    connection.register("incoming", frame.select(table.replaced_by).unique())
    connection.execute(f"DELETE FROM {table.qualified_name} WHERE {table.replaced_by} IN (SELECT * FROM incoming)")
    connection.unregister("incoming")


def _add_new(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    if frame.is_empty():
        return
    key = ", ".join(f'"{name}"' for name in table.key)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    connection.register("incoming", frame)
    connection.execute(
        f"INSERT INTO {table.qualified_name} ({columns}) SELECT {columns} FROM incoming "
        f"ANTI JOIN {table.qualified_name} USING ({key}) QUALIFY row_number() OVER (PARTITION BY {key}) = 1"
    )
    connection.unregister("incoming")
