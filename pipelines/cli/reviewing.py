"""The command for people who read: what waits for a reader, and what they say of a claim."""

from typing import Annotated

import typer

from pipelines.cli.app import AsJson, app, read_settings, show
from pipelines.core.errors import BadInput
from pipelines.core.tables import CLAIM_TABLES
from pipelines.steps.review_list import review_list
from pipelines.steps.reviewing import Verdict, find_claim
from pipelines.steps.reviewing import review as record

PANEL = "Read"


@app.command(rich_help_panel=PANEL)
def review(
    *,
    claim_id: Annotated[str | None, typer.Argument(help="claim_id, or its first letters; none: list.")] = None,
    corrections: Annotated[
        list[str] | None, typer.Argument(metavar="[COLUMN=VALUE]...", help="With --correct: what is to stand instead.")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="The claim is read rightly: a fact whatever its grade.")
    ] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The text does not say so: no fact.")] = False,
    correct: Annotated[bool, typer.Option("--correct", help="A fact with the given values.")] = False,
    reviewer: Annotated[str | None, typer.Option(help="Who says so; default: NEWSLEDGER_REVIEWER.")] = None,
    reason: Annotated[str, typer.Option(help="Why, for everyone who reads the fact.")] = "",
    claim_type: Annotated[str | None, typer.Option("--type", help="List: only one type of claim.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="List: at most so many doubtful claims.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the claims that need a reader, or record what you found: accept, reject or correct one.

    A review is an event of the ledger; facts follow at the next refresh. The newest review of a claim counts, all stay.
    A value that is not stated is left empty (place=), a list is written with commas (places=Kyiv,Odesa).

        newsledger review 24948dd1 --correct count=13 place=Kyiv --reviewer "A. Reader" --reason "thirteen, not three"
    """
    settings = read_settings()
    if claim_id is None:
        _list(claim_type, limit, as_json=as_json)
        return
    verdict = _verdict(accept=accept, reject=reject, correct=correct)
    if verdict is None:
        claim = find_claim(settings, claim_id)
        lines = [f"{claim.claim_type} {claim.claim_id}", f"  “{claim.row['evidence']}”"]
        lines += [f"  {name:<18} {value!r}" for name, value in claim.values.items()]
        show({"claim_id": claim.claim_id, **claim.values}, "\n".join(lines), as_json=as_json)
        return
    signed = settings.reviewer if reviewer is None else reviewer
    done = record(settings, claim_id, verdict, reviewer=signed, reason=reason, corrections=corrections or ())
    show(done.as_dict(), done.text, as_json=as_json)


def _list(claim_type: str | None, limit: int, *, as_json: bool) -> None:
    if claim_type not in (None, *CLAIM_TABLES):
        raise BadInput(f"There is no type {claim_type!r}.", f"Types are {', '.join(CLAIM_TABLES)}.")
    found = review_list(read_settings(), claim_type, limit)
    show(found.as_dict(), found.text, as_json=as_json)


def _verdict(**given: bool) -> Verdict | None:
    verdicts: list[Verdict] = [verdict for verdict in ("accept", "reject", "correct") if given[verdict]]
    if len(verdicts) > 1:
        raise BadInput(f"--{' and --'.join(verdicts)} exclude each other.", "Give one of them.")
    return verdicts[0] if verdicts else None
