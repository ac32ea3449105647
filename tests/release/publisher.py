"""A publisher in a process of its own, made to be killed: releases the same home again and again."""

import sys
from pathlib import Path

from pipelines.core.settings import Settings
from pipelines.release import publish


def main(home: str) -> None:
    """Publish until killed; prints a line after each release."""
    settings = Settings(home=Path(home), min_free_megabytes=0)
    while True:
        publish(settings, 7, (7, "a" * 64), [], {}, is_forced=True)
        sys.stdout.write("released\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
