"""Copies schema `marts` of `work.duckdb` into a file of its own, and into Parquet, with a hash of every table."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.core.clock import to_database
from pipelines.core.database import open_database
from pipelines.core.errors import BadInput, CheckFailed
from pipelines.core.settings import Settings
from pipelines.release.manifest import DATABASE_NAME, PARQUET_FOLDER, RUN_TABLE, Manifest, TableEntry

MARTS = "marts"
_RELEASE = Path(DATABASE_NAME).stem


@contextmanager
def open_work(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The projections, read-only; nobody can change them until the context is left.

    Raises BadInput where there are none yet, Busy while a refresh holds them.
    """
    if not settings.work_path.exists():
        raise BadInput(f"There is nothing to release: {settings.work_path} is missing.", "Run `newsledger refresh`.")
    with open_database(settings.work_path, is_read_only=True) as connection:
        yield connection


def find_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables and views of `marts`; raises BadInput before the first build."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = ? ORDER BY table_name"
    names = [name for (name,) in connection.execute(query, [MARTS]).fetchall()]
    if RUN_TABLE not in names:
        raise BadInput("There is nothing to release: schema `marts` was never built.", "Run `newsledger refresh`.")
    return names


def refuse_other_positions(connection: duckdb.DuckDBPyConnection, upto_position: int) -> None:
    """Raise CheckFailed where rooms or marts stand at another ledger position than the release is to have."""
    query = f"""
        SELECT room, upto_position FROM raw.projections
        UNION ALL SELECT 'marts', upto_position FROM {MARTS}.{RUN_TABLE} ORDER BY room"""
    standing = connection.execute(query).fetchall()
    strays = [f"{room} at {position}" for room, position in standing if position != upto_position]
    if strays or len(standing) < 2:
        where = ", ".join(strays) or "nothing was read yet"
        raise CheckFailed(f"Not all stand at position {upto_position}: {where}.", "Run `newsledger refresh`.")


def measure(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, TableEntry]:
    """Rows, content hash and columns of each table."""
    return {table: _measure_table(connection, table) for table in tables}


def write_snapshot(
    connection: duckdb.DuckDBPyConnection, folder: Path, manifest: Manifest, macros: Sequence[str] = ()
) -> Manifest:
    """Write the tables with their constraints and comments, and the macros, as a database and as Parquet files.

    A view becomes a table: a release leans on nothing outside itself. `meta_release` gets the release's id; the
    manifest returned knows that table as it was written.
    """
    work = connection.execute("SELECT current_database()").fetchall()[0][0]
    connection.execute(f"ATTACH {_quoted(folder / DATABASE_NAME)} AS {_RELEASE} (READ_WRITE)")
    connection.execute(f"USE {_RELEASE}")
    connection.execute(f"CREATE SCHEMA {MARTS}")
    for table in manifest.tables:
        _copy_table(connection, work, table)
    for statement in [*_comments(connection, work), *_stamp(manifest), *macros]:
        connection.execute(statement)
    _export_parquet(connection, folder / PARQUET_FOLDER, manifest.tables)
    stamped = measure(connection, [RUN_TABLE])
    connection.execute(f"USE {work}")
    connection.execute(f"DETACH {_RELEASE}")  # also writes the checkpoint, so that no log file is left beside
    return manifest.model_copy(update={"tables": manifest.tables | stamped})


def _measure_table(connection: duckdb.DuckDBPyConnection, table: str) -> TableEntry:
    columns = dict(connection.execute(f'SELECT column_name, column_type FROM (DESCRIBE {MARTS}."{table}")').fetchall())
    # Sorted, so that the order in which rows lie in the file does not matter.
    query = f"""
        SELECT count(*), sha256(coalesce(string_agg(row_hash, '' ORDER BY row_hash), ''))
        FROM (SELECT sha256(to_json(t)::VARCHAR) AS row_hash FROM {MARTS}."{table}" AS t)"""
    rows, content_hash = connection.execute(query).fetchall()[0]
    return TableEntry(rows=rows, content_hash=content_hash, columns=columns)


def _copy_table(connection: duckdb.DuckDBPyConnection, work: str, table: str) -> None:
    query = "SELECT sql FROM duckdb_tables() WHERE database_name = ? AND schema_name = ? AND table_name = ?"
    declarations = connection.execute(query, [work, MARTS, table]).fetchall()
    for (ddl,) in declarations:  # none for a view
        connection.execute(ddl)
    verb = f'INSERT INTO {MARTS}."{table}"' if declarations else f'CREATE TABLE {MARTS}."{table}" AS'
    connection.execute(f'{verb} SELECT * FROM {work}.{MARTS}."{table}"')


def _comments(connection: duckdb.DuckDBPyConnection, work: str) -> list[str]:
    described = connection.execute(_DESCRIBED, {"work": work, "marts": MARTS}).fetchall()
    return [f"COMMENT ON {what} IS {_quoted(comment)}" for what, comment in described]


_DESCRIBED = """
    SELECT format('TABLE marts."{}"', table_name), comment
    FROM duckdb_tables() WHERE database_name = $work AND schema_name = $marts AND comment IS NOT NULL
    UNION ALL
    SELECT format('TABLE marts."{}"', view_name), comment
    FROM duckdb_views() WHERE database_name = $work AND schema_name = $marts AND comment IS NOT NULL
    UNION ALL
    SELECT format('COLUMN marts."{}"."{}"', table_name, column_name), comment
    FROM duckdb_columns() WHERE database_name = $work AND schema_name = $marts AND comment IS NOT NULL"""


def _stamp(manifest: Manifest) -> Iterator[str]:
    told = {
        "release_id": ("VARCHAR", manifest.id, "Permanent id of this release."),
        "schema_version": ("VARCHAR", manifest.schema_version, "Version of the released tables (docs/releases.md)."),
        "created_at": ("TIMESTAMP", to_database(manifest.created_at), "When the release was made (UTC)."),
        "ledger_position": ("BIGINT", manifest.ledger.position, "Position of the ledger's head."),
        "ledger_hash": ("VARCHAR", manifest.ledger.hash, "Hash of the ledger's chain at that position."),
    }
    for column, (kind, value, comment) in told.items():
        yield f"ALTER TABLE {MARTS}.{RUN_TABLE} ADD COLUMN {column} {kind}"
        yield f"UPDATE {MARTS}.{RUN_TABLE} SET {column} = {_quoted(value)}"
        yield f"COMMENT ON COLUMN {MARTS}.{RUN_TABLE}.{column} IS {_quoted(comment)}"


def _export_parquet(connection: duckdb.DuckDBPyConnection, folder: Path, tables: Iterable[str]) -> None:
    folder.mkdir()
    for table in tables:
        file = _quoted(folder / f"{table}.parquet")
        connection.execute(f'COPY {MARTS}."{table}" TO {file} (FORMAT parquet, COMPRESSION zstd)')


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
