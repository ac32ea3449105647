"""What a fetch becomes when the site behaves, and when it does not."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from pipelines.capture.addresses import Network
from pipelines.capture.client import PoliteClient
from pipelines.capture.limits import Limits
from pipelines.capture.web import Validators, capture_url, fetch
from pipelines.core.errors import BadInput, Busy
from pipelines.core.events import CaptureFailed, PageCaptured, PageUnchanged, Recordable
from pipelines.core.ids import sha256_hex
from pipelines.core.settings import Settings
from tests.capture.simulated import START, SimulatedTime
from tests.capture.site import Site, answer, endless, in_turn, raw

PAGE = b"<html><title>Live</title><p>Posts</p></html>"
ClientWith = Callable[..., PoliteClient]


def failure(recordable: Recordable) -> CaptureFailed:
    assert isinstance(recordable.event, CaptureFailed), recordable
    assert recordable.body is None
    return recordable.event


def test_a_page_becomes_an_event_with_its_bytes_and_no_secret(site: Site, client: PoliteClient) -> None:
    site.pages["/live"] = answer(PAGE, ETag='"1"', Set_Cookie="session=secret", Authorization="Bearer secret")
    recordable = fetch(site.url("/live"), client)
    event = recordable.event
    assert isinstance(event, PageCaptured)
    assert (recordable.body, event.body_sha256, event.body_size) == (PAGE, sha256_hex(PAGE), len(PAGE))
    assert (event.status_code, event.media_type, event.charset) == (200, "text/html", "utf-8")
    assert (event.observed_basis, event.url, event.final_url) == ("fetched", site.url("/live"), site.url("/live"))
    assert event.headers["etag"] == '"1"'
    assert "secret" not in event.model_dump_json()
    assert recordable.stream.startswith("unknown:")
    assert recordable.observed_at > START


def test_the_fetcher_says_who_runs_it(site: Site, client: PoliteClient) -> None:
    site.pages["/live"] = answer(PAGE)
    fetch(site.url("/live"), client)
    agents = {request.headers["User-Agent"] for request in site.requests}
    assert len(agents) == 1
    assert "newsledger/" in next(iter(agents))
    assert "desk@example.org" in next(iter(agents))


def test_without_a_contact_nothing_is_fetched(tmp_path, site: Site) -> None:
    with pytest.raises(BadInput, match="contact"):
        fetch(site.url("/live"), PoliteClient(Settings(home=tmp_path)))
    assert site.requests == []


def test_a_304_means_the_known_body_and_keeps_its_validators(site: Site, client: PoliteClient) -> None:
    site.pages["/live"] = answer(status=304, Content_Length="", Content_Type="")
    previous = Validators("a" * 64, etag='"1"', last_modified="Tue, 02 Sep 2025 08:00:00 GMT")
    recordable = fetch(site.url("/live"), client, previous, stream="dw:1")
    event = recordable.event
    assert isinstance(event, PageUnchanged)
    assert (event.body_sha256, event.status_code, recordable.stream) == ("a" * 64, 304, "dw:1")
    assert Validators.from_headers(event.body_sha256, event.headers) == previous
    asked = site.requests[-1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == (previous.etag, previous.last_modified)


def test_a_304_nobody_asked_for_is_a_failure(site: Site, client: PoliteClient) -> None:
    site.pages["/live"] = answer(status=304, Content_Length="", Content_Type="")
    for previous in (None, Validators("a" * 64)):
        assert failure(fetch(site.url("/live"), client, previous)).reason == "http_status"


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
)
def test_a_compressed_page_is_stored_decompressed(
    site: Site, client: PoliteClient, encoding: str, compress: Callable[[bytes], bytes]
) -> None:
    site.pages["/live"] = answer(compress(PAGE), Content_Encoding=encoding)
    assert fetch(site.url("/live"), client).body == PAGE


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(PAGE, 500), "http_status"),
        (answer(PAGE, 404), "http_status"),
        (answer(PAGE, 206), "http_status"),
        (answer(b""), "empty_body"),
        (answer(b" \n "), "empty_body"),
        (answer(b"\x89PNG", Content_Type="image/png"), "content_type"),
        (answer(b"x" * 2000), "too_large"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nx"), "too_large"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"), "connection"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), "empty_body"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "connection"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "connection"),
        (raw(b"not http at all\r\n\r\n"), "connection"),
        (raw(b""), "connection"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), "connection"),
        (endless(b"x" * 100), "too_large"),
        (answer(gzip.compress(b"0" * 5_000_000), Content_Encoding="gzip"), "too_large"),
        (answer(zlib.compress(b"0" * 500_000), Content_Encoding="deflate"), "too_large"),
        (answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "decompression"),
        (answer(b"not gzip", Content_Encoding="gzip"), "decompression"),
        (answer(b"not deflate", Content_Encoding="deflate"), "decompression"),
        (answer(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip"), "decompression"),
        (answer(PAGE, Content_Encoding="br"), "decompression"),
    ],
)
def test_a_bad_answer_becomes_a_named_failure(site: Site, client_with: ClientWith, page, reason: str) -> None:
    site.pages["/live"] = page
    client = client_with(Limits(max_bytes=1000, read_seconds=2, total_seconds=5))
    assert failure(fetch(site.url("/live"), client)).reason == reason


@pytest.mark.parametrize(
    "page",
    [
        raw(b"HTTP/1.1 200 OK\r\n", pause=1.5),
        endless(b"x", pause=0.05),
        endless(b"X-Drip: x\r\n", pause=0.05, head=b"HTTP/1.1 200 OK\r\n"),
        endless(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01, head=b""),
    ],
)
def test_a_slow_answer_ends_at_the_total_time_however_it_drips(site: Site, client_with: ClientWith, page) -> None:
    site.pages["/live"] = page
    client = client_with(Limits(connect_seconds=1, read_seconds=0.4, total_seconds=0.6))
    event = failure(fetch(site.url("/live"), client))
    assert event.reason == "timeout"


def test_an_address_nobody_listens_on_and_a_name_nobody_knows_are_told_apart(client: PoliteClient) -> None:
    assert failure(fetch("http://127.0.0.1:9/", client)).reason == "connection"
    assert failure(fetch("http://nobody.invalid/", client)).reason == "dns"


def test_a_site_without_trusted_tls_is_refused(site: Site, client: PoliteClient) -> None:
    assert failure(fetch(f"https://127.0.0.1:{site.port}/live", client)).reason == "tls"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "live", "http://", "http://a:b@example.org/"]
)
def test_an_address_that_is_no_web_page_is_bad_input(client: PoliteClient, url: str) -> None:
    with pytest.raises(BadInput):
        fetch(url, client)


def test_redirects_are_followed_and_the_last_address_is_kept(site: Site, client: PoliteClient) -> None:
    site.pages["/old"] = answer(status=301, Location="/new#part")
    site.pages["/new"] = answer(PAGE)
    event = fetch(site.url("/old"), client).event
    assert isinstance(event, PageCaptured)
    assert (event.url, event.final_url) == (site.url("/old"), site.url("/new"))


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "forbidden_address"),
        ("ftp://example.org/x", "forbidden_address"),
        ("http://user:hunter2@127.0.0.1/", "forbidden_address"),
        ("http://10.0.0.7/admin", "forbidden_address"),
        ("http://localhost/admin", "forbidden_address"),
        ("http://[::ffff:10.0.0.7]/", "forbidden_address"),
        ("http://[broken", "redirect"),
        ("/old", "redirect"),
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_refused(
    site: Site, client_with: ClientWith, location: str, reason: str
) -> None:
    network = Network(lambda host, port: {"localhost": ["127.0.0.2"]}.get(host, [host]), lambda a: a == "127.0.0.1")
    site.pages["/old"] = answer(b"", 302, Location=location)
    event = failure(fetch(site.url("/old"), client_with(network=network)))
    assert event.reason == reason
    assert "hunter2" not in event.model_dump_json()


def test_the_body_of_a_redirect_is_never_read(site: Site, client_with: ClientWith) -> None:
    site.pages["/old"] = endless(b"x" * 1000, head=b"HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n")
    site.pages["/new"] = answer(PAGE)
    assert fetch(site.url("/old"), client_with(Limits(max_bytes=500))).body == PAGE


def test_a_name_that_turns_private_between_two_requests_is_not_followed(site: Site, client_with: ClientWith) -> None:
    answers = [["127.0.0.1"], ["10.0.0.7"]]
    network = Network(lambda host, port: answers.pop(0), lambda address: address == "127.0.0.1")
    site.pages["/live"] = answer(PAGE)
    event = failure(fetch(site.url("/live", "rebinding.example"), client_with(network=network)))
    assert event.reason == "forbidden_address"
    assert site.asked == ["/robots.txt"]


def test_a_name_with_one_private_address_among_public_ones_is_refused(site: Site, client_with: ClientWith) -> None:
    network = Network(lambda host, port: ["127.0.0.1", "10.0.0.7"], lambda address: address == "127.0.0.1")
    assert failure(fetch(site.url("/", "mixed.example"), client_with(network=network))).reason == "forbidden_address"
    assert site.requests == []


def test_the_name_is_looked_up_once_for_each_connection_and_sent_as_host(site: Site, client_with: ClientWith) -> None:
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    site.pages["/live"] = answer(PAGE)
    client = client_with(network=Network(resolve, lambda address: True))
    assert fetch(site.url("/live", "news.example"), client).body == PAGE
    assert looked_up == ["news.example"] * len(site.requests)
    assert {request.host for request in site.requests} == {f"news.example:{site.port}"}


def test_loopback_is_closed_by_default(tmp_path, site: Site, simulated: SimulatedTime) -> None:
    client = PoliteClient(Settings(home=tmp_path, contact="x"), clock=simulated.clock, sleep=simulated.sleep)
    for host in ("127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1"):
        assert failure(fetch(site.url("/", host), client)).reason == "forbidden_address", host
    assert site.requests == []


def test_every_attempt_is_an_event_and_the_last_one_the_outcome(
    site: Site, client: PoliteClient, simulated: SimulatedTime
) -> None:
    site.pages["/live"] = in_turn(answer(status=500), answer(status=429, Retry_After="7"), answer(PAGE))
    events = [recordable.event for recordable in capture_url(site.url("/live"), client, jitter=lambda: 0.0)]
    assert [type(event).__name__ for event in events] == ["CaptureFailed", "CaptureFailed", "PageCaptured"]
    assert events[1].retry_after_seconds == 7
    assert len({event.capture_id for event in events}) == 3
    assert 7 in simulated.slept


def test_a_long_retry_after_is_left_to_the_next_poll_and_holds_for_the_whole_host(
    site: Site, client: PoliteClient
) -> None:
    site.pages["/live"] = answer(status=429, Retry_After="3600")
    site.pages["/other"] = answer(PAGE)
    events = list(capture_url(site.url("/live"), client))
    assert [event.event.retry_after_seconds for event in events] == [3600]
    with pytest.raises(Busy):
        fetch(site.url("/other"), client)
    assert site.asked.count("/other") == 0


def test_a_page_that_is_gone_is_not_asked_for_again(site: Site, client: PoliteClient) -> None:
    assert len(list(capture_url(site.url("/gone"), client))) == 1


def test_a_failing_site_is_left_after_the_attempts_are_used_up(site: Site, client: PoliteClient) -> None:
    site.pages["/live"] = answer(status=503)
    assert len(list(capture_url(site.url("/live"), client))) == client.limits.attempts
    assert site.asked.count("/live") == client.limits.attempts


def test_unknown_charsets_are_not_repeated(site: Site, client: PoliteClient) -> None:
    for stated, expected in (("windows-1251", "cp1251"), ("utf8", "utf-8"), ("\u00fc", None), ("nonsense", None)):
        site.pages["/live"] = answer(PAGE, Content_Type=f"text/html; charset={stated}")
        assert fetch(site.url("/live"), client).event.charset == expected


def test_the_validators_of_an_address_are_not_sent_to_another_one(site: Site, client: PoliteClient) -> None:
    site.pages |= {"/live": answer(PAGE, ETag='"page"'), "/api": answer(b"{}", ETag='"api"')}
    events = [fetch(site.url(path), client, stream="dw:1") for path in ("/live", "/api")]
    events.append(
        events[0].model_copy(update={"event": events[0].event.model_copy(update={"observed_basis": "given"})})
    )
    newest = Validators.newest(events, site.url("/live"))
    assert newest == Validators(sha256_hex(PAGE), '"page"')
    assert Validators.newest(events, site.url("/other")) is None
    assert Validators.newest(events[1:], site.url("/live")) is None
