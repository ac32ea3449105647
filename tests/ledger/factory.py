"""Events and bodies for the ledger's tests, all made up here."""

import random
from datetime import UTC, datetime, timedelta

from pipelines.core.events import ObservedBasis as Basis
from pipelines.core.events import PageCaptured, Recordable
from pipelines.core.ids import sha256_hex

START = datetime(2025, 9, 2, 8, 0, tzinfo=UTC)


def clock() -> datetime:
    """A clock that stands still."""
    return START + timedelta(days=1)


def page(number: int, seed: int = 0, size: int = 4000) -> bytes:
    """A page that shares most of its bytes with the pages of neighbouring numbers."""
    words = random.Random(seed)
    common = b"".join(b"<p>%032x</p>\n" % words.getrandbits(128) for _ in range(size // 40))
    fresh = random.Random(f"{seed}-{number}")
    return b"<h1>Page %d</h1>\n" % number + b"<p>%032x</p>\n" % fresh.getrandbits(128) + common


def captured(body: bytes, minute: int = 0, *, stream: str = "test:1", basis: Basis = "fetched") -> Recordable:
    """A capture of the body, made `minute` minutes after the start of the day."""
    event = PageCaptured(
        url="https://example.org/live",
        capture_id=f"{stream}-{minute}",
        status_code=200,
        body_sha256=sha256_hex(body),
        body_size=len(body),
        observed_basis=basis,
        origin="test",
    )
    return Recordable(stream=stream, observed_at=START + timedelta(minutes=minute), event=event, body=body)
