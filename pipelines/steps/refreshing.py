"""From the ledger to a release: read pages, extract claims, build and check the facts, publish."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

import duckdb
import polars as pl

from pipelines import projections, transform
from pipelines.checks import check, check_facts, enforce_floor
from pipelines.claims.extract import extract_posts, extractor_version
from pipelines.core.database import open_database
from pipelines.core.errors import BodyRedactedError
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_LINES, POST_VERSIONS, QUARANTINE, SCHEMA, TABLES, Table
from pipelines.ledger.store import Ledger, StoredEvent, open_ledger
from pipelines.posts.project import parsers_version, read_events
from pipelines.projections import Standing
from pipelines.release.catalog import Release, prune
from pipelines.release.publish import publish
from pipelines.steps.joining import claim_lines
from pipelines.steps.opening import WAIT_SECONDS, Progress, no_progress, reading_ledger, work_lock, writing_work
from pipelines.steps.parallel import in_parallel

Item = TypeVar("Item")
Rows = list[tuple[Table, pl.DataFrame]]

EVENTS_PER_BATCH = 200
POSTS_PER_BATCH = 500
_TABLES = {table.name: table for table in TABLES}


def read_posts(settings: Settings, progress: Progress = no_progress) -> int:
    """Read every new page of the ledger; the position this refresh stands at from here on."""
    with reading_ledger(settings) as ledger, writing_work(settings) as work:
        upto = ledger.head().position
        _read_posts(work, ledger, upto, progress)
    return upto


def extract_claims(settings: Settings, upto_position: int, progress: Progress = no_progress) -> int:
    """Extract claims from every wording not yet read by this extractor; the position, passed on."""
    with writing_work(settings) as work:
        _extract_claims(work, upto_position, progress)
    return upto_position


def build_marts(settings: Settings, upto_position: int) -> int:
    """Build and test the dbt models; the position, passed on."""
    with work_lock(settings):
        transform.build(settings, upto_position)
    return upto_position


def publish_release(settings: Settings, upto_position: int, *, is_forced: bool = False) -> Release:
    """Check the facts, then publish them; a failed check leaves the last release in place."""
    with reading_ledger(settings) as ledger:
        heads = [(row.position, row.hash) for row in ledger.rows(after=upto_position - 1, upto=upto_position)]
    with work_lock(settings):
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
    with reading as ledger, writing_work(settings) as work:
        _read_posts(work, ledger, upto_position, progress)
        _extract_claims(work, upto_position, progress)


def _read_posts(work: duckdb.DuckDBPyConnection, ledger: Ledger, upto: int, progress: Progress) -> None:
    stands = projections.standing(work, "posts")
    if stands and (stands.version != parsers_version() or _was_redacted(ledger, stands.upto_position, upto)):
        projections.empty(work, "posts")
        projections.empty(work, "claims")
        stands = None
    after = stands.upto_position if stands else 0
    batches = _batches(ledger.events(after=after, upto=upto), EVENTS_PER_BATCH)
    for reached, frames in in_parallel(_read_batch, ((batch, _bodies(ledger, batch)) for batch in batches)):
        _write_checked(work, "posts", frames, Standing(reached, parsers_version()))
        progress("reading pages", reached - after, upto - after)
    projections.write(work, "posts", [], Standing(upto, parsers_version()))


def _read_batch(batch: tuple[list[StoredEvent], dict[str, bytes]]) -> tuple[int, dict[str, pl.DataFrame]]:
    events, bodies = batch

    def body_of(body_sha256: str) -> bytes:
        if body_sha256 not in bodies:
            raise BodyRedactedError(f"Body {body_sha256} was redacted.")
        return bodies[body_sha256]

    return events[-1].position, read_events(events, body_of)


def _bodies(ledger: Ledger, events: list[StoredEvent]) -> dict[str, bytes]:
    """The bodies that the events name, without those that were redacted."""
    found = {}
    for sha256 in {event.body_sha256 for event in events if event.body_sha256}:
        with suppress(BodyRedactedError):
            found[sha256] = ledger.body(sha256)
    return found


def _was_redacted(ledger: Ledger, after: int, upto: int) -> bool:
    return next(ledger.events(after=after, upto=upto, event_type="BodyRedacted"), None) is not None


def _extract_claims(work: duckdb.DuckDBPyConnection, upto: int, progress: Progress) -> None:
    version = extractor_version()
    stands = projections.standing(work, "claims")
    if stands and stands.version != version:
        projections.empty(work, "claims")
    unread = work.sql(
        f"SELECT * FROM {POST_VERSIONS.qualified_name} ANTI JOIN {SCHEMA}.extractions USING (post_version_id) "
        "ORDER BY post_key, post_version_id"
    ).pl()
    batches = (unread.slice(start, POSTS_PER_BATCH) for start in range(0, len(unread), POSTS_PER_BATCH))
    for done, frames in enumerate(in_parallel(extract_posts, batches), start=1):
        valid, refused = _checked(frames)
        lines = _checked({CLAIM_LINES.name: claim_lines(work, {table.name: frame for table, frame in valid})})
        projections.write(work, "claims", [*valid, *lines[0], *refused, *lines[1]], Standing(upto, version))
        progress("extracting claims", min(done * POSTS_PER_BATCH, len(unread)), len(unread))
    projections.write(work, "claims", [], Standing(upto, version))


def _write_checked(
    work: duckdb.DuckDBPyConnection, room: str, frames: Mapping[str, pl.DataFrame], now_at: Standing
) -> None:
    """Write what keeps its contract, quarantine what does not; raises CheckFailed below a layer's floor."""
    valid, refused = _checked(frames)
    projections.write(work, room, [*valid, *refused], now_at)


def _checked(frames: Mapping[str, pl.DataFrame]) -> tuple[Rows, Rows]:
    """The rows that keep their table's contract, and those for the quarantine."""
    valid, refused = [], []
    for name, frame in frames.items():
        checked = check(_TABLES[name], frame)
        enforce_floor(_TABLES[name], len(frame), len(checked.refused))
        valid.append((_TABLES[name], checked.valid))
        refused.append((QUARANTINE, checked.refused))
    return valid, refused


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
