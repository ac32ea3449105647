"""The tables of `ledger.duckdb`. No keys, indexes or sequences: a lake has none; the appender keeps the promises."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.core.errors import BadInput

LEDGER_FORMAT = 1
_ROWS_A_GROUP = 2048

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
def attached(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes the ledger at `path`; detached on leaving."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    try:
        connection.execute("SET TimeZone = 'UTC'")
        _attach(connection, path, "ledger")
        connection.execute("USE ledger")
        yield connection
    finally:
        connection.close()


@contextmanager
def fresh_ledger(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """While inside, a new, empty ledger at `path` is attached as `fresh` beside the one that is open."""
    _attach(connection, path, "fresh")
    try:
        connection.execute("USE fresh")
        create_tables(connection)
        connection.execute("USE ledger")
        yield
    finally:
        connection.execute("USE ledger")
        connection.execute("DETACH fresh")


def is_held(error: Exception) -> bool:
    """Whether DuckDB says that the file is open elsewhere, in this process or another; it has no class for that."""
    return "Could not set lock" in str(error) or "already attached" in str(error)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    # A checkpoint rewrites the last row group: small ones keep the file from holding the same bodies twice.
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS {name} (ROW_GROUP_SIZE {_ROWS_A_GROUP})")
