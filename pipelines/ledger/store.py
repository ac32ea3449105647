"""The ledger in a DuckDB file: append, head, events, body."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock, Timeout

from pipelines.capture.spool import is_whole
from pipelines.core.clock import Clock, from_database, to_database, utc_now
from pipelines.core.database import open_database, transaction
from pipelines.core.errors import BadInput, Busy, LedgerDamaged, NoSpace
from pipelines.core.events import Event, PageCaptured, PageUnchanged, Recordable
from pipelines.core.ids import canonical_json, sha256_hex
from pipelines.ledger import arrow
from pipelines.ledger.arrow import sql_list
from pipelines.ledger.bodies import Bodies
from pipelines.ledger.chain import START, EventRow, Head, link
from pipelines.ledger.schema import EVENT_COLUMNS, attached, create_tables, is_held, require_readable
from pipelines.ledger.upcast import read_event

_WINDOW = 5000
_RETRY_SECONDS = 0.05
_MEMORY = "256MB"

RESTORE = "Keep the file for inspection; `newsledger restore` rebuilds the ledger from a backup."


@dataclass(frozen=True)
class Appended:
    """How many events were new, and how many the ledger already held."""

    added: int
    repeated: int


@dataclass(frozen=True)
class StoredEvent:
    """An event of the ledger, in today's shape, with the hash that proves its place."""

    position: int
    stream: str
    event_type: str
    observed_at: datetime
    recorded_at: datetime
    event: Event
    body_sha256: str | None
    hash: str


class Ledger:
    """An open ledger. `connection` is for this room's own modules."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.bodies = Bodies(connection)

    def head(self) -> Head:
        """The end of the chain."""
        with reading():
            row = self.connection.execute("SELECT position, hash FROM events ORDER BY position DESC LIMIT 1").fetchone()
        return Head(*row) if row else START

    def append(self, recordables: Sequence[Recordable], clock: Clock = utc_now) -> Appended:
        """Add what is new, in order, in one transaction; raises BadInput where an event and its body disagree."""
        for recordable in recordables:
            if not is_whole(recordable):
                raise BadInput(
                    f"An event of {recordable.stream} does not carry the body it names.", "Capture it again."
                )
        return self.append_whole(recordables, clock)

    def append_whole(self, recordables: Sequence[Recordable], clock: Clock = utc_now) -> Appended:
        """`append` for events read from the spool, which has compared their bodies already."""
        try:
            with writing(), transaction(self.connection):
                return self._append(recordables, clock())
        except BaseException:
            self.bodies.forget()
            raise

    def rows(self, after: int = 0, upto: int | None = None) -> Iterator[EventRow]:
        """Events as stored, by position, also redacted ones; what verify and backup read."""
        yield from self._select(after, upto)

    def events(
        self, after: int = 0, upto: int | None = None, stream: str | None = None, event_type: str | None = None
    ) -> Iterator[StoredEvent]:
        """Events with after < position <= upto, in order, in today's shape; those with redacted words are left out."""
        where = "stream = coalesce(?, stream) AND event_type = coalesce(?, event_type) AND payload IS NOT NULL"
        for row in self._select(after, upto, where, [stream, event_type]):
            yield _stored_event(row)

    def hash_at(self, position: int) -> str | None:
        """The hash of the event at a position; None where there is none."""
        return START.hash if position == 0 else next((row.hash for row in self.rows(position - 1, position)), None)

    def body(self, body_sha256: str) -> bytes:
        """The bytes with this hash; raises BodyRedactedError after a redaction, LedgerDamaged on damaged bytes."""
        with reading():
            return self.bodies.read(body_sha256)

    def insert_rows(self, rows: Sequence[EventRow]) -> None:
        """Write finished rows, within the caller's transaction."""
        arrow.insert(self.connection, "events", arrow.EVENTS, [_plain(row) for row in rows])

    def _append(self, recordables: Sequence[Recordable], now: datetime) -> Appended:
        head, recorded_at = self.head(), self._never_before_the_last(now)
        event_ids = self._known_ids([recordable.event_id for recordable in recordables])
        latest = self._latest_bodies({recordable.stream for recordable in recordables})
        stored = self.bodies.known(r.event.body_sha256 for r in recordables if isinstance(r.event, PageCaptured))
        rows: list[EventRow] = []
        for recordable in recordables:
            if recordable.event_id in event_ids:
                continue
            event_ids.add(recordable.event_id)
            event = _unchanged(recordable.event, latest.get(recordable.stream))
            row = _chained(head, recordable, event, recorded_at)
            head = Head(row.position, row.hash)
            rows.append(row)
            if isinstance(event, PageCaptured):
                latest[recordable.stream] = event.body_sha256
                if event.body_sha256 not in stored and recordable.body is not None:
                    stored.add(event.body_sha256)
                    self.bodies.add(row.position, row.stream, event.body_sha256, recordable.body)
        self.insert_rows(rows)
        self.bodies.flush()
        return Appended(len(rows), len(recordables) - len(rows))

    def _select(
        self, after: int, upto: int | None, where: str = "true", values: Sequence[str | None] = ()
    ) -> Iterator[EventRow]:
        # Windows of positions keep memory flat, and an unreadable block from hiding what stands before it.
        end = self.head().position if upto is None else min(upto, self.head().position)
        for start in range(after, end, _WINDOW):
            window = f"position > {start} AND position <= {min(start + _WINDOW, end)}"
            with reading():
                found = self.connection.execute(
                    f"SELECT {EVENT_COLUMNS} FROM events WHERE {window} AND {where} ORDER BY position", values
                ).fetchall()
            for columns in found:
                yield _row(columns)

    def _known_ids(self, event_ids: Iterable[str]) -> set[str]:
        rows = self.connection.execute(f"SELECT event_id FROM events WHERE event_id IN {sql_list(event_ids)}")
        return {event_id for (event_id,) in rows.fetchall()}

    def _latest_bodies(self, streams: Iterable[str]) -> dict[str, str]:
        with arrow.asked(self.connection, streams):
            rows = self.connection.execute(
                "SELECT stream, arg_max(body_sha256, position) FROM events SEMI JOIN asked ON stream = value "
                "WHERE event_type = 'PageCaptured' GROUP BY stream"
            ).fetchall()
        return dict(rows)

    def _never_before_the_last(self, now: datetime) -> datetime:
        # A clock that was set back must not make a later event look known before an earlier one.
        (last,) = self.connection.execute("SELECT max(recorded_at) FROM events").fetchall()[0]
        return max(now, from_database(last)) if last else now


@contextmanager
def open_ledger(path: Path, *, is_read_only: bool = False, wait_seconds: float = 0) -> Iterator[Ledger]:
    """The ledger at `path`, made if it is to be written and absent.

    Raises Busy where another process still holds it after `wait_seconds`, LedgerDamaged where the file cannot be read.
    """
    with ExitStack() as stack:
        if not is_read_only:
            stack.enter_context(writer_lock(path, wait_seconds))
        yield stack.enter_context(open_unlocked(path, is_read_only=is_read_only, wait_seconds=wait_seconds))


@contextmanager
def open_unlocked(path: Path, *, is_read_only: bool = False, wait_seconds: float = 0) -> Iterator[Ledger]:
    """`open_ledger` for a caller who holds the writer's lock."""
    with ExitStack() as stack:
        connection = _connect(stack, path, is_read_only, time.monotonic() + wait_seconds)
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        if not is_read_only:
            create_tables(connection)
        require_readable(connection)
        yield Ledger(connection)


@contextmanager
def writer_lock(path: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Held by the one process that writes the ledger; freed by the system when that process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{path}.lock", timeout=wait_seconds):
            yield
    except Timeout as error:
        raise Busy("Another process is writing the ledger.", "Wait for it to finish, then try again.") from error


@contextmanager
def reading() -> Iterator[None]:
    """Turns what DuckDB says of an unreadable block into LedgerDamaged."""
    try:
        yield
    except duckdb.Error as error:
        raise LedgerDamaged(f"The ledger cannot be read: {str(error).splitlines()[0]}", RESTORE) from error


@contextmanager
def writing() -> Iterator[None]:
    """Turns what DuckDB says of a full disk into NoSpace; the transaction is then not in the ledger."""
    try:
        yield
    except duckdb.Error as error:
        if "Could not write" in str(error):
            raise NoSpace(
                f"The disk is full: {str(error).splitlines()[0]}", "Free some space; the spool has kept every event."
            ) from error
        raise


def _connect(stack: ExitStack, path: Path, is_read_only: bool, deadline: float) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            return stack.enter_context(open_database(path, is_read_only=True) if is_read_only else attached(path))
        except (Busy, duckdb.Error) as error:
            if not (isinstance(error, Busy) or is_held(error)):
                raise LedgerDamaged(
                    f"The ledger {path.name} cannot be opened: {str(error).splitlines()[0]}", RESTORE
                ) from error
            if time.monotonic() >= deadline:
                raise Busy("The ledger is in use.", "Wait for the other process to finish, then try again.") from error
            time.sleep(_RETRY_SECONDS)


def _unchanged(event: Event, latest_sha256: str | None) -> Event:
    is_same = (
        isinstance(event, PageCaptured) and event.observed_basis == "fetched" and event.body_sha256 == latest_sha256
    )
    if not is_same:
        return event
    return PageUnchanged(**event.model_dump(include=set(PageUnchanged.model_fields)))


def _chained(head: Head, recordable: Recordable, event: Event, recorded_at: datetime) -> EventRow:
    payload = canonical_json(event.model_dump(mode="json"))
    row = EventRow(
        position=head.position + 1,
        event_id=recordable.event_id,
        stream=recordable.stream,
        event_type=type(event).__name__,
        schema_version=event.schema_version,
        observed_at=recordable.observed_at,
        recorded_at=recorded_at,
        payload=payload,
        payload_sha256=sha256_hex(payload),
        body_sha256=getattr(event, "body_sha256", None),
    )
    return replace(row, hash=link(head.hash, row))


def _row(columns: tuple[Any, ...]) -> EventRow:
    row = EventRow(*columns)
    return replace(row, observed_at=from_database(row.observed_at), recorded_at=from_database(row.recorded_at))


def _stored_event(row: EventRow) -> StoredEvent:
    assert row.payload is not None
    event = read_event(row.event_type, row.schema_version, row.payload)
    return StoredEvent(
        row.position, row.stream, row.event_type, row.observed_at, row.recorded_at, event, row.body_sha256, row.hash
    )


def _plain(row: EventRow) -> dict[str, Any]:
    moments = {"observed_at": to_database(row.observed_at), "recorded_at": to_database(row.recorded_at)}
    return {**vars(row), **moments}
