"""The tables of `ledger.duckdb`. No keys, indexes or sequences: a lake has none; the appender keeps the promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.core.errors import BadInput

LEDGER_FORMAT = 1

_DDL = """
CREATE TABLE IF NOT EXISTS ledger_format (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    position BIGINT NOT NULL,
    event_id VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL,
    observed_at TIMESTAMP NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    payload VARCHAR,
    payload_sha256 VARCHAR NOT NULL,
    body_sha256 VARCHAR,
    hash VARCHAR NOT NULL
);
CREATE TABLE IF NOT EXISTS bodies (
    position BIGINT NOT NULL,
    sha256 VARCHAR NOT NULL,
    stream VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    frame BIGINT,
    depth INTEGER,
    data BLOB
);
"""

EVENT_COLUMNS = (
    "position, event_id, stream, event_type, schema_version, observed_at, recorded_at, "
    "payload, payload_sha256, body_sha256, hash"
)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make an empty database a ledger; leaves a ledger as it is."""
    connection.execute(_DDL)
    connection.execute(
        "INSERT INTO ledger_format SELECT ? WHERE NOT EXISTS (SELECT 1 FROM ledger_format)", [LEDGER_FORMAT]
    )


def require_readable(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises BadInput where the database is no ledger, or one of a newer format."""
    is_ledger = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'ledger_format'").fetchone()
    if not is_ledger:
        raise BadInput("This database is not a ledger.", "Name the ledger.duckdb of a newsledger home.")
    (version,) = connection.execute("SELECT max(version) FROM ledger_format").fetchall()[0]
    if version > LEDGER_FORMAT:
        raise BadInput(f"The ledger has format {version}, newer than this newsledger reads.", "Update newsledger.")


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """While inside, a new, empty ledger at `path` is attached as `fresh`."""
    (current,) = connection.execute("SELECT current_database()").fetchall()[0]
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS fresh")
    try:
        connection.execute("USE fresh")
        create_tables(connection)
        connection.execute(f'USE "{current}"')
        yield
    finally:
        connection.execute(f'USE "{current}"')
        connection.execute("DETACH fresh")
