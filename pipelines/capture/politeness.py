"""A host's request slots, shared by all worker processes through one small file a host."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock

from pipelines.capture.retry import MAX_RETRY_AFTER_SECONDS
from pipelines.core.clock import Clock, from_text, to_text, utc_now
from pipelines.core.errors import Busy

Sleep = Callable[[float], None]

# Only a clock that was set back makes a slot or a pause look farther away than this.
_FARTHEST_SLOT = timedelta(hours=1)
_FARTHEST_PAUSE = timedelta(seconds=2 * MAX_RETRY_AFTER_SECONDS)


@dataclass(frozen=True)
class _State:
    last_slot: datetime | None = None
    paused_until: datetime | None = None


def _not_before(state: _State, interval: timedelta, now: datetime) -> Iterator[datetime]:
    if state.last_slot and state.last_slot < now + _FARTHEST_SLOT:
        yield state.last_slot + interval
    if state.paused_until and state.paused_until < now + _FARTHEST_PAUSE:
        yield state.paused_until


@dataclass(frozen=True)
class HostSlots:
    """Hands out the moments at which a host may be asked; `folder` is common to all who ask."""

    folder: Path
    clock: Clock = utc_now
    sleep: Sleep = time.sleep

    def wait_for(self, host: str, interval_seconds: float, max_wait_seconds: float) -> None:
        """Return when it is this caller's turn, `interval_seconds` after the one before; raises Busy beyond the wait.

        A slot is reserved before sleeping, so nobody holds the lock while waiting.
        """
        self.sleep(self._reserve(host, timedelta(seconds=interval_seconds), max_wait_seconds))

    def pause(self, host: str, seconds: float) -> None:
        """Let nobody ask `host` for so long: it said Retry-After."""
        with self._lock(host):
            state, until = self._read(host), self.clock() + timedelta(seconds=seconds)
            self._write(host, _State(state.last_slot, max(until, state.paused_until or until)))

    def _reserve(self, host: str, interval: timedelta, max_wait_seconds: float) -> float:
        with self._lock(host):
            now, state = self.clock(), self._read(host)
            slot = max([now, *_not_before(state, interval, now)])
            wait = (slot - now).total_seconds()
            if wait > max_wait_seconds:
                raise Busy(f"{host} may not be asked for another {wait:.0f} seconds.", "Ask again after that.")
            self._write(host, _State(slot, state.paused_until))
        return wait

    def _lock(self, host: str) -> FileLock:
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self._path(host).with_suffix(".lock"))

    def _path(self, host: str) -> Path:
        return self.folder / f"{quote(host, safe='')}.json"

    def _read(self, host: str) -> _State:
        try:
            stored = json.loads(self._path(host).read_bytes())
            return _State(*(from_text(stored[key]) if stored[key] else None for key in ("last_slot", "paused_until")))
        except (OSError, ValueError, KeyError, TypeError):
            return _State()

    def _write(self, host: str, state: _State) -> None:
        stored = {
            "last_slot": to_text(state.last_slot) if state.last_slot else None,
            "paused_until": to_text(state.paused_until) if state.paused_until else None,
        }
        partial = self._path(host).with_suffix(".partial")
        partial.write_text(json.dumps(stored))
        partial.replace(self._path(host))
