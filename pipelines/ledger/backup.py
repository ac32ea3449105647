"""Backing the ledger up, a segment at a time, and keeping redacted bytes out of what was backed up before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.ledger.appender import Progress
from pipelines.ledger.chain import Head
from pipelines.ledger.segments import (
    MANIFEST,
    Manifest,
    Segment,
    file_sha256,
    read_manifest,
    write_manifest,
    write_segment,
)
from pipelines.ledger.space import require_free_space
from pipelines.ledger.store import Ledger, open_ledger

_SEGMENT_EVENTS = 2000
_SEGMENT_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class BackedUp:
    """What a backup did: segments written for new events, older ones written again, and where the backup now ends."""

    written: int
    rewritten: int
    head: Head

    @property
    def text(self) -> str:
        """The result in one line."""
        again = f", {self.rewritten} older ones written again" if self.rewritten else ""
        new = f"{self.written} new segments" if self.written else "nothing new"
        return f"The backup reaches position {self.head.position}: {new}{again}."


def backup(
    ledger_path: Path,
    folder: Path,
    *,
    min_free_megabytes: int = 0,
    wait_seconds: float = 60,
    progress: Progress | None = None,
) -> BackedUp:
    """Bring the backup in `folder` to the ledger's head; interrupted, the next run goes on where it stopped.

    Segments that hold what has been redacted since, or that are missing or cut short, are written again. Raises
    BadInput where the folder holds the backup of another ledger, LedgerDamaged where a body to back up is not whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = read_manifest(folder) if (folder / MANIFEST).exists() else Manifest()
    with open_ledger(ledger_path, is_read_only=True, wait_seconds=wait_seconds) as ledger:
        head = ledger.head()
        _require_same_ledger(ledger, manifest, folder)
        stale = [segment for segment in manifest.segments if _is_stale(ledger, folder, segment)]
    written = 0
    for segment in stale:
        require_free_space(folder, min_free_megabytes)
        with open_ledger(ledger_path, is_read_only=True, wait_seconds=wait_seconds) as ledger:
            again = _write(ledger, folder, segment.first, segment.last)
        manifest = Manifest(tuple(again if one == segment else one for one in manifest.segments))
    write_manifest(folder, manifest)
    while manifest.head.position < head.position:
        require_free_space(folder, min_free_megabytes)
        with open_ledger(ledger_path, is_read_only=True, wait_seconds=wait_seconds) as ledger:
            first = manifest.head.position + 1
            segment = _write(ledger, folder, first, _end(ledger, first, head.position))
        manifest = Manifest((*manifest.segments, segment))
        write_manifest(folder, manifest)
        written += 1
        if progress:
            progress(manifest.head.position, head.position)
    _tidy(folder, manifest)
    return BackedUp(written, len(stale), manifest.head)


def _write(ledger: Ledger, folder: Path, first: int, last: int) -> Segment:
    rows = list(ledger.rows(first - 1, last))
    if [row.position for row in rows] != list(range(first, last + 1)):
        raise LedgerDamaged(f"Events between {first} and {last} are missing.", "Run `newsledger verify`.")
    path = folder / f"segment-{first:012d}-{last:012d}.tar.zst"
    hashes, redacted = _bodies(ledger, first, last), _redacted(ledger, first, last)
    write_segment(path, rows, ((sha256, ledger.body(sha256)) for sha256 in hashes))
    previous_hash = ledger.hash_at(first - 1) or ""
    segment = Segment(path.name, first, last, previous_hash, rows[-1].hash, len(hashes), redacted, 0, "")
    return replace(segment, size=path.stat().st_size, sha256=file_sha256(path))


def _bodies(ledger: Ledger, first: int, last: int) -> list[str]:
    # By stream, so that a body lies next to the one it resembles.
    rows = ledger.connection.execute(
        f"SELECT sha256 FROM bodies WHERE position BETWEEN {first} AND {last} AND frame IS NOT NULL "
        "ORDER BY stream, position"
    ).fetchall()
    return [sha256 for (sha256,) in rows]


def _redacted(ledger: Ledger, first: int, last: int) -> int:
    within = f"position BETWEEN {first} AND {last}"
    (bodies,), (events,) = ledger.connection.execute(
        f"SELECT count(*) FROM bodies WHERE {within} AND frame IS NULL "
        f"UNION ALL SELECT count(*) FROM events WHERE {within} AND payload IS NULL"
    ).fetchall()
    return int(bodies) + int(events)


def _end(ledger: Ledger, first: int, head: int) -> int:
    last = min(first + _SEGMENT_EVENTS - 1, head)
    size = 0
    for position, body_size in _sizes(ledger, first, last):
        size += body_size
        if size >= _SEGMENT_BYTES:
            return position
    return last


def _sizes(ledger: Ledger, first: int, last: int) -> Iterator[tuple[int, int]]:
    yield from ledger.connection.execute(
        f"SELECT position, size FROM bodies WHERE position BETWEEN {first} AND {last} ORDER BY position"
    ).fetchall()


def _is_stale(ledger: Ledger, folder: Path, segment: Segment) -> bool:
    path = folder / segment.name
    is_whole = path.exists() and path.stat().st_size == segment.size
    return not is_whole or _redacted(ledger, segment.first, segment.last) != segment.redacted


def _require_same_ledger(ledger: Ledger, manifest: Manifest, folder: Path) -> None:
    for segment in manifest.segments:
        if ledger.hash_at(segment.last) != segment.hash:
            raise BadInput(
                f"The backup in {folder} is not of this ledger: they differ at position {segment.last}.",
                "Run `newsledger verify`; if the ledger is whole, name an empty folder.",
            )


def _tidy(folder: Path, manifest: Manifest) -> None:
    kept = {segment.name for segment in manifest.segments}
    for path in [*folder.glob("segment-*.tar.zst"), *folder.glob(".segment-*.partial")]:
        if path.name not in kept:
            path.unlink()
