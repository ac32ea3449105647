"""The contract of each raw table as a pandera schema, and the sorting of rows into valid and refused."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from pipelines.checks.rules import Rule, rules_of
from pipelines.core.errors import CheckFailed
from pipelines.core.tables import QUARANTINE, Column, Table

ORIGINS = ("claim_id", "post_version_id", "page_id", "position", "room", "origin")


@dataclass(frozen=True)
class Checked:
    """The rows that keep their table's contract, and those refused, as a raw.quarantine frame."""

    valid: pl.DataFrame
    refused: pl.DataFrame


def check(table: Table, frame: pl.DataFrame) -> Checked:
    """Sort rows by their table's contract; raises CheckFailed where the frame has not the table's columns and types."""
    typed = _typed(table, frame)
    try:
        contract(table).validate(typed, lazy=True)
    except SchemaErrors as errors:
        return _sorted(table, typed, errors.failure_cases)
    return Checked(typed, empty(QUARANTINE))


@cache
def contract(table: Table) -> pa.DataFrameSchema:
    """The pandera schema compiled from the table's declaration and rules."""
    columns = {column.name: _column(column) for column in table.columns}
    rules = [_frame_check(rule) for rule in rules_of(table)]
    return pa.DataFrameSchema(columns, checks=rules, strict=True)


def empty(table: Table) -> pl.DataFrame:
    """A frame of the table's columns and types without rows."""
    return pl.DataFrame(schema=table.polars_schema)


def _column(column: Column) -> pa.Column:
    choices = [pa.Check.isin(column.one_of, error=f"{column.name} is one of {', '.join(column.one_of)}")]
    return pa.Column(
        column.polars_type,
        nullable=column.null_means is not None,
        checks=choices if column.one_of else [],
    )


def _frame_check(rule: Rule) -> pa.Check:
    promise, expression = rule
    return pa.Check(lambda data: data.lazyframe.select(expression.fill_null(True)), error=promise)


def _typed(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    columns = table.polars_schema
    differing = sorted(columns.keys() ^ frame.columns)
    if differing:
        raise CheckFailed(f"Rows for {table.qualified_name} differ in columns: {', '.join(differing)}.", _TO_DO)
    try:
        return frame.select(pl.col(name).cast(dtype) for name, dtype in columns.items())
    except pl.exceptions.PolarsError as error:
        raise CheckFailed(f"Rows for {table.qualified_name} have another type: {error}", _TO_DO) from error


def _sorted(table: Table, frame: pl.DataFrame, failures: pl.DataFrame) -> Checked:
    reason = pl.struct("check", "column").map_elements(_words, pl.String)
    rows_to_reasons = (
        failures.select(pl.col("index").cast(pl.UInt32), reason.alias("reason"))
        .group_by("index")
        .agg(pl.col("reason").unique().sort().str.join("; "))
        .sort("index")
    )
    origin = next(name for name in ORIGINS if name in frame.columns)
    rows = frame[rows_to_reasons["index"]]
    refused = pl.DataFrame(
        {
            "layer": pl.Series([table.name] * len(rows), dtype=pl.String),
            "origin": rows[origin].cast(pl.String).fill_null("unknown"),
            "reason": rows_to_reasons["reason"],
            "row": pl.Series([_json(row) for row in rows.iter_rows(named=True)], dtype=pl.String),
        }
    ).unique(list(QUARANTINE.key), keep="first", maintain_order=True)
    valid = frame.with_row_index("index").join(rows_to_reasons, on="index", how="anti").drop("index")
    return Checked(valid, refused)


def _words(failure: dict[str, Any]) -> str:
    if failure["check"] == "not_nullable":
        return f"Broken promise: {failure['column']} is never null"
    return f"Broken promise: {failure['check']}"


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)


_TO_DO = "The room that made them and pipelines/core/tables.py must agree."
