"""The one appender: drains the spool into the ledger in batches and removes what it has committed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pipelines.capture import spool as spools
from pipelines.core.clock import Clock, utc_now
from pipelines.core.errors import BadInput
from pipelines.core.log import get_logger
from pipelines.ledger.chain import Head
from pipelines.ledger.space import require_free_space
from pipelines.ledger.store import open_ledger

Progress = Callable[[int, int], None]
"""Called with (done, total)."""

BATCH_EVENTS = 20
BATCH_BYTES = 64 * 1024 * 1024

_ABANDONED_AFTER = timedelta(days=1)

_log = get_logger("ledger")


@dataclass(frozen=True)
class Drained:
    """What a drain did: events added, events the ledger already held, files set aside, and the chain's new head."""

    added: int
    repeated: int
    damaged: int
    head: Head

    @property
    def text(self) -> str:
        """The result in one line."""
        parts = [f"{self.added} events added"]
        if self.repeated:
            parts.append(f"{self.repeated} already in the ledger")
        if self.damaged:
            parts.append(f"{self.damaged} damaged spool files set aside in spool/damaged")
        return ", ".join(parts) + f"; the ledger stands at position {self.head.position}."


def drain(
    spool: Path,
    ledger_path: Path,
    *,
    min_free_megabytes: int = 0,
    wait_seconds: float = 60,
    clock: Clock = utc_now,
    progress: Progress | None = None,
) -> Drained:
    """Land every file now on the spool, oldest first; a file is removed only after its event is committed.

    Raises Busy where another appender still works after `wait_seconds`, NoSpace before a batch the disk may not hold.
    """
    added = repeated = damaged = done = 0
    with open_ledger(ledger_path, wait_seconds=wait_seconds) as ledger:
        paths = list(spools.waiting(spool))
        for batch in _batches(paths):
            require_free_space(ledger_path.parent, min_free_megabytes)
            whole = [spooled for path in batch if (spooled := _read(spool, path))]
            appended = ledger.append_whole([spooled.recordable for spooled in whole], clock)
            for spooled in whole:
                spooled.path.unlink()
            added, repeated = added + appended.added, repeated + appended.repeated
            damaged, done = damaged + len(batch) - len(whole), done + len(batch)
            if progress:
                progress(done, len(paths))
        spools.sweep(spool, utc_now() - _ABANDONED_AFTER)
        return Drained(added, repeated, damaged, ledger.head())


def _batches(paths: list[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    size = 0
    for path in paths:
        batch.append(path)
        size += path.stat().st_size
        if len(batch) >= BATCH_EVENTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(spool: Path, path: Path) -> spools.Spooled | None:
    try:
        return spools.read(path)
    except BadInput as error:
        spools.set_aside(spool, path, error.what)
        _log.warning("spool file set aside", file=path.name, reason=error.what)
        return None
