"""Whatever a server puts on the wire, a fetch ends with one event."""

from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.capture.client import PoliteClient
from pipelines.capture.limits import Limits
from pipelines.capture.web import fetch
from pipelines.core.events import CaptureFailed, PageCaptured
from pipelines.core.settings import Settings
from tests.capture.simulated import SimulatedTime
from tests.capture.site import raw, serving

LINES = [
    b"HTTP/1.1 200 OK", b"HTTP/1.1 301 Moved", b"HTTP/1.1 304 Not Modified", b"HTTP/1.1 100 Continue", b"HTTP/9 x",
    b"Location: /live", b"Location: //[", b"Location: \xff\xfe", b"Location: http://\xe2\x80\x8b/", b"Location:",
    b"Content-Type: text/html", b"Content-Type: text/html; charset=\xff", b"Content-Type: ;;;", b"Content-Type: a\x00b",
    b"Content-Length: 3", b"Content-Length: -1", b"Content-Length: 1e9", b"Content-Length: 3, 4",
    b"Content-Encoding: gzip", b"Content-Encoding: deflate", b"Content-Encoding: \xff", b"Transfer-Encoding: chunked",
    b"Retry-After: \xb2", b"Retry-After: Thu, 99 Foo 0000 99:99:99", b"ETag: \x01", b": x", b" folded", b"", b"abc",
    b"3", b"\x1f\x8b", b"0",
]  # fmt: skip
answers = st.lists(st.sampled_from(LINES) | st.binary(max_size=30), max_size=12).map(b"\r\n".join)
headed = answers.map(lambda rest: b"HTTP/1.1 200 OK\r\n" + rest + b"\r\n\r\n<p>x</p>")


@settings(max_examples=80, deadline=None)
@given(answers | headed, st.booleans())
def test_any_answer_becomes_one_event(content: bytes, is_robots: bool) -> None:
    simulated = SimulatedTime()
    with serving(simulated.clock) as site, TemporaryDirectory() as home:
        parts = {"clock": simulated.clock, "sleep": simulated.sleep}
        limits = Limits(read_seconds=0.5, total_seconds=1, max_bytes=10_000)
        client = PoliteClient(Settings(home=home, allow_private_hosts=True), limits, **parts)
        site.pages["/robots.txt" if is_robots else "/live"] = raw(content)
        assert isinstance(fetch(site.url("/live"), client).event, CaptureFailed | PageCaptured)
