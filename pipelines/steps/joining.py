"""Claim lines of the posts a batch touched: their claims of all wordings, old and new, joined anew."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

import duckdb
import polars as pl

from pipelines.claims.lines import Told, line_rows, told
from pipelines.core.tables import CAPTURES, CLAIM_LINES, CLAIM_TABLES, PAGE_POSTS, SCHEMA, Table

_RECORDED = f"""
    SELECT post_version_id, min(recorded_at)
    FROM {PAGE_POSTS.qualified_name} JOIN {CAPTURES.qualified_name} USING (page_id)
    WHERE post_key IN (SELECT post_key FROM touched) GROUP BY post_version_id"""


def claim_lines(work: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The lines of every post that has claims in the batch, from these claims and those already written."""
    claims = {claim_type: frames[table.name] for claim_type, table in CLAIM_TABLES.items()}
    touched = pl.concat([frame.select("post_key") for frame in claims.values()]).unique()
    work.register("touched", touched)
    recorded: dict[str, datetime] = dict(work.execute(_RECORDED).fetchall())
    rows = [
        row
        for claim_type, table in CLAIM_TABLES.items()
        for post_key, every in _by_post(claim_type, _all_claims(work, table, claims[claim_type]), recorded).items()
        for row in line_rows(post_key, claim_type, every)
    ]
    work.unregister("touched")
    return pl.DataFrame(rows, schema=CLAIM_LINES.polars_schema)


def _all_claims(work: duckdb.DuckDBPyConnection, table: Table, new: pl.DataFrame) -> pl.DataFrame:
    old = work.sql(f"SELECT * FROM {SCHEMA}.{table.name} WHERE post_key IN (SELECT post_key FROM touched)").pl()
    return pl.concat([old.cast(pl.Schema(table.polars_schema)), new]).unique(list(table.key), keep="first")


def _by_post(claim_type: str, claims: pl.DataFrame, recorded: Mapping[str, datetime]) -> dict[str, list[Told]]:
    posts: dict[str, list[Told]] = defaultdict(list)
    for row in claims.iter_rows(named=True):
        # A wording that no capture shows stands at no time; its page may have been refused.
        if row["post_version_id"] in recorded:
            posts[row["post_key"]].append(told(claim_type, row, recorded[row["post_version_id"]]))
    return posts
