"""The steps of the pipeline, in order: the only place that knows all rooms, called by the CLI and the DAGs alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from pipelines import projections, transform
from pipelines.capture import spool
from pipelines.capture.client import PoliteClient
from pipelines.capture.files import capture_path
from pipelines.capture.web import Validators, capture_url
from pipelines.checks import check, check_facts, enforce_floor
from pipelines.claims.extract import extract_posts, extractor_version
from pipelines.core.clock import Clock, utc_now
from pipelines.core.database import open_database
from pipelines.core.errors import Busy, Unreachable
from pipelines.core.events import BlogDiscovered, CaptureFailed, PageCaptured, PageUnchanged, Recordable
from pipelines.core.settings import Settings
from pipelines.core.tables import POST_VERSIONS, SCHEMA, TABLES, Table
from pipelines.ledger.appender import Drained, drain
from pipelines.ledger.store import Ledger, open_ledger
from pipelines.posts.project import parsers_version, read_events
from pipelines.projections import Standing
from pipelines.release.catalog import Release, prune
from pipelines.release.publish import publish
from pipelines.sources.registry import identify

Progress = Callable[[str, int, int], None]
Item = TypeVar("Item")

EVENTS_PER_BATCH = 200
POSTS_PER_BATCH = 500
WAIT_SECONDS = 60.0
_TABLES = {table.name: table for table in TABLES}


def no_progress(step: str, done: int, total: int) -> None:
    """For callers who show none."""


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


# --- from a source to the ledger


def watched(settings: Settings) -> list[str]:
    """The configured targets and the blogs the ledger discovered, each once, in that order."""
    configured = settings.watch.replace(",", " ").split()
    with open_ledger(settings.ledger_path, wait_seconds=WAIT_SECONDS) as ledger:
        events = (stored.event for stored in ledger.events(event_type="BlogDiscovered"))
        discovered = [event.url for event in events if isinstance(event, BlogDiscovered)]
    return list(dict.fromkeys([*configured, *discovered]))


def capture(settings: Settings, target: str, given_observed_at: datetime | None = None) -> Captured:
    """Look at one target, a URL or a path of saved pages, and put what came, or why nothing came, on the spool."""
    pages, failures = 0, []
    for recordable in _look_at(settings, target, given_observed_at):
        spool.write(settings.spool_path, recordable)
        if isinstance(recordable.event, CaptureFailed):
            failures.append(recordable.event.detail)
        else:
            pages += 1
    return Captured(target, pages, tuple(failures))


def _look_at(settings: Settings, target: str, given_observed_at: datetime | None) -> Iterator[Recordable]:
    if not target.startswith(("http://", "https://")):
        return capture_path(Path(target), given_observed_at)
    identity = identify(b"", target)
    stream = identity.stream if identity else None
    return capture_url(target, PoliteClient(settings), _validators(settings, stream), stream)


def _validators(settings: Settings, stream: str | None) -> Validators | None:
    """What the ledger knows of the stream's newest page, so that the site can answer that nothing changed."""
    if stream is None or not settings.ledger_path.exists():
        return None
    with _reading_ledger(settings) as ledger:
        events = [stored.event for stored in ledger.events(stream=stream)]
    pages = [event for event in events if isinstance(event, PageCaptured | PageUnchanged)]
    return Validators.from_headers(pages[-1].body_sha256, pages[-1].headers) if pages else None


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
    with _reading_ledger(settings) as ledger:
        newest = {stored.stream for stored in ledger.events(after=before, event_type="PageCaptured")}
        return Landed(drained, sorted(stream for stream in newest if _has_changed_posts(ledger, stream, before)))


def _has_changed_posts(ledger: Ledger, stream: str, after: int) -> bool:
    """Whether the stream's captures after the position show other posts than the capture before them."""
    before = list(ledger.events(upto=after, stream=stream, event_type="PageCaptured"))[-1:]
    since = ledger.events(after=after, stream=stream, event_type="PageCaptured")
    page_posts = read_events([*before, *since], ledger.body)["page_posts"]
    wordings = page_posts.group_by("page_id").agg(pl.col("post_version_id").sort())["post_version_id"].to_list()
    return len({tuple(posts) for posts in wordings}) > (1 if before else 0)


# --- from the ledger to a release


def read_posts(settings: Settings, progress: Progress = no_progress) -> int:
    """Read every new page of the ledger; the position this refresh stands at from here on."""
    with _reading_ledger(settings) as ledger, _writing_work(settings) as work:
        upto = ledger.head().position
        _read_posts(work, ledger, upto, progress)
    return upto


def extract_claims(settings: Settings, upto_position: int, progress: Progress = no_progress) -> int:
    """Extract claims from every wording not yet read by this extractor; the position, passed on."""
    with _writing_work(settings) as work:
        _extract_claims(work, upto_position, progress)
    return upto_position


def build_marts(settings: Settings, upto_position: int) -> int:
    """Build and test the dbt models; the position, passed on."""
    with _work_lock(settings):
        transform.build(settings, upto_position)
    return upto_position


def publish_release(settings: Settings, upto_position: int, *, is_forced: bool = False) -> Release:
    """Check the facts, then publish them; a failed check leaves the last release in place."""
    with _reading_ledger(settings) as ledger:
        heads = [(row.position, row.hash) for row in ledger.rows(after=upto_position - 1, upto=upto_position)]
    with _work_lock(settings):
        with open_database(settings.work_path, is_read_only=True) as work:
            results = check_facts(work)
        versions = {"parsers": parsers_version(), "extractor": extractor_version(), "models": transform.version()}
        release = publish(
            settings,
            upto_position,
            heads[0] if heads else (0, ""),
            results,
            versions,
            macros=transform.macros(settings),
            is_forced=is_forced,
        )
    prune(settings)
    return release


def refresh(settings: Settings, progress: Progress = no_progress, *, is_forced: bool = False) -> Release:
    """All steps from the ledger to a release."""
    upto = read_posts(settings, progress)
    extract_claims(settings, upto, progress)
    progress("building and testing the marts", 0, 1)
    build_marts(settings, upto)
    progress("publishing", 0, 1)
    return publish_release(settings, upto, is_forced=is_forced)


def project(ledger_path: Path, settings: Settings, upto_position: int, progress: Progress = no_progress) -> None:
    """Read posts and claims of another home's ledger into this home's projections; what replay and comparisons do."""
    reading = open_ledger(ledger_path, is_read_only=True, wait_seconds=WAIT_SECONDS)
    with reading as ledger, _writing_work(settings) as work:
        _read_posts(work, ledger, upto_position, progress)
        _extract_claims(work, upto_position, progress)


def _read_posts(work: duckdb.DuckDBPyConnection, ledger: Ledger, upto: int, progress: Progress) -> None:
    stands = projections.standing(work, "posts")
    if stands and (stands.version != parsers_version() or _was_redacted(ledger, stands.upto_position, upto)):
        projections.empty(work, "posts")
        projections.empty(work, "claims")
        stands = None
    after = stands.upto_position if stands else 0
    for batch in _batches(ledger.events(after=after, upto=upto), EVENTS_PER_BATCH):
        reached = batch[-1].position
        _write_checked(work, "posts", read_events(batch, ledger.body), Standing(reached, parsers_version()))
        progress("reading pages", reached - after, upto - after)
    projections.write(work, "posts", [], Standing(upto, parsers_version()))


def _was_redacted(ledger: Ledger, after: int, upto: int) -> bool:
    return next(ledger.events(after=after, upto=upto, event_type="BodyRedacted"), None) is not None


def _extract_claims(work: duckdb.DuckDBPyConnection, upto: int, progress: Progress) -> None:
    version = extractor_version()
    stands = projections.standing(work, "claims")
    if stands and stands.version != version:
        projections.empty(work, "claims")
    unread = work.sql(
        f"SELECT * FROM {POST_VERSIONS.qualified_name} ANTI JOIN {SCHEMA}.extractions USING (post_version_id) "
        "ORDER BY post_version_id"
    ).pl()
    for start in range(0, len(unread), POSTS_PER_BATCH):
        batch = unread.slice(start, POSTS_PER_BATCH)
        _write_checked(work, "claims", extract_posts(batch), Standing(upto, version))
        progress("extracting claims", start + len(batch), len(unread))
    projections.write(work, "claims", [], Standing(upto, version))


def _write_checked(
    work: duckdb.DuckDBPyConnection, room: str, frames: Mapping[str, pl.DataFrame], now_at: Standing
) -> None:
    """Write what keeps its contract, quarantine what does not; raises CheckFailed below a layer's floor."""
    to_write: list[tuple[Table, pl.DataFrame]] = []
    for name, frame in frames.items():
        checked = check(_TABLES[name], frame)
        enforce_floor(_TABLES[name], len(frame), len(checked.refused))
        to_write += [(_TABLES[name], checked.valid), (_TABLES["quarantine"], checked.refused)]
    projections.write(work, room, to_write, now_at)


# --- who may open what


@contextmanager
def _reading_ledger(settings: Settings) -> Iterator[Ledger]:
    with open_ledger(settings.ledger_path, is_read_only=True, wait_seconds=WAIT_SECONDS) as ledger:
        yield ledger


@contextmanager
def _writing_work(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with _work_lock(settings), open_database(settings.work_path) as work:
        projections.create_tables(work)
        yield work


@contextmanager
def _work_lock(settings: Settings) -> Iterator[None]:
    """One process at a time writes the projections."""
    try:
        with FileLock(f"{settings.work_path}.lock", timeout=0):
            yield
    except Timeout as error:
        raise Busy("Another refresh is running.", "Wait for it to finish, then try again.") from error


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
