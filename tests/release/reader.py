"""A reader in a process of its own: opens `latest` again and again and prints what it saw, one line a look."""

import os
import sys
from pathlib import Path

import duckdb

GLANCES = 20_000
QUERY = """
    SELECT (SELECT count(*) FROM marts.fct_casualties), (SELECT upto_position FROM marts.meta_release),
           (SELECT coalesce(sum(count), 0) FROM marts.fct_casualties)"""


def main(database: str, stop: str) -> None:
    """Read until the file `stop` appears."""
    while not Path(stop).exists():
        for _ in range(GLANCES):  # opening takes long; a pointer missing for microseconds only shows to quick glances
            os.stat(database)  # noqa: PTH116 (quicker than pathlib)
        with duckdb.connect(database, read_only=True) as connection:
            rows, position, people = connection.execute(QUERY).fetchall()[0]
        sys.stdout.write(f"{rows} {position} {people}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
