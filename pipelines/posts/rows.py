"""The rows that one event, one page and its posts give, with the columns of core/tables.py."""

from datetime import datetime
from typing import Any

from pipelines.core.clock import to_database
from pipelines.core.events import CaptureFailed, ClaimReviewed, PageCaptured, PageUnchanged
from pipelines.core.ids import canonical_json, content_id
from pipelines.core.tables import PAGES, POST_VERSIONS
from pipelines.ledger.store import StoredEvent
from pipelines.posts.language import detect_language
from pipelines.posts.page import Form, Page
from pipelines.posts.post import Post
from pipelines.sources.registry import SOURCES

Row = dict[str, Any]


def page_id_of(stream: str, body_sha256: str) -> str:
    """The id of a page: one per stream and body."""
    return content_id(stream, body_sha256)


def capture_row(stored: StoredEvent, event: PageCaptured | PageUnchanged | CaptureFailed, page_id: str | None) -> Row:
    """The row of one attempt to see a page."""
    return {
        "position": stored.position,
        "stream": stored.stream,
        "event_type": stored.event_type,
        "url": event.url,
        "observed_at": to_database(stored.observed_at),
        "observed_basis": "fetched" if isinstance(event, CaptureFailed) else event.observed_basis,
        "recorded_at": to_database(stored.recorded_at),
        "status_code": event.status_code,
        "page_id": page_id,
        "failure_reason": event.reason if isinstance(event, CaptureFailed) else None,
        "failure_detail": event.detail if isinstance(event, CaptureFailed) else None,
    }


def review_row(stored: StoredEvent, event: ClaimReviewed) -> Row:
    """The row of one review of a claim."""
    return {
        **event.model_dump(exclude={"values", "corrected", "replaces"}),
        "position": stored.position,
        "stream": stored.stream,
        "read_values": canonical_json(event.values) if event.values else None,
        "corrected_values": canonical_json(event.corrected) if event.corrected else None,
        "reviewed_at": to_database(stored.observed_at),
        "recorded_at": to_database(stored.recorded_at),
    }


def page_row(page_id: str, stream: str, body_sha256: str, page: Page) -> Row:
    """The row of a page as it was read, or of one that was not understood."""
    source_name, _, blog_id = stream.partition(":")
    row: Row = {
        "page_id": page_id,
        "stream": stream,
        "source": source_name,
        "blog_id": blog_id if source_name in SOURCES else None,
        "body_sha256": body_sha256,
        "outcome": page.outcome,
        "reason": page.reason,
        "authors": [],
        "key_points": [],
        "is_closed": False,
        "post_count": len(page.posts),
        "unread_fields": [],
    }
    if page.form:
        row |= _form_columns(page, page.form)
    return row


def post_row(stream: str, post: Post) -> Row:
    """The row of one wording of a post."""
    return {
        **vars(post),
        "stream": stream,
        "captions": list(post.captions),
        "videos": list(post.videos),
        "authors": list(post.authors),
        "published_at": _moment(post.published_at),
        "modified_at": _moment(post.modified_at),
    }


def page_post_row(page_id: str, ordinal: int, post: Post) -> Row:
    """The row that says which post stood where on the page."""
    return {
        "page_id": page_id,
        "ordinal": ordinal,
        "post_version_id": post.post_version_id,
        "post_key": post.post_key,
    }


def quarantine_rows(page_id: str, page: Page) -> list[Row]:
    """The page if it was quarantined, and each post that fell out of it, with reasons."""
    evidence = canonical_json(page.evidence) if page.evidence else None
    rows: list[Row] = [
        {"layer": POST_VERSIONS.name, "origin": page_id, "reason": fault, "row": None} for fault in page.faults
    ]
    if page.outcome == "quarantined":
        rows.append({"layer": PAGES.name, "origin": page_id, "reason": page.reason, "row": evidence})
    return rows


def _form_columns(page: Page, form: Form) -> Row:
    reading, header = form.reading, form.header
    return {
        "form": reading.form,
        "parser": reading.parser,
        "language": reading.language or detect_language("\n".join(post.body for post in page.posts)),
        "canonical_url": reading.canonical_url,
        "title": header.title,
        "authors": list(header.authors),
        "teaser": header.teaser,
        "key_points": list(header.key_points),
        "closing_notice": header.closing_notice,
        "is_closed": header.closing_notice is not None,
        "unread_fields": list(reading.unread_fields),
    }


def _moment(moment: datetime | None) -> datetime | None:
    return to_database(moment) if moment else None
