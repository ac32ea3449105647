"""A live blog on a moody site, watched for a simulated week by the steps that the DAGs call."""

import gzip
from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

import pytest

from pipelines import steps
from pipelines.capture.addresses import Network
from pipelines.capture.client import PoliteClient
from pipelines.capture.limits import Limits
from pipelines.core.events import CaptureFailed, PageCaptured
from pipelines.core.settings import Settings
from pipelines.ledger.store import open_ledger
from tests.capture.simulated import START, SimulatedTime
from tests.capture.site import Page, Site, answer, endless, raw, serving
from tests.sources import blog

PATH = f"/en/sample/live-{blog.BLOG_ID}"
LIMITS = Limits(max_bytes=1_000_000, connect_seconds=1, read_seconds=0.2, total_seconds=0.3)
OPENS, CLOSES, CORRECTED = timedelta(hours=24), timedelta(hours=48), timedelta(hours=100)
MOODS: dict[int, Page] = {
    25: answer(status=500),
    27: answer(status=429, Retry_After="2400"),
    29: raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\nshort"),
    31: answer(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"),
    33: endless(b"<p>more</p>" * 5000),
    35: endless(b"x", pause=0.05),
    37: answer(b"", 302, Location="http://127.0.0.2/admin"),
    39: answer(b"", 302, Location="file:///etc/passwd"),
    41: answer(b"", 302, Location="http://inside.example/"),
}


class MoodySite:
    """robots.txt forbids for a day; then news every half hour with a mood every other hour; a late correction."""

    def __init__(self, site: Site, simulated: SimulatedTime) -> None:
        self._simulated = simulated
        site.pages |= {"/robots.txt": self.robots, PATH: self.page}

    @property
    def age(self) -> timedelta:
        return self._simulated.now - START

    @property
    def body(self) -> bytes:
        edition = min(self.age, CLOSES) // timedelta(minutes=30)
        wording = "corrected" if self.age > CORRECTED else f"edition {edition}"
        posts = [{**blog.POSTS[0], "parts": [("p", f"This is {wording} of a post.")]}, *blog.POSTS[1:]]
        return blog.dw_state(posts)

    def robots(self, handler: BaseHTTPRequestHandler) -> None:
        answer(b"User-agent: *\nDisallow: /" if self.age < OPENS else b"", Content_Type="text/plain")(handler)

    def page(self, handler: BaseHTTPRequestHandler) -> None:
        etag = f'"{hash(self.body)}"'
        calm = answer(self.body, ETag=etag)
        if handler.headers.get("If-None-Match") == etag:
            calm = answer(status=304, ETag=etag, Content_Length="", Content_Type="")
        MOODS.get(self.age // timedelta(hours=1), calm)(handler)


@pytest.mark.slow
def test_a_week_under_the_steps_of_the_dags(settings: Settings) -> None:
    simulated = SimulatedTime()
    own = Settings(home=settings.home, contact="desk@example.org", allow_private_hosts=True)
    resolve = {"inside.example": ["10.0.0.7"], "www.dw.com": ["127.0.0.1"]}
    network = Network(lambda host, port: resolve.get(host, [host]), lambda address: address == "127.0.0.1")
    with serving(simulated.clock) as site:
        moody = MoodySite(site, simulated)
        client = PoliteClient(own, given_limits=LIMITS, network=network, clock=simulated.clock, sleep=simulated.sleep)
        url = f"http://www.dw.com:{site.port}{PATH}"
        steps.watch(own, url, simulated.clock)
        steps.land(own, simulated.clock)
        changes = 0
        while simulated.now - START < timedelta(days=9):
            simulated.now += timedelta(minutes=10)
            for target in steps.due(own, simulated.clock):
                steps.capture(own, target, client=client)
                changes += len(steps.land(own, simulated.clock).changed_streams)

    with open_ledger(own.ledger_path, is_read_only=True) as ledger:
        events = [stored.event for stored in ledger.events()]
        newest = [event for event in events if isinstance(event, PageCaptured)][-1]
        assert ledger.body(newest.body_sha256) == moody.body, "the late correction was seen"
    reasons = Counter(event.reason for event in events if isinstance(event, CaptureFailed))
    assert set(reasons) == {
        "forbidden_by_robots", "http_status", "connection", "too_large", "timeout", "forbidden_address",
    }  # fmt: skip
    assert changes > 10, "new wordings update the Asset"
    times = [request.at for request in site.requests]
    assert min(later - earlier for earlier, later in pairwise(times)) >= timedelta(
        seconds=own.seconds_between_requests - 0.01
    )
    assert len([at for at in times if at - START > timedelta(days=8)]) <= 5, "days after its last news it is left alone"
