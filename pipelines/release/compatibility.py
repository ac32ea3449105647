"""Holds the deprecation rule: within one major schema version no released column goes or changes its type."""

from pipelines.core.results import CheckResult
from pipelines.release.manifest import RUN_TABLE, SCHEMA_VERSION, Manifest, TableEntry

CHECK = "columns_of_the_last_release_are_still_there"


def check_columns(previous: Manifest | None, tables: dict[str, TableEntry]) -> CheckResult:
    """A warning that names each column of the last release that went or changed, unless the major version rose."""
    is_bound = previous is not None and _major(previous.schema_version) == _major(SCHEMA_VERSION)
    broken = _broken(previous.tables, tables) if previous and is_bound else []
    detail = f"{', '.join(broken)}; raise SCHEMA_VERSION to {_major(SCHEMA_VERSION) + 1}.0" if broken else ""
    return CheckResult(name=CHECK, layer="release", status="warn" if broken else "pass", detail=detail)


def _broken(before: dict[str, TableEntry], now: dict[str, TableEntry]) -> list[str]:
    found = []
    for table, entry in before.items():
        if table == RUN_TABLE:  # its stamp is put on later
            continue
        columns = now[table].columns if table in now else {}
        for column, kind in entry.columns.items():
            if column not in columns:
                found.append(f"{table}.{column} is gone")
            elif columns[column] != kind:
                found.append(f"{table}.{column} was {kind} and is {columns[column]}")
    return found


def _major(version: str) -> int:
    return int(version.partition(".")[0])
