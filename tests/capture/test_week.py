"""One live blog on a moody site, watched for a simulated week: all that happens is in the events, within the limit."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

from pipelines.capture.addresses import Network
from pipelines.capture.attempt import Validators
from pipelines.capture.cadence import Pace, history_of, next_poll
from pipelines.capture.client import PoliteClient
from pipelines.capture.discovery import watch_by_hand
from pipelines.capture.limits import Limits
from pipelines.capture.web import capture_url
from pipelines.core.events import CaptureFailed, PageCaptured, PageUnchanged, Recordable
from tests.capture.simulated import START, SimulatedTime
from tests.capture.site import Page, Site, answer, endless, raw

LIMITS = Limits(max_bytes=100_000, connect_seconds=1, read_seconds=0.2, total_seconds=0.3)
SOURCE_SECONDS = 300.0
OPENING, CLOSING = timedelta(hours=24), timedelta(hours=48)
MOODS: dict[int, Page] = {
    25: answer(status=500),
    27: answer(status=429, Retry_After="2400"),
    29: raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\nshort"),
    31: answer(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"),
    33: endless(b"<p>more</p>" * 500),
    35: endless(b"x", pause=0.05),
    37: answer(b"", 302, Location="http://127.0.0.2/admin"),
    39: answer(b"", 302, Location="file:///etc/passwd"),
    41: answer(b"", 302, Location="http://inside.example/"),
}


class MoodySite:
    """Forbidden for a day, then news every ten minutes with a mood every other hour, closed, and corrected late."""

    def __init__(self, site: Site, simulated: SimulatedTime) -> None:
        self._simulated = simulated
        site.pages |= {"/robots.txt": self.robots, "/live-1": self.page}

    @property
    def age(self) -> timedelta:
        return self._simulated.now - START

    @property
    def body(self) -> bytes:
        edition = min(self.age, CLOSING) // timedelta(minutes=10)
        correction = b"corrected" if self.age > timedelta(hours=100) else b""
        return b"<p>Edition %d</p>%s" % (edition, correction)

    def robots(self, handler: BaseHTTPRequestHandler) -> None:
        answer(b"User-agent: *\nDisallow: /" if self.age < OPENING else b"")(handler)

    def page(self, handler: BaseHTTPRequestHandler) -> None:
        etag = f'"{hash(self.body)}"'
        calm = answer(self.body, ETag=etag)
        if handler.headers.get("If-None-Match") == etag:
            calm = answer(status=304, ETag=etag, Content_Length="", Content_Type="")
        MOODS.get(self.age // timedelta(hours=1), calm)(handler)


def watch(url: str, client: PoliteClient, simulated: SimulatedTime, closed_after: timedelta) -> list[Recordable]:
    """What the scheduler does: wait until the blog is due, look, remember."""
    events = [watch_by_hand(url, simulated.clock)]
    previous = None
    while True:
        seen = [e.observed_at for e in events if isinstance(e.event, PageCaptured | PageUnchanged)]
        closed_at = next((at for at in seen if at - START >= closed_after), None)
        history = history_of(events, closed_at)
        due = next_poll(history, Pace(), SOURCE_SECONDS) if history else None
        if due is None:
            return events
        simulated.now = max(simulated.now, due)
        events += list(capture_url(url, client, previous, jitter=lambda: 0.5))
        if isinstance(events[-1].event, PageCaptured):
            previous = Validators.from_headers(events[-1].event.body_sha256, events[-1].event.headers)


def test_a_week_on_a_moody_site(site: Site, simulated: SimulatedTime, client_with: Callable[..., PoliteClient]) -> None:
    network = Network(
        lambda host, port: ["10.0.0.7"] if host == "inside.example" else [host], lambda a: a == "127.0.0.1"
    )
    moody = MoodySite(site, simulated)
    events = watch(site.url("/live-1"), client_with(LIMITS, network=network), simulated, CLOSING)

    failures = [e.event for e in events if isinstance(e.event, CaptureFailed)]
    assert {f.reason for f in failures} == {
        "forbidden_by_robots", "http_status", "connection", "too_large", "timeout", "forbidden_address",
    }  # fmt: skip
    assert {f.status_code for f in failures if f.reason == "http_status"} == {500, 429}
    assert {f.retry_after_seconds for f in failures if f.status_code == 429} == {2400}
    details = " ".join(f.detail for f in failures if f.reason == "forbidden_address")
    assert all(word in details for word in ("127.0.0.2", "10.0.0.7", "file"))
    assert any(isinstance(e.event, PageUnchanged) for e in events)
    captured = [e for e in events if isinstance(e.event, PageCaptured)]
    assert captured[-1].body == moody.body, "the late correction was seen"
    assert len({e.event_id for e in events}) == len(events)

    times = [request.at for request in site.requests]
    shortest = min(later - earlier for earlier, later in pairwise(times))
    assert shortest >= timedelta(seconds=LIMITS.min_interval_seconds - 0.01)
    asked_late = [at for at in times if at - START > CLOSING + timedelta(hours=2)]
    assert len(asked_late) <= 20
    assert len(times) < 400
    assert simulated.now - START > timedelta(days=7)
