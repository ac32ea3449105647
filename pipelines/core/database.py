"""Opening DuckDB files the same way everywhere: UTC, and a clear word when another process holds the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.core.errors import BadInput, Busy


@contextmanager
def open_database(path: Path, *, is_read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file, closed on leaving; raises Busy when another process holds its lock."""
    if is_read_only and not path.exists():
        raise BadInput(f"There is no database at {path}.", "Run `newsledger import` and `newsledger refresh` first.")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(path), read_only=is_read_only)
    except duckdb.IOException as error:
        if "Could not set lock" in str(error):  # DuckDB has no error class of its own for a held lock
            raise Busy(
                f"{path.name} is in use by another process.", "Wait for it to finish, then try again."
            ) from error
        raise
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Everything inside is committed together or not at all."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
