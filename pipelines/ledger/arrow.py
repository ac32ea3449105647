"""Moving rows into DuckDB as Arrow tables: binding Python values one by one costs more than the writing itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

EVENTS = pa.schema(
    [
        ("position", pa.int64()),
        ("event_id", pa.string()),
        ("stream", pa.string()),
        ("event_type", pa.string()),
        ("schema_version", pa.int32()),
        ("observed_at", pa.timestamp("us")),
        ("recorded_at", pa.timestamp("us")),
        ("payload", pa.string()),
        ("payload_sha256", pa.string()),
        ("body_sha256", pa.string()),
        ("hash", pa.string()),
    ]
)
BODIES = pa.schema(
    [
        ("position", pa.int64()),
        ("sha256", pa.string()),
        ("stream", pa.string()),
        ("size", pa.int64()),
        ("frame", pa.int64()),
        ("depth", pa.int32()),
        ("data", pa.binary()),
    ]
)


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add the rows to the table, within the caller's transaction."""
    if rows:
        connection.from_arrow(pa.Table.from_pylist(rows, schema=schema)).insert_into(table)


def sql_list(values: Iterable[str]) -> str:
    """A handful of hashes as the right side of `IN`; registering a table would cost more than the query."""
    return "(" + ", ".join(["NULL", *("'" + value.replace("'", "''") + "'" for value in values)]) + ")"


@contextmanager
def asked(connection: duckdb.DuckDBPyConnection, values: Iterable[str]) -> Iterator[None]:
    """While inside, the values are the column `value` of a table `asked`, to join with."""
    connection.register("asked", pa.table({"value": pa.array(list(values), pa.string())}))
    try:
        yield
    finally:
        connection.unregister("asked")
