"""Structured logging to standard error, so that standard output stays data."""

import logging
import sys
from typing import Any

import structlog


def configure(log_format: str, *, is_verbose: bool = False) -> None:
    """Log lines as `text` for people or `json` for machines; verbose adds debug lines."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if is_verbose else logging.INFO),
        logger_factory=_to_standard_error,
    )


def _to_standard_error(*_: Any) -> Any:
    return structlog.PrintLogger(sys.stderr)


# Also where nobody configured logging, as in a worker process, standard output stays data.
structlog.configure(logger_factory=_to_standard_error)


def get_logger(room: str) -> Any:
    """A logger whose lines name their room."""
    return structlog.get_logger(room=room)
