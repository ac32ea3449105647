"""What changed between two releases: facts added, gone and changed, each with its sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import duckdb

from pipelines.release.catalog import Release
from pipelines.release.manifest import Manifest

Kind = Literal["added", "gone", "changed"]

# How a fact was read and where it stands in its post: these move when code moves, and the fact is still the same.
_BOOKKEEPING = frozenset(
    {
        "claim_line_id",
        "post_version_id",
        "evidence_start",
        "evidence_end",
        "support",
        "rule",
        "extractor_version",
        "recorded_at",
        "observed_basis",
    }
)
_FACTS = frozenset({"fct_casualties", "fct_attacks", "fct_diplomacy", "fct_spending"})


@dataclass(frozen=True)
class Change:
    """One fact that differs: `values` holds (before, after) of each changed column; empty unless `kind` is changed."""

    table: str
    kind: Kind
    claim_id: str
    post_key: str
    evidence: str
    url: str | None
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        moved = "; ".join(f"{column}: {before} → {after}" for column, (before, after) in self.values.items())
        what = f"{self.kind} ({moved})" if moved else self.kind
        return f"{self.table} {what}: “{self.evidence}” {self.url or self.post_key}"


def diff(older: Release, newer: Release) -> list[Change]:
    """The facts of `newer` that differ from `older`, in order of table, post and kind.

    A fact is found again by its `claim_id`. A post that now names another number has one fact gone and one added.
    """
    with duckdb.connect() as connection:
        for alias, release in (("older", older), ("newer", newer)):
            path = str(release.database_path).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS {alias} (READ_ONLY)")
        changes = [
            change
            for table in _fact_tables(older.manifest, newer.manifest)
            for change in _table_changes(connection, table, _compared_columns(table, older.manifest, newer.manifest))
        ]
    return sorted(changes, key=lambda change: (change.table, change.post_key, change.kind != "gone", change.claim_id))


def _fact_tables(older: Manifest, newer: Manifest) -> list[str]:
    return [name for name in newer.tables if name in _FACTS and name in older.tables]


def _compared_columns(table: str, older: Manifest, newer: Manifest) -> list[str]:
    before = older.tables[table].columns
    return [column for column in newer.tables[table].columns if column in before and column not in _BOOKKEEPING]


def _table_changes(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> Iterator[Change]:
    is_changed = " OR ".join(f'o."{column}" IS DISTINCT FROM n."{column}"' for column in columns)
    query = f"""
        SELECT o, n FROM older.marts."{table}" AS o FULL JOIN newer.marts."{table}" AS n ON o.claim_id = n.claim_id
        WHERE {is_changed}"""
    for before, after in connection.execute(query).fetchall():
        yield _change(table, columns, before, after)


def _change(table: str, columns: list[str], before: dict[str, Any], after: dict[str, Any]) -> Change:
    is_added, is_gone = before["claim_id"] is None, after["claim_id"] is None
    kind: Kind = "added" if is_added else "gone" if is_gone else "changed"
    told = before if is_gone else after
    moved = {c: (before[c], after[c]) for c in columns if before[c] != after[c]} if kind == "changed" else {}
    return Change(table, kind, told["claim_id"], told["post_key"], told["evidence"], told["url"], moved)
