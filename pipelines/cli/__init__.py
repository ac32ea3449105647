"""The command line: one command for every step, and for every question an analyst or operator has."""

import sys

import typer

from pipelines.cli.app import app
from pipelines.core.errors import NewsledgerError

# Their order is the order of the help.
from pipelines.cli import pipeline, reading, reviewing, keeping, extraction  # isort: skip

__all__ = ["app", "extraction", "keeping", "main", "pipeline", "reading", "reviewing"]


def main() -> None:
    """Run the command line; an expected error becomes its words on standard error and its own exit code."""
    try:
        app()
    except NewsledgerError as error:
        typer.echo(f"newsledger: {error}", err=True)
        sys.exit(error.exit_code)
