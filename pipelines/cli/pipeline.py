"""Commands that move data: import, capture, refresh, replay."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines import steps
from pipelines.cli.app import AsJson, app, read_settings, read_time, reporting, show
from pipelines.core.errors import CheckFailed

PANEL = "Move data"


@app.command("import", rich_help_panel=PANEL)
def import_pages(
    paths: Annotated[list[Path], typer.Argument(help="Saved pages, folders of them, or WARC files.")],
    observed_at: Annotated[
        str | None,
        typer.Option(help="When the bytes existed at the source, like 2025-09-02T08:00:00Z; else the import time."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Land saved pages in the ledger; pages that are already there add nothing.

    A file's own date is never believed: give --observed-at, or put a sidecar PAGE.html.json beside a page with
    {"observed_at": "2025-09-02T08:00:00Z", "url": "https://…"}.
    """
    settings, given = read_settings(), read_time(observed_at)
    with reporting() as progress:
        captured = [steps.capture(settings, str(path), given) for path in paths]
        landed = steps.land(settings, progress=progress)
    failures = [failure for one in captured for failure in one.failures]
    value = {
        "added": landed.drained.added,
        "already_there": landed.drained.repeated,
        "failed": failures,
        "changed_streams": landed.changed_streams,
        "position": landed.drained.head.position,
    }
    lines = [landed.drained.text, *(f"  not readable: {failure}" for failure in failures)]
    show(value, "\n".join(lines), as_json=as_json)


@app.command(rich_help_panel=PANEL)
def capture(
    targets: Annotated[
        list[str] | None, typer.Argument(help="URLs or saved pages; default: what NEWSLEDGER_WATCH names.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look at live blogs once and land what was seen, failures included."""
    settings = read_settings()
    with reporting() as progress:
        captured = [steps.capture(settings, target) for target in targets or steps.watched(settings)]
        landed = steps.land(settings, progress=progress)
    value = {
        "captured": [{"target": one.target, "pages": one.pages, "failures": one.failures} for one in captured],
        "added": landed.drained.added,
        "changed_streams": landed.changed_streams,
    }
    lines = [f"{one.target}: {one.pages} pages, {len(one.failures)} failures" for one in captured]
    lines += [f"  {failure}" for one in captured for failure in one.failures]
    show(value, "\n".join([*lines, landed.drained.text]), as_json=as_json)
    for one in captured:
        one.raise_if_failed()


@app.command(rich_help_panel=PANEL)
def refresh(
    force: Annotated[bool, typer.Option(help="Publish a release even where nothing changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read new pages, extract claims, build and check the facts, publish a release."""
    with reporting() as progress:
        release = steps.refresh(read_settings(), progress, is_forced=force)
    facts = {name: entry.rows for name, entry in release.manifest.tables.items() if name.startswith("fct_")}
    value = {"release": release.release_id, "is_new": release.is_new, "path": str(release.path), "facts": facts}
    standing = ", ".join(f"{facts.get(name, 0)} {name.removeprefix('fct_')}" for name in sorted(facts) if "_" in name)
    words = "Released" if release.is_new else "Nothing changed since release"
    show(value, f"{words} {release.release_id}: {standing}.", as_json=as_json)


@app.command(rich_help_panel=PANEL)
def replay(
    replace: Annotated[bool, typer.Option(help="Put the replayed projections in place of the present ones.")] = False,
    as_json: AsJson = False,
) -> None:
    """Build every projection again from the ledger and hold it against the present one, table by table."""
    with reporting() as progress:
        replayed = steps.replay(read_settings(), progress, is_replacing=replace)
    show(replayed.as_dict(), replayed.text, as_json=as_json)
    if replayed.differing and not replace:
        raise CheckFailed(
            f"{len(replayed.differing)} tables differ: {', '.join(replayed.differing)}.",
            "After a change of code that is expected: run `newsledger refresh`, then replay again.",
        )


@app.command(rich_help_panel=PANEL)
def watch(url: Annotated[str, typer.Argument(help="Address of a live blog.")]) -> None:
    """Watch a live blog from now on, as if it had been discovered."""
    settings = read_settings()
    steps.watch(settings, url)
    landed = steps.land(settings)
    typer.echo("Watched from now on." if landed.drained.added else "Already watched.")


@app.command(rich_help_panel=PANEL)
def discover(as_json: AsJson = False) -> None:
    """Look through every source's feeds for live blogs and watch those found."""
    settings = read_settings()
    found = steps.discover(settings)
    landed = steps.land(settings)
    value = {"found": found, "new": landed.drained.added}
    show(value, f"{found} live blogs found; {landed.drained.text}", as_json=as_json)
