"""Rebuilding a ledger from a backup: the same events, the same chain, the same head."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipelines.core.database import transaction
from pipelines.core.disk import sync
from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.core.ids import sha256_hex
from pipelines.ledger.appender import Progress
from pipelines.ledger.bodies import BodyRow
from pipelines.ledger.chain import EventRow, Head, link
from pipelines.ledger.segments import Segment, file_sha256, open_segment, read_manifest
from pipelines.ledger.space import require_free_space
from pipelines.ledger.store import Ledger, open_unlocked, writer_lock
from pipelines.ledger.verify import Verified, verify

_BODIES_AT_ONCE = 20


@dataclass(frozen=True)
class Restored:
    """The head of the restored ledger, how far the backup reached, and the check that the ledger passed."""

    head: Head
    backup_head: Head
    verified: Verified

    @property
    def text(self) -> str:
        """The result in words."""
        lost = self.backup_head.position - self.head.position
        loss = f" The last {lost} events of the backup could not be read and are NOT restored." if lost else ""
        return f"Restored up to position {self.head.position}.{loss} {self.verified.text}"


def restore(
    folder: Path,
    ledger_path: Path,
    *,
    is_loss_accepted: bool = False,
    min_free_megabytes: int = 0,
    progress: Progress | None = None,
) -> Restored:
    """Rebuild the ledger, verify it, and put it at `ledger_path`, where none may be; a failure leaves nothing there.

    Raises LedgerDamaged naming the segment that is missing or damaged. With `is_loss_accepted`, everything before that
    segment is restored instead.
    """
    manifest = read_manifest(folder)
    fresh = ledger_path.with_name(f"{ledger_path.name}.restoring")
    with writer_lock(ledger_path):
        if ledger_path.exists():
            raise BadInput(f"There is already a ledger at {ledger_path}.", "Move it away first; nothing was changed.")
        require_free_space(ledger_path.parent, min_free_megabytes)
        _remove(fresh)
        try:
            head = _land(folder, manifest.segments, fresh, is_loss_accepted, progress)
            verified = verify(fresh)
            if not verified.is_sound and not is_loss_accepted:
                raise LedgerDamaged(f"The backup in {folder} is incomplete. {verified.text}")
            fresh.replace(ledger_path)
            sync(ledger_path.parent)
        finally:
            _remove(fresh)
    return Restored(head, manifest.head, verified)


def check_backup(folder: Path) -> list[str]:
    """What is wrong with the files of a backup, in words; empty where every checksum is right."""
    problems = []
    for segment in read_manifest(folder).segments:
        try:
            _require_intact(folder, segment)
        except LedgerDamaged as error:
            problems.append(error.what)
    return problems


def _land(
    folder: Path, segments: Sequence[Segment], fresh: Path, is_loss_accepted: bool, progress: Progress | None
) -> Head:
    with open_unlocked(fresh) as ledger:
        for segment in segments:
            try:
                _require_intact(folder, segment)
                with transaction(ledger.connection):
                    _land_segment(ledger, folder, segment)
            except LedgerDamaged:
                ledger.bodies.forget()
                if not is_loss_accepted:
                    raise
                break
            if progress:
                progress(segment.last, segments[-1].last)
        return ledger.head()


def _land_segment(ledger: Ledger, folder: Path, segment: Segment) -> None:
    with open_segment(folder / segment.name) as (rows, bodies):
        _require_chained(rows, segment)
        first_seen = _first_seen(ledger, rows)
        ledger.insert_rows(rows)
        while batch := list(islice(bodies, _BODIES_AT_ONCE)):
            for sha256, body in batch:
                if sha256_hex(body) != sha256 or sha256 not in first_seen:
                    raise LedgerDamaged(f"Body {sha256} in backup segment {segment.name} is not what it says.")
                row = first_seen.pop(sha256)
                ledger.bodies.add(row.position, row.stream, sha256, body)
            ledger.bodies.flush()
        for sha256, row in first_seen.items():
            ledger.bodies.add_redacted(BodyRow(row.position, sha256, row.stream, _size(row), None, None, None))
        ledger.bodies.flush()


def _require_intact(folder: Path, segment: Segment) -> None:
    path = folder / segment.name
    where = f"Backup segment {segment.name} (events {segment.first} to {segment.last})"
    advice = "Another copy of the backup may have it; or restore what stands before it, accepting the loss."
    if not path.exists():
        raise LedgerDamaged(f"{where} is missing.", advice)
    if file_sha256(path) != segment.sha256:
        raise LedgerDamaged(f"{where} is damaged.", advice)


def _require_chained(rows: list[EventRow], segment: Segment) -> None:
    head = Head(segment.first - 1, segment.previous_hash)
    for row in rows:
        if row.position != head.position + 1 or link(head.hash, row) != row.hash:
            raise LedgerDamaged(f"The chain breaks at event {row.position} of backup segment {segment.name}.")
        head = Head(row.position, row.hash)
    if head != Head(segment.last, segment.hash):
        raise LedgerDamaged(f"Backup segment {segment.name} does not end where its manifest says.")


def _first_seen(ledger: Ledger, rows: list[EventRow]) -> dict[str, EventRow]:
    captures = [row for row in rows if row.event_type == "PageCaptured" and row.body_sha256]
    known = ledger.bodies.known(row.body_sha256 or "" for row in captures)
    found: dict[str, EventRow] = {}
    for row in captures:
        if row.body_sha256 and row.body_sha256 not in known:
            found.setdefault(row.body_sha256, row)
    return found


def _size(row: EventRow) -> int:
    return int(json.loads(row.payload or "{}").get("body_size", 0))


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)
