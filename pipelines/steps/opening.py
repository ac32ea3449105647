"""Who may open which file: the ledger for reading, the projections for one writer at a time; and how steps report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb
from filelock import FileLock, Timeout

from pipelines import projections
from pipelines.core.database import open_database
from pipelines.core.errors import Busy
from pipelines.core.settings import Settings
from pipelines.ledger.store import Ledger, open_ledger

Progress = Callable[[str, int, int], None]
"""Called with (step, done, total)."""

WAIT_SECONDS = 60.0


def no_progress(step: str, done: int, total: int) -> None:
    """For callers who show none."""


@contextmanager
def reading_ledger(settings: Settings) -> Iterator[Ledger]:
    """The ledger for reading, empty where nothing was landed yet; waits a while for an appender that is at work."""
    if not settings.ledger_path.exists():
        with open_ledger(settings.ledger_path, wait_seconds=WAIT_SECONDS):
            pass
    with open_ledger(settings.ledger_path, is_read_only=True, wait_seconds=WAIT_SECONDS) as ledger:
        yield ledger


@contextmanager
def writing_work(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The projections for writing, with their tables made."""
    with work_lock(settings), open_database(settings.work_path) as work:
        projections.create_tables(work)
        yield work


@contextmanager
def work_lock(settings: Settings) -> Iterator[None]:
    """Held by the one process that writes the projections; raises Busy at once for a second one."""
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{settings.work_path}.lock", timeout=0):
            yield
    except Timeout as error:
        raise Busy("Another refresh is running.", "Wait for it to finish, then try again.") from error
