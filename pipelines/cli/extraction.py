"""Commands about reading alone: extract from a file, measure against labelled posts, compare two versions."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.claims.claim import PostText
from pipelines.claims.evaluate import evaluate as evaluate_posts
from pipelines.claims.extract import extract as extract_claims
from pipelines.cli.app import AsJson, app, read_settings, reporting, show
from pipelines.core.errors import BadInput
from pipelines.steps.accuracy import write_accuracy
from pipelines.steps.comparing import compare_versions as compare
from pipelines.steps.teaching import teach_from_labelled_posts

PANEL = "Extraction"


@app.command(rich_help_panel=PANEL)
def extract(
    posts: Annotated[Path, typer.Argument(help="JSON lines with post_id, title, body and, if known, published_at.")],
    doubtful: Annotated[
        bool, typer.Option(help="Also print claims of low support, which are more often wrong than right.")
    ] = False,
    unasserted: Annotated[
        bool, typer.Option(help="Also print claims that are planned, denied, conditional or historical.")
    ] = False,
) -> None:
    """Print the claims of posts as JSON lines in the codebook's names, with each claim's support grade and rule."""
    for post in read_posts(posts):
        claims = [claim.codebook() for claim in extract_claims(_post_text(post))]
        kept = [
            claim
            for claim in claims
            if (unasserted or claim["modality"] == "asserted") and (doubtful or claim["support"] != "low")
        ]
        typer.echo(json.dumps({"post_id": post["post_id"], "claims": kept}, ensure_ascii=False, default=str))


@app.command(rich_help_panel=PANEL)
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Labelled posts: JSON lines with post_id, title, body, claims.")],
    as_json: AsJson = False,
) -> None:
    """Hold the extractor against labelled posts: precision, recall and rows per type, support grade and rule."""
    report = evaluate_posts(gold)
    show(report.as_dict(), "\n".join(report.lines()), as_json=as_json)


@app.command(rich_help_panel=PANEL)
def accuracy() -> None:
    """Measure the extractor on the labelled posts of this repository and write docs/accuracy.md."""
    typer.echo(f"Wrote {write_accuracy()}.")


@app.command(rich_help_panel=PANEL)
def teach() -> None:
    """Learn answers, verdicts and grades from the labelled posts of this repository; takes an hour.

    Prints, for each question, how many answers of the rules were right and how many are after learning, on posts that
    were kept aside; then run `newsledger accuracy`.
    """
    typer.echo(f"Wrote {teach_from_labelled_posts(typer.echo)}.")


@app.command("compare-versions", rich_help_panel=PANEL)
def compare_versions(
    other: Annotated[str, typer.Argument(help="A folder with another checkout, or a git revision of this one.")],
    limit: Annotated[int, typer.Option(help="At most so many examples of each kind.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Read the ledger with another version of the code and with this one, and show what differs.

    Both read into a scratch folder; ledger, projections and releases stay as they are.
    """
    with reporting() as progress:
        compared = compare(read_settings(), other, progress, limit)
    show(compared.as_dict(), compared.text, as_json=as_json)


def read_posts(path: Path) -> Iterator[dict[str, Any]]:
    """The posts of a JSON-lines file; raises BadInput naming the line that is none."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}.", "Give a UTF-8 file of JSON lines.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_line(line, f"{path}:{number}")


def _read_line(line: str, where: str) -> dict[str, Any]:
    try:
        post = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"{where} is no JSON: {error.msg}.", "Each line is one object.") from error
    if not isinstance(post, dict) or not isinstance(post.get("post_id"), str):
        raise BadInput(f"{where} is no post.", 'Each line looks like {"post_id": "a1", "title": "…", "body": "…"}.')
    return post


def _post_text(post: dict[str, Any]) -> PostText:
    published = post.get("published_at") or post.get("published_on")
    published_on = date.fromisoformat(published[:10]) if published else None
    return PostText(post.get("title") or "", post.get("body") or "", published_on, post.get("language") or "en")
