"""Reads the reference data (CSV with an `origin` column) that the rules share with dbt."""

import csv
from functools import cache

from pipelines.core.settings import Settings


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `warehouse/reference/<name>.csv`, in file order."""
    with (Settings().reference_path / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def column(name: str, key: str, **where: str) -> frozenset[str]:
    """One column's values, of the rows whose other columns are as given."""
    return frozenset(r[key] for r in rows(name) if all(r[k] == v for k, v in where.items()))
