"""Commands that keep things safe: doctor, verify, backup, restore, redact."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.app import AsJson, Reporter, app, read_settings, reporting, show
from pipelines.core.errors import LedgerDamaged
from pipelines.ledger.backup import backup as back_up
from pipelines.ledger.redact import Scope
from pipelines.ledger.redact import redact as take_out
from pipelines.ledger.restore import restore as build_again
from pipelines.ledger.verify import verify as prove
from pipelines.steps import export_warc
from pipelines.steps.doctor import examine
from pipelines.steps.landing import pages_showing, reviews_of
from pipelines.steps.live import look_at, look_at_all
from pipelines.steps.live import save as save_page

PANEL = "Keep the ledger"


@app.command(rich_help_panel=PANEL)
def doctor(
    url: Annotated[str | None, typer.Argument(help="With --live: one live blog; default: one of every source.")] = None,
    live: Annotated[bool, typer.Option("--live", help="Fetch live pages and say what is understood of them.")] = False,
    save: Annotated[Path | None, typer.Option(help="With --live: keep the pages in this folder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Look at this machine and say what would keep newsledger from working; with --live, look at live pages."""
    if live:
        _look_at_live_pages(url, save, as_json=as_json)
        return
    results = list(examine(read_settings()))
    words = "\n".join(f"{result.status:<5} {result.name:<10} {result.detail}" for result in results)
    show([result.model_dump() for result in results], words, as_json=as_json)
    if any(result.status == "fail" for result in results):
        raise typer.Exit(1)


def _look_at_live_pages(url: str | None, folder: Path | None, *, as_json: bool) -> None:
    settings = read_settings()
    looks = [look_at(settings, url)] if url else list(look_at_all(settings))
    saved = [path for look in looks if folder and (path := save_page(look, folder))]
    value = [{"source": x.source, "url": x.url, "is_understood": x.is_understood, "words": x.words} for x in looks]
    words = [look.text for look in looks] + [f"saved {path}" for path in saved]
    show(value, "\n".join(words), as_json=as_json)
    if not all(look.is_understood for look in looks):
        raise typer.Exit(1)


@app.command(rich_help_panel=PANEL)
def verify(
    since: Annotated[
        int | None,
        typer.Option(help="Only events after this position; default: go on with an interrupted check."),
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Check from the first event on.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prove that the ledger is what was recorded: chain, positions, bodies, and every release's chain head.

    An interrupted check goes on where it stopped; a finished one starts from the first event again.
    """
    settings = read_settings()
    with reporting() as progress:
        verified = prove(
            settings.ledger_path,
            since=0 if whole else since,
            releases=settings.releases_path,
            checkpoint=settings.home / "verified.json",
            progress=_step(progress, "verifying"),
        )
    value = {
        "is_sound": verified.is_sound,
        "events": verified.events,
        "bodies": verified.bodies,
        "redacted": verified.redacted,
        "head": {"position": verified.head.position, "hash": verified.head.hash},
        "problems": [{"position": problem.position, "what": problem.what} for problem in verified.problems],
    }
    show(value, verified.text, as_json=as_json)
    if not verified.is_sound:
        raise LedgerDamaged("The ledger does not verify.", "Keep the file, then restore a backup: docs/ledger.md.")


@app.command(rich_help_panel=PANEL)
def backup(
    folder: Annotated[Path, typer.Argument(help="Where the backup is kept; best on another disk.")],
    as_json: AsJson = False,
) -> None:
    """Bring a backup of the ledger up to date: only new segments are written, interrupted runs go on.

    The format is plain and checksummed, readable without newsledger: docs/backup-format.md.
    """
    settings = read_settings()
    with reporting() as progress:
        done = back_up(
            settings.ledger_path,
            folder,
            min_free_megabytes=settings.min_free_megabytes,
            progress=_step(progress, "backing up"),
        )
    show({"written": done.written, "rewritten": done.rewritten, "head": asdict(done.head)}, done.text, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def restore(
    folder: Annotated[Path, typer.Argument(help="A folder written by `newsledger backup`.")],
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Restore what comes before the first damaged segment.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Rebuild the ledger from a backup and verify it; refuses where a ledger already is."""
    settings = read_settings()
    with reporting() as progress:
        done = build_again(
            folder,
            settings.ledger_path,
            is_loss_accepted=accept_loss,
            min_free_megabytes=settings.min_free_megabytes,
            progress=_step(progress, "restoring"),
        )
    show({"head": asdict(done.head), "backup_head": asdict(done.backup_head)}, done.text, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def export(
    path: Annotated[Path, typer.Argument(help="The web archive to write, like captures.warc.gz.")],
    stream: Annotated[str | None, typer.Option(help="Only this live blog, like dw:73844989.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the ledger's captures as a web archive (WARC) that other tools read."""
    done = export_warc(read_settings(), path, stream)
    words = f"{path}: {done.captures} captures, {done.revisits} unchanged, {done.redacted} redacted."
    show(asdict(done), words, as_json=as_json)


@app.command(rich_help_panel=PANEL)
def redact(
    *,
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    requested_by: Annotated[str, typer.Option(help="Who asked, for the record.")],
    permalink: Annotated[
        str | None, typer.Option(help="Every page that shows this post, and what reviews quote of it.")
    ] = None,
    stream: Annotated[str | None, typer.Option(help="Every page of a live blog, like dw:73844989.")] = None,
    body: Annotated[list[str] | None, typer.Option(help="One page by the sha256 of its bytes.")] = None,
    position: Annotated[list[int] | None, typer.Option(help="The words of one review or model answer.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; for scripts.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take pages out of the ledger for a takedown or a privacy request; the chain stays whole, the bytes are gone.

    This cannot be undone. docs/ledger.md says what stays, and what to do with releases and backups made before.
    """
    settings = read_settings()
    bodies = [*(body or ()), *(pages_showing(settings, permalink) if permalink else ())]
    positions = [*(position or ()), *(reviews_of(settings, permalink) if permalink else ())]
    scope = Scope(body_sha256s=bodies, stream=stream, permalink=permalink, positions=positions)
    if not yes:
        typer.confirm(f"Remove {scope.text or 'nothing'} from {settings.ledger_path} for good?", abort=True, err=True)
    with reporting() as progress:
        done = take_out(
            settings.ledger_path,
            scope,
            reason=reason,
            requested_by=requested_by,
            min_free_megabytes=settings.min_free_megabytes,
            progress=_step(progress, "redacting"),
        )
    show({"bodies": done.bodies, "events": done.events, "head": asdict(done.head)}, done.text, as_json=as_json)


def _step(progress: Reporter, step: str) -> Callable[[int, int], None]:
    return lambda done, total: progress(step, done, total)
