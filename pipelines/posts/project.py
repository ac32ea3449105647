"""From ledger events to the frames of captures, pages, page posts, post versions and reviews: pure, no clock."""

from collections.abc import Callable, Iterable
from typing import Any

import polars as pl

from pipelines.core.errors import BodyRedactedError
from pipelines.core.events import CaptureFailed, ClaimReviewed, PageCaptured, PageUnchanged
from pipelines.core.log import get_logger
from pipelines.core.tables import CAPTURES, PAGE_POSTS, PAGES, POST_VERSIONS, QUARANTINE, REVIEWS, Table
from pipelines.ledger.store import StoredEvent
from pipelines.posts import rows
from pipelines.posts.page import Page, read_page
from pipelines.posts.version import parsers_version

__all__ = ["parsers_version", "read_events"]

BodyOf = Callable[[str], bytes]
log = get_logger("posts")

_TABLES = (CAPTURES, PAGES, PAGE_POSTS, POST_VERSIONS, REVIEWS, QUARANTINE)


def read_events(events: Iterable[StoredEvent], body_of: BodyOf) -> dict[str, pl.DataFrame]:
    """Frames by table name, one row per key; where a key comes again, the row that was first in the ledger stands."""
    found = _Found()
    for stored in events:
        if isinstance(stored.event, PageCaptured | PageUnchanged | CaptureFailed):
            found.add_event(stored, stored.event, body_of)
        elif isinstance(stored.event, ClaimReviewed):
            found.add_review(stored, stored.event)
    return {table.name: _frame(table, list(found.rows[table.name].values())) for table in _TABLES}


class _Found:
    """The rows found so far, by table and key."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[tuple[Any, ...], rows.Row]] = {table.name: {} for table in _TABLES}

    def add_event(
        self, stored: StoredEvent, event: PageCaptured | PageUnchanged | CaptureFailed, body_of: BodyOf
    ) -> None:
        body = None if isinstance(event, CaptureFailed) else _body(event.body_sha256, body_of)
        page_id = None
        if body is not None and not isinstance(event, CaptureFailed):
            page_id = rows.page_id_of(stored.stream, event.body_sha256)
            if isinstance(event, PageCaptured) and (page_id,) not in self.rows[PAGES.name]:
                self._add_page(page_id, stored.stream, event, body)
        self._add(CAPTURES, rows.capture_row(stored, event, page_id))

    def add_review(self, stored: StoredEvent, event: ClaimReviewed) -> None:
        self._add(REVIEWS, rows.review_row(stored, event))

    def _add_page(self, page_id: str, stream: str, event: PageCaptured, body: bytes) -> None:
        page = _read_or_quarantine(body, stream, event.charset)
        self._add(PAGES, rows.page_row(page_id, stream, event.body_sha256, page))
        for ordinal, post in enumerate(page.posts, start=1):
            self._add(POST_VERSIONS, rows.post_row(stream, post))
            self._add(PAGE_POSTS, rows.page_post_row(page_id, ordinal, post))
        for row in rows.quarantine_rows(page_id, page):
            self._add(QUARANTINE, row)

    def _add(self, table: Table, row: rows.Row) -> None:
        self.rows[table.name].setdefault(tuple(row[name] for name in table.key), row)


def _body(body_sha256: str, body_of: BodyOf) -> bytes | None:
    try:
        return body_of(body_sha256)
    except BodyRedactedError:
        return None


def _read_or_quarantine(body: bytes, stream: str, charset: str | None) -> Page:
    """One page that brings a parser down must not stop the others: it is quarantined under the parser's own error."""
    try:
        return read_page(body, stream, charset)
    except Exception as error:
        log.error("a parser failed", stream=stream, exc_info=error)
        return Page("quarantined", f"The parser failed on this page, please report it: {type(error).__name__}: {error}")


def _frame(table: Table, found: list[rows.Row]) -> pl.DataFrame:
    schema = table.polars_schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in found], schema=schema, orient="row")
