"""Taking bytes out of the ledger for a takedown or a privacy request, and leaving the chain whole."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipelines.core.clock import Clock, utc_now
from pipelines.core.disk import sync
from pipelines.core.errors import BadInput
from pipelines.core.events import BodyRedacted, Recordable
from pipelines.ledger import arrow, frames
from pipelines.ledger.appender import Progress
from pipelines.ledger.bodies import BodyRow
from pipelines.ledger.chain import Head
from pipelines.ledger.schema import EVENT_COLUMNS, fresh_ledger
from pipelines.ledger.space import require_free_space
from pipelines.ledger.store import Ledger, open_unlocked, writer_lock

STREAM = "newsledger:redactions"
_WITH_WORDS = "('ClaimReviewed', 'ModelAnswered')"


@dataclass(frozen=True)
class Scope:
    """What to take out: bodies by hash, a whole stream, every body that shows a post, or the words of single events."""

    body_sha256s: Sequence[str] = ()
    stream: str | None = None
    permalink: str | None = None
    positions: Sequence[int] = ()

    @property
    def text(self) -> str:
        """The scope in words, as recorded."""
        parts = [f"{len(self.body_sha256s)} bodies by hash"] if self.body_sha256s else []
        parts += [f"stream {self.stream}"] if self.stream else []
        parts += [f"post {self.permalink}"] if self.permalink else []
        parts += [f"the words of events {', '.join(map(str, self.positions))}"] if self.positions else []
        return "; ".join(parts)


@dataclass(frozen=True)
class Redacted:
    """What a redaction took out, and the chain's head after it."""

    bodies: int
    events: int
    head: Head

    @property
    def text(self) -> str:
        """The result in words, and what is left to do."""
        return (
            f"{self.bodies} bodies and the words of {self.events} events are gone from the ledger file; "
            f"the redaction is event {self.head.position}. Now refresh, so that the next release is without them; "
            "run the backup, which rewrites its segments; and remove older releases and spool files that hold them."
        )


def redact(
    ledger_path: Path,
    scope: Scope,
    *,
    reason: str,
    requested_by: str,
    min_free_megabytes: int = 0,
    wait_seconds: float = 60,
    clock: Clock = utc_now,
    progress: Progress | None = None,
) -> Redacted:
    """Write a new ledger file without the bytes in scope, record why, and put it in the old one's place at one stroke.

    Killed at any moment, it leaves the old ledger as it was. Raises BadInput where nothing stored is in scope.
    """
    fresh_path = ledger_path.with_name(f"{ledger_path.name}.rewriting")
    with writer_lock(ledger_path, wait_seconds):
        with open_unlocked(ledger_path, wait_seconds=wait_seconds) as ledger:
            require_free_space(ledger_path.parent, min_free_megabytes + ledger_path.stat().st_size // 1_000_000)
            ledger.connection.execute("CHECKPOINT")
            event = _event(ledger, scope, reason, requested_by, progress)
            _copy(ledger, fresh_path, event)
        with open_unlocked(fresh_path) as fresh:
            fresh.append([Recordable(stream=STREAM, observed_at=clock(), event=event)], clock)
            head = fresh.head()
        fresh_path.replace(ledger_path)
        sync(ledger_path.parent)
    return Redacted(len(event.body_sha256s), len(event.event_ids), head)


def shows(permalink: str) -> Callable[[bytes], bool]:
    """Whether a page's bytes name the permalink: plain, as a JSON string, or percent-encoded within another address."""
    address = re.sub(r"^https?://", "", permalink.strip()).rstrip("/")
    if len(address) < 4:
        raise BadInput(f"{permalink!r} is no permalink.", "Give the address of the post.")
    encoded = quote(address, safe="")
    forms = (address, address.replace("/", "\\/"), encoded, encoded.replace("%2F", "%2f"))
    pattern = re.compile(b"(?:%s)(?![0-9A-Za-z_-])" % b"|".join(re.escape(form.encode()) for form in forms))
    return lambda body: pattern.search(body) is not None


def _event(ledger: Ledger, scope: Scope, reason: str, requested_by: str, progress: Progress | None) -> BodyRedacted:
    bodies = sorted(_bodies_in_scope(ledger, scope, progress))
    event_ids = sorted(_events_in_scope(ledger, scope))
    if not bodies and not event_ids:
        raise BadInput(f"Nothing stored is in the scope: {scope.text or 'none was given'}.", "Nothing was changed.")
    return BodyRedacted(
        body_sha256s=tuple(bodies),
        event_ids=tuple(event_ids),
        scope=scope.text,
        reason=reason,
        requested_by=requested_by,
    )


def _bodies_in_scope(ledger: Ledger, scope: Scope, progress: Progress | None) -> set[str]:
    stored = _column(ledger, "SELECT sha256 FROM bodies WHERE frame IS NOT NULL ORDER BY position")
    wanted = set(scope.body_sha256s)
    if scope.stream:
        wanted |= {stored_event.body_sha256 or "" for stored_event in ledger.events(stream=scope.stream)}
    if scope.permalink:
        is_shown = shows(scope.permalink)
        for done, sha256 in enumerate(stored, start=1):
            if is_shown(ledger.body(sha256)):
                wanted.add(sha256)
            if progress:
                progress(done, len(stored))
    return wanted & set(stored)


def _events_in_scope(ledger: Ledger, scope: Scope) -> set[str]:
    positions = ", ".join(str(int(position)) for position in scope.positions) or "NULL"
    return set(
        _column(
            ledger,
            f"SELECT event_id FROM events WHERE payload IS NOT NULL AND event_type IN {_WITH_WORDS} "
            f"AND (position IN ({positions}) OR stream = ?)",
            [scope.stream],
        )
    )


def _copy(ledger: Ledger, fresh_path: Path, event: BodyRedacted) -> None:
    """All tables, into a new file that the bytes in question are never written to."""
    connection, bodies = ledger.connection, set(event.body_sha256s)
    for leftover in (fresh_path, fresh_path.with_name(f"{fresh_path.name}.wal")):
        leftover.unlink(missing_ok=True)
    with fresh_ledger(connection, fresh_path):
        with arrow.asked(connection, bodies):
            touched = _column(ledger, "SELECT DISTINCT frame::VARCHAR FROM bodies SEMI JOIN asked ON sha256 = value")
        with arrow.asked(connection, event.event_ids):
            columns = EVENT_COLUMNS.replace(" payload,", " CASE WHEN value IS NULL THEN payload END,")
            connection.execute(
                f"INSERT INTO fresh.events SELECT {columns} FROM events LEFT JOIN asked ON event_id = value"
            )
        with arrow.asked(connection, touched):
            connection.execute(
                "INSERT INTO fresh.bodies SELECT bodies.* FROM bodies ANTI JOIN asked ON frame::VARCHAR = value"
            )
        for frame in touched:
            rows = [vars(row) for row in _rewritten(ledger, int(frame), bodies)]
            arrow.insert(connection, "fresh.bodies", arrow.BODIES, rows)


def _rewritten(ledger: Ledger, frame: int, bodies: set[str]) -> Iterator[BodyRow]:
    rows = ledger.connection.execute(
        f"SELECT position, sha256, stream, size FROM bodies WHERE frame = {frame} ORDER BY depth"
    ).fetchall()
    base: bytes | None = None
    first, depth = 0, 0
    for position, sha256, stream, size in rows:
        if sha256 in bodies:
            yield BodyRow(position, sha256, stream, size, None, None, None)
            continue
        body = ledger.body(sha256)
        first = first or position
        yield BodyRow(position, sha256, stream, size, first, depth, frames.compress(body, base))
        base, depth = body, depth + 1


def _column(ledger: Ledger, query: str, values: Sequence[str | None] = ()) -> list[str]:
    return [value for (value,) in ledger.connection.execute(query, values).fetchall()]
