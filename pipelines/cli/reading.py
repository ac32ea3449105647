"""Commands that read: status, sql, explain, releases, diff, dashboard."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from pipelines.claims.claim import PostText
from pipelines.claims.extract import explained, extractor_version
from pipelines.cli.app import AsJson, app, read_settings, show
from pipelines.core.database import open_database
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_TABLES
from pipelines.release.catalog import find_release, list_releases
from pipelines.release.dashboard import build_dashboard, serve
from pipelines.release.diff import diff as diff_releases
from pipelines.steps.status import FACT_TABLES
from pipelines.steps.status import status as read_status

PANEL = "Read"
_WIDE = 10_000
"""Columns of a table that goes to a file or another program: it wraps nothing."""


@app.command(rich_help_panel=PANEL)
def status(
    facts: Annotated[int, typer.Option(help="Also show this many facts of each type with their sentences.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Say what the ledger and the latest release hold, and how each source is doing."""
    found = read_status(read_settings(), facts)
    show(found.as_dict(), found.text, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def sql(
    query: Annotated[str, typer.Argument(help="One query on the released tables.")],
    release: Annotated[str, typer.Option(help="Id of an older release.")] = "latest",
    as_json: AsJson = False,
) -> None:
    """Run one query on a release; it can change nothing.

    Tables: marts.fct_casualties, fct_attacks, fct_diplomacy, fct_spending (what stands now), each with _history (how
    it changed) and _doubtful; fct_toll_history (how each figure moved, and who moved it); mart_changes (what changed
    since yesterday); fct_claim_changes (`count 4 → 6`); fct_claim_links (what supersedes, sums up or restates what);
    mart_casualties_daily; dim_posts, dim_blogs, dim_sources, dim_attackers. As it stood on Tuesday at noon:
    marts.fct_casualties_as_of(TIMESTAMP '2025-09-02 12:00'). Every column is described in docs/data-dictionary.md.
    """
    columns, rows = _query(read_settings(), release, query)
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    show(objects, _as_table(columns, rows), as_json=as_json)


def _query(
    settings: Settings, release_id: str, query: str, values: list[Any] | None = None
) -> tuple[list[str], list[Any]]:
    """Columns and rows of one query; raises BadInput with the database's own words where it is wrong."""
    with open_database(find_release(settings, release_id).database_path, is_read_only=True) as connection:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET search_path = 'marts'")
        try:
            result = connection.execute(query, values)
        except duckdb.Error as error:
            raise BadInput(str(error), "docs/data-dictionary.md lists all tables and columns.") from error
        return [column[0] for column in result.description or []], result.fetchall()


def _as_table(columns: list[str], rows: list[Any]) -> str:
    table = Table(*(Column(name, overflow="fold") for name in columns), box=SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    with console.capture() as captured:
        console.print(table)
    return f"{captured.get()}{len(rows)} rows"


@app.command(rich_help_panel=PANEL)
def explain(
    claim_id: Annotated[str, typer.Argument(help="claim_id of a fact, or its first letters.")],
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Also show what was weighed for each value and for the support: for each, the next best answer and "
            "the features that told the two apart, in hundredths (docs/decisions/0110).",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show where a claim comes from: its sentence in its post, who said it, the rule that read it, and its life."""
    settings = read_settings()
    found = [row for table in FACT_TABLES for row in _claims_like(settings, f"{table}_history", claim_id)]
    if not found:
        raise BadInput(
            f"No claim of the latest release has an id that begins with {claim_id!r}.", "Ids are in `claim_id`."
        )
    if len({row["claim_id"] for row in found}) > 1:
        raise BadInput(f"{claim_id!r} begins several ids.", "Give more letters.")
    if why:
        found = [row | {"reasons": _reasons(row)} for row in found]
    show(found, "\n\n".join(_explanation(row) for row in found), as_json=as_json)


def _claims_like(settings: Settings, table: str, claim_id: str) -> list[dict[str, Any]]:
    query = f"""
        WITH versions AS (
            SELECT post_version_id, title, body FROM marts.dim_posts
            UNION SELECT post_version_id, title, body FROM marts.fct_post_revisions
            UNION SELECT previous_post_version_id, previous_title, previous_body FROM marts.fct_post_revisions
        )
        SELECT '{table}' AS "table", h.*, v.title, v.body, p.language
        FROM marts.{table} AS h
        LEFT JOIN marts.dim_posts AS p USING (post_key)
        LEFT JOIN versions AS v ON v.post_version_id = h.post_version_id AND v.body IS NOT NULL
        WHERE starts_with(h.claim_id, ?) ORDER BY h.valid_from"""
    columns, rows = _query(settings, "latest", query, [claim_id])
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _reasons(row: dict[str, Any]) -> list[dict[str, Any]] | None:
    """What was learned and spoke for the claim; None where its post is gone or another version read it."""
    if row["body"] is None or row["extractor_version"] != extractor_version():
        return None
    post = PostText(row["title"] or "", row["body"], row["published_on"], row["language"] or "en")
    return [asdict(reason) for reason in explained(post, row["post_key"]).get(row["claim_id"], ())]


def _explanation(row: dict[str, Any]) -> str:
    type_ = row["table"].removeprefix("fct_").removesuffix("_history")
    lines = [f"{type_} {row['claim_id']}", f"  said by     {row['asserted_by'] or 'the outlet in its own voice'}"]
    lines += [f"  sentence    {row['evidence']}", f"  post        {row['post_title'] or row['post_key']}"]
    lines += [f"  at          {row['url'] or row['post_key']}"]
    lines += [f"  rule        {row['rule']} (support {row['support']})"]
    lines += [f"  stood       from {row['valid_from']} to {row['valid_to'] or 'now'} (UTC, at the source)"]
    if row.get("review_verdict"):
        lines += [f"  reviewed    {row['review_verdict']} by {row['reviewed_by']}: {row['review_reason']}"]
    own = {column.name for table in CLAIM_TABLES.values() for column in table.columns[12:]}
    lines += [f"  {name:<11} {row[name]}" for name in row if name in own and row[name] not in (None, [])]
    if "is_addable" in row:
        lines += [f"  may be added up: {'yes' if row['is_addable'] else 'no, ' + row['not_addable_reason']}"]
    return "\n".join([*lines, *_weighed(row)])


def _weighed(row: dict[str, Any]) -> Iterator[str]:
    if "reasons" in row and row["reasons"] is None:
        yield "  why         not known here: the post's text is gone, or another version of newsledger read it"
    for reason in row.get("reasons") or ():
        yield f"  why {_why(reason)}"
        yield from (f"    {weight:+5} {feature}" for feature, weight in reason["weighed"])


def _why(reason: dict[str, Any]) -> str:
    chosen = f"{reason['field']} = {_value(reason['value'])} ({reason['points']:+})"
    if reason["field"] in ("support", "post"):
        return f"{chosen}, {_value(reason['instead'])} at {reason['instead_points']:+}"
    return f"{chosen}, before {_value(reason['instead'])} ({reason['instead_points']:+})"


def _value(value: Any) -> str:
    named = ", ".join(value) if isinstance(value, tuple | list) else value
    return str(named or "none")


@app.command(rich_help_panel=PANEL)
def releases(as_json: AsJson = False) -> None:
    """List the releases that are kept, oldest first."""
    found = list_releases(read_settings())
    value = [{"id": one.release_id, "position": one.manifest.upto_position, "path": str(one.path)} for one in found]
    show(value, "\n".join(f"{one['id']}  position {one['position']}" for one in value) or "None yet.", as_json=as_json)


@app.command(rich_help_panel=PANEL)
def diff(
    older: Annotated[str, typer.Argument(help="Id of the older release.")],
    newer: Annotated[str, typer.Argument(help="Id of the newer release.")] = "latest",
    as_json: AsJson = False,
) -> None:
    """Show the facts that came, went or changed between two releases, with their sentences."""
    settings = read_settings()
    found = diff_releases(find_release(settings, older), find_release(settings, newer))
    words = "\n".join(map(str, found)) or "No fact differs."
    show([asdict(change) for change in found], words, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def dashboard(
    out: Annotated[Path | None, typer.Option(help="Only write the site into this folder, and do not serve it.")] = None,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8321,
) -> None:
    """Build the dashboard from the latest release and serve it on this machine until interrupted."""
    settings = read_settings()
    if out is None:
        serve(settings, port)
        return
    build_dashboard(find_release(settings, "latest").path, out)
    typer.echo(f"Open {out / 'index.html'} in a browser; it needs no network.")
