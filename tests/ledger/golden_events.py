"""What the golden ledgers hold, in today's shape; `python -m tests.ledger.golden_events FOLDER` makes a new one.

A golden ledger is never made again: it stands for the ledgers people have. When an event gets a new schema version,
write its upcaster, let the expectation below say what the old event now reads as, and add a folder with the new one.
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.core.events import (
    BlogDiscovered,
    CaptureFailed,
    ClaimReviewed,
    Event,
    ModelAnswered,
    PageCaptured,
    PageUnchanged,
    Recordable,
)
from pipelines.core.ids import sha256_hex
from pipelines.ledger.backup import backup
from pipelines.ledger.redact import Scope, redact
from pipelines.ledger.store import open_ledger

OBSERVED = datetime(2025, 9, 2, 8, 0, 0, 123456, tzinfo=UTC)
PAGES = (b"<h1>First</h1>", "<h1>Zweite Fassung: Größe, «цитата»</h1>".encode(), b"<h1>To be taken out</h1>")
_URL = "https://example.org/live/1"


def _captured(number: int) -> PageCaptured:
    body = PAGES[number]
    return PageCaptured(
        url=_URL,
        final_url=_URL + "?a=1",
        capture_id=f"golden-{number}",
        status_code=200,
        headers={"content-type": "text/html; charset=utf-8", "etag": '"a"'},
        media_type="text/html",
        charset="utf-8",
        body_sha256=sha256_hex(body),
        body_size=len(body),
        observed_basis="fetched",
        origin="web",
    )


V1: tuple[tuple[Event, bytes | None], ...] = (
    (BlogDiscovered(url=_URL, source="example", title="A live blog", found_by="hand"), None),
    *((_captured(number), body) for number, body in enumerate(PAGES)),
    (
        PageUnchanged(
            url=_URL,
            capture_id="golden-304",
            status_code=304,
            body_sha256=sha256_hex(PAGES[2]),
            observed_basis="fetched",
            origin="web",
        ),
        None,
    ),
    (
        CaptureFailed(
            url=_URL,
            capture_id="golden-503",
            reason="http_status",
            detail="503 Service Unavailable",
            status_code=503,
            headers={"retry-after": "120"},
            retry_after_seconds=120,
            origin="web",
        ),
        None,
    ),
    (
        ClaimReviewed(
            claim_id="0" * 32,
            verdict="correct",
            reviewer="ada",
            reason="the text says twelve",
            corrected={"count": 12, "places": ["Example"], "amount": None},
            evidence="Twelve people were hurt in Example.",
            text_sha256="1" * 64,
        ),
        None,
    ),
    (ModelAnswered(model="example-1", prompt_sha256="2" * 64, answer='{"claims": []}'), None),
)

V2: tuple[tuple[Event, bytes | None], ...] = (
    (_captured(2), PAGES[2]),
    (
        ClaimReviewed(
            claim_id="0" * 32,
            claim_type="casualty",
            post_key="example:1",
            verdict="correct",
            reviewer="ada",
            reason="the text says twelve",
            values={"count": 11, "place": "Example", "amount": None},
            corrected={"count": 12},
            evidence="Twelve people were hurt in Example.",
            text_sha256="1" * 64,
            replaces=7,
        ),
        None,
    ),
)


def make(folder: Path, events: tuple[tuple[Event, bytes | None], ...] = V2) -> None:
    """Record the events, redact the last page, and back the ledger up into the folder."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "ledger.duckdb"
        with open_ledger(path) as ledger:
            for minute, (event, body) in enumerate(events):
                observed_at = OBSERVED + timedelta(minutes=minute)
                recordable = Recordable(stream="example:1", observed_at=observed_at, event=event, body=body)
                ledger.append([recordable], lambda: OBSERVED + timedelta(days=1))
        redact(
            path,
            Scope(body_sha256s=[sha256_hex(PAGES[2])]),
            reason="a takedown request",
            requested_by="the publisher",
            clock=lambda: OBSERVED + timedelta(days=2),
        )
        backup(path, folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
