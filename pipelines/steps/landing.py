"""From a source to the ledger: look at a target, then drain the spool."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.capture import spool
from pipelines.capture.attempt import Validators
from pipelines.capture.client import PoliteClient
from pipelines.capture.files import capture_path
from pipelines.capture.warc_export import Exported
from pipelines.capture.warc_export import export_warc as write_warc
from pipelines.capture.web import capture_url
from pipelines.core.clock import Clock, utc_now
from pipelines.core.database import open_database
from pipelines.core.errors import BodyRedactedError, Unreachable
from pipelines.core.events import CaptureFailed, Recordable
from pipelines.core.settings import Settings
from pipelines.ledger.appender import Drained, drain
from pipelines.ledger.store import Ledger, open_ledger
from pipelines.posts.project import read_events
from pipelines.sources.registry import identify
from pipelines.steps.opening import WAIT_SECONDS, Progress, no_progress, reading_ledger


@dataclass(frozen=True)
class Captured:
    """What looking at one target gave: pages put on the spool, and the failures in words."""

    target: str
    pages: int
    failures: tuple[str, ...]

    def raise_if_failed(self) -> None:
        """Raise Unreachable where the target gave failures and no page, so that a scheduler tries again."""
        if self.failures and not self.pages:
            raise Unreachable(f"{self.target}: {self.failures[-1]}", "It is recorded and will be tried again.")


@dataclass(frozen=True)
class Landed:
    """What draining the spool added to the ledger, and the streams on whose pages a post changed."""

    drained: Drained
    changed_streams: list[str]


def capture(
    settings: Settings, target: str, given_observed_at: datetime | None = None, client: PoliteClient | None = None
) -> Captured:
    """Look at one target, a URL or a path of saved pages, and put what came, or why nothing came, on the spool."""
    pages, failures = 0, []
    for recordable in _look_at(settings, target, given_observed_at, client or PoliteClient(settings)):
        spool.write(settings.spool_path, recordable)
        if isinstance(recordable.event, CaptureFailed):
            failures.append(recordable.event.detail)
        else:
            pages += 1
    return Captured(target, pages, tuple(failures))


def _look_at(
    settings: Settings, target: str, given_observed_at: datetime | None, client: PoliteClient
) -> Iterator[Recordable]:
    if not target.startswith(("http://", "https://")):
        return capture_path(Path(target), given_observed_at)
    identity = identify(b"", target)
    stream = identity.stream if identity else None
    return capture_url(target, client, _validators(settings, target, stream), stream)


def _validators(settings: Settings, url: str, stream: str | None) -> Validators | None:
    """What the ledger knows of the newest page from this address, so that the site can answer: nothing changed."""
    if stream is None or not settings.ledger_path.exists():
        return None
    with reading_ledger(settings) as ledger:
        return Validators.newest(ledger.events(stream=stream), url)


def land(settings: Settings, clock: Clock = utc_now, progress: Progress = no_progress) -> Landed:
    """Drain the spool into the ledger."""
    with open_ledger(settings.ledger_path, wait_seconds=WAIT_SECONDS) as ledger:
        before = ledger.head().position
    drained = drain(
        settings.spool_path,
        settings.ledger_path,
        min_free_megabytes=settings.min_free_megabytes,
        wait_seconds=WAIT_SECONDS,
        clock=clock,
        progress=lambda done, total: progress("landing", done, total),
    )
    with reading_ledger(settings) as ledger:
        newest = {stored.stream for stored in ledger.events(after=before, event_type="PageCaptured")}
        return Landed(drained, sorted(stream for stream in newest if _has_changed_posts(ledger, stream, before)))


def _has_changed_posts(ledger: Ledger, stream: str, after: int) -> bool:
    """Whether the stream's captures after the position show other posts than the capture before them."""
    before = list(ledger.events(upto=after, stream=stream, event_type="PageCaptured"))[-1:]
    since = ledger.events(after=after, stream=stream, event_type="PageCaptured")
    page_posts = read_events([*before, *since], ledger.body)["page_posts"]
    wordings = page_posts.group_by("page_id").agg(pl.col("post_version_id").sort())["post_version_id"].to_list()
    return len({tuple(posts) for posts in wordings}) > (1 if before else 0)


def export_warc(settings: Settings, path: Path, stream: str | None = None) -> Exported:
    """Write the ledger's captures, of all streams or of one, as a web archive that other tools read."""
    with reading_ledger(settings) as ledger:
        return write_warc(ledger.events(stream=stream), lambda sha256: _body_or_none(ledger, sha256), path)


def _body_or_none(ledger: Ledger, body_sha256: str) -> bytes | None:
    try:
        return ledger.body(body_sha256)
    except BodyRedactedError:
        return None


def pages_showing(settings: Settings, permalink: str) -> list[str]:
    """Hashes of the page bodies on which a post with this address was read, also where they only name its number."""
    if not settings.work_path.exists():
        return []
    with open_database(settings.work_path, is_read_only=True) as work:
        rows = work.execute(_PAGES_SHOWING, [permalink]).fetchall()
    return [body_sha256 for (body_sha256,) in rows]


def reviews_of(settings: Settings, permalink: str) -> list[int]:
    """Positions of the reviews that quote a post with this address."""
    if not settings.work_path.exists():
        return []
    with open_database(settings.work_path, is_read_only=True) as work:
        rows = work.execute(_REVIEWS_OF, [permalink]).fetchall()
    return [position for (position,) in rows]


_REVIEWS_OF = """
    SELECT DISTINCT reviews.position FROM raw.reviews JOIN raw.post_versions AS versions USING (post_key)
    WHERE versions.url = ? ORDER BY ALL"""
_PAGES_SHOWING = """
    SELECT DISTINCT pages.body_sha256
    FROM raw.pages JOIN raw.page_posts USING (page_id) JOIN raw.post_versions AS versions USING (post_version_id)
    WHERE versions.url = ? ORDER BY ALL"""
