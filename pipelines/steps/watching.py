"""Which live blogs are watched, which of them are due, and how new ones are found."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from pipelines.capture import spool
from pipelines.capture.cadence import Pace, history_of, next_poll
from pipelines.capture.client import PoliteClient
from pipelines.capture.discovery import find_blogs, watch_by_hand
from pipelines.core.clock import Clock, from_database, utc_now
from pipelines.core.database import open_database
from pipelines.core.events import BlogDiscovered
from pipelines.core.settings import Settings
from pipelines.ledger.store import Ledger
from pipelines.release.catalog import latest
from pipelines.sources.registry import SOURCES, identify
from pipelines.steps.opening import reading_ledger


def watched(settings: Settings) -> list[str]:
    """The configured targets and the blogs the ledger discovered, each once, in that order."""
    with _ledger(settings) as ledger:
        return _watched(settings, ledger)


def due(settings: Settings, clock: Clock = utc_now) -> list[str]:
    """The watched targets to look at now: all folders, and each address whose cadence says so."""
    now = clock()
    with _ledger(settings) as ledger:
        return [target for target in _watched(settings, ledger) if _is_due(settings, ledger, target, now)]


def watch(settings: Settings, url: str, clock: Clock = utc_now) -> None:
    """Put a live blog named by hand on the spool; raises BadInput where the address is none."""
    spool.write(settings.spool_path, watch_by_hand(url, clock))


def discover(settings: Settings, client: PoliteClient | None = None) -> int:
    """Look through every source's feeds and put the live blogs found on the spool; how many were found."""
    found = 0
    for source in SOURCES.values():
        for recordable in find_blogs(source, client or PoliteClient(settings)):
            spool.write(settings.spool_path, recordable)
            found += isinstance(recordable.event, BlogDiscovered)
    return found


@contextmanager
def _ledger(settings: Settings) -> Iterator[Ledger | None]:
    if not settings.ledger_path.exists():
        yield None
        return
    with reading_ledger(settings) as ledger:
        yield ledger


def _watched(settings: Settings, ledger: Ledger | None) -> list[str]:
    configured = settings.watch.replace(",", " ").split()
    events = [stored.event for stored in ledger.events(event_type="BlogDiscovered")] if ledger else []
    return list(dict.fromkeys([*configured, *(event.url for event in events if isinstance(event, BlogDiscovered))]))


def _is_due(settings: Settings, ledger: Ledger | None, target: str, now: datetime) -> bool:
    identity = identify(b"", target) if _is_address(target) else None
    if identity is None or ledger is None:
        return True
    history = history_of(ledger.events(stream=identity.stream), *_life(settings, identity.stream))
    if history is None:
        return True
    floor = SOURCES[identity.source].discovery.min_seconds_between_polls
    due_at = next_poll(history, Pace(), floor)
    return due_at is not None and due_at <= now


def _life(settings: Settings, stream: str) -> tuple[datetime | None, datetime | None]:
    """When the blog was seen to be closed, and when a post last changed, as far as the latest release knows."""
    release = latest(settings)
    if release is None:
        return None, None
    query = "SELECT closed_at, last_news_at FROM marts.dim_blogs WHERE stream = ?"
    with open_database(release.database_path, is_read_only=True) as connection:
        found = connection.execute(query, [stream]).fetchone() or (None, None)
    closed_at, last_news_at = (from_database(moment) if moment else None for moment in found)
    return closed_at, last_news_at


def _is_address(target: str) -> bool:
    return target.startswith(("http://", "https://"))
