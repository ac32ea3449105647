"""Commands that keep things safe: doctor; verify, backup, restore and redact come with the ledger's own functions."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.app import AsJson, app, read_settings, show
from pipelines.doctor import examine


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at this machine and say what would keep newsledger from working."""
    results = list(examine(read_settings()))
    words = "\n".join(f"{result.status:<5} {result.name:<10} {result.detail}" for result in results)
    show([result.model_dump() for result in results], words, as_json=as_json)
    if any(result.status == "fail" for result in results):
        raise typer.Exit(1)
