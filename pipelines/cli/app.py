"""The Typer application, what all commands share: settings, output as text or JSON, progress."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipelines.core import log
from pipelines.core.clock import from_text
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings

HELP = """
From live blogs of a war to facts you can quote.

Each number in a release carries its sentence, who said it, when it was learnt and how it changed.

A first session:

    newsledger import warehouse/sample/pages    land saved pages in the ledger

    newsledger refresh                          read them, build the facts, publish a release

    newsledger status --facts 3                 see what came out

    newsledger sql "SELECT place, harm, count, evidence FROM marts.fct_casualties"

Exit codes: 0 done · 2 bad input · 3 a check failed, nothing was released · 4 busy, try again ·
5 the ledger is damaged · 6 no space · 7 a site could not be reached.
"""

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@app.callback()
def configure(verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log more.")] = False) -> None:
    """Read the settings and set up logging."""
    log.configure(read_settings().log_format, is_verbose=verbose)


def read_settings() -> Settings:
    """The settings of the environment; raises BadInput naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(
            f"NEWSLEDGER_{'_'.join(map(str, first['loc'])).upper()} is not usable: {first['msg']}.",
            "docs/operations.md lists all settings.",
        ) from error


def read_time(text: str | None) -> datetime | None:
    """A moment given on the command line; raises BadInput where it has no offset or is no time."""
    if text is None:
        return None
    try:
        return from_text(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no time with an offset.", "Write it like 2025-09-02T08:00:00Z.") from error


def show(value: Any, words: str, *, as_json: bool) -> None:
    """Print the result: its words for people, or the value as one JSON document."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str, indent=2) if as_json else words)


class Reporter:
    """Shows steps on standard error: bars on a terminal, one line a step elsewhere."""

    def __init__(self, bars: Progress | None) -> None:
        self._bars = bars
        self._tasks: dict[str, Any] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        """Report that `done` of `total` of a step are finished."""
        if self._bars:
            if step not in self._tasks:
                self._tasks[step] = self._bars.add_task(step, total=total)
            self._bars.update(self._tasks[step], completed=done, total=total)
        elif step not in self._tasks:
            self._tasks[step] = total
            typer.echo(f"{step} …", err=True)


@contextmanager
def reporting() -> Iterator[Reporter]:
    """A progress callback for the steps, alive inside the block."""
    if not sys.stderr.isatty():
        yield Reporter(None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield Reporter(bars)
