"""Web archives of other tools are imported as far as they can be read, and our own are read by other tools."""

import gzip
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.capture.files import capture_path
from pipelines.capture.warc import import_warc
from pipelines.capture.warc_export import export_warc
from pipelines.core.clock import to_text
from pipelines.core.events import CaptureFailed, Event, PageCaptured, PageUnchanged, Recordable
from pipelines.core.ids import sha256_hex
from tests.capture.simulated import START

gzipped = partial(gzip.compress, mtime=0)  # without the time of day, so that every worker names its tests alike

URL = "https://news.example/en/live-1"
DATE = datetime(2023, 6, 13, 8, 30, 0, 250000, tzinfo=UTC)


def page(number: int) -> bytes:
    return f"<html><p>Page {number}</p></html>".encode()


def record(body: bytes, headers: str = "Content-Type: text/html", url: str = URL, *, status: str = "200 OK",
           kind: str = "response", date: str = "2023-06-13T08:30:00Z", extra: str = "") -> bytes:  # fmt: skip
    """One record as wget writes it, angle brackets and all."""
    content = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: <{url}>\r\n"
        f"WARC-Date: {date}\r\n{extra}Content-Type: application/http;msgtype={kind}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes, name: str = "crawl.warc.gz") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def kinds(events: list[Recordable]) -> list[str]:
    return [e.event.reason if isinstance(e.event, CaptureFailed) else e.event_type for e in events]


@pytest.mark.parametrize(("pack", "pack_all"), [(bytes, bytes), (gzipped, bytes), (bytes, gzipped)])
def test_an_archive_of_another_tool_is_imported_with_its_times(
    archive: Callable[..., Path], pack: Callable[[bytes], bytes], pack_all: Callable[[bytes], bytes]
) -> None:
    warcinfo = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"
    records = [warcinfo, record(b"x", kind="request"), record(page(1)), record(b"\x89PNG", "Content-Type: image/png")]
    records.append(record(page(2), "Content-Type: text/html; charset=windows-1251\r\nSet-Cookie: a=secret\r\nETag: 1"))
    path = archive(pack_all(b"".join(pack(one) for one in records)), "crawl.warc")
    events = list(import_warc(path))
    assert [e.body for e in events] == [page(1), page(2)]
    second = events[1].event
    assert isinstance(second, PageCaptured)
    assert (second.url, second.observed_basis, second.status_code) == (URL, "archive", 200)
    assert (second.charset, second.media_type, second.origin) == ("cp1251", "text/html", "warc:crawl.warc")
    assert {e.observed_at for e in events} == {datetime(2023, 6, 13, 8, 30, tzinfo=UTC)}
    assert "secret" not in second.model_dump_json()


def test_an_archive_in_a_folder_is_imported_and_twice_is_the_same(archive: Callable[..., Path]) -> None:
    path = archive(gzipped(record(page(1))) + gzipped(record(page(2))))
    first, second = list(capture_path(path.parent)), list(capture_path(path))
    assert kinds(first) == ["PageCaptured", "PageCaptured"]
    assert [e.event_id for e in first] == [e.event_id for e in second]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (record(gzipped(page(1)), "Content-Encoding: gzip"), "PageCaptured"),
        (record(page(1), "Content-Encoding: gzip"), "PageCaptured"),
        (record(b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), "PageCaptured"),
        (record(page(1), "Transfer-Encoding: chunked"), "PageCaptured"),
        (record(gzipped(page(1))[:-8], "Content-Encoding: gzip"), "decompression"),
        (record(b"\x0b\x02\x80", "Content-Encoding: br"), "decompression"),
        (record(gzipped(bytes(70_000_000), 1), "Content-Encoding: gzip"), "too_large"),
        (record(b"gone", status="404 Not Found"), "http_status"),
        (record(b""), "empty_body"),
        (record(page(1), date="yesterday"), "unreadable_file"),
        (record(page(1), date="2023-06-13T08:30:00"), "unreadable_file"),
        (record(b"", kind="revisit", extra="WARC-Payload-Digest: sha1:UNKNOWN\r\n"), "unreadable_file"),
    ],
)
def test_each_record_has_its_outcome_and_the_next_one_is_read(
    archive: Callable[..., Path], one: bytes, expected: str
) -> None:
    path = archive(gzipped(one, 1) + gzipped(record(page(2))))
    events = list(import_warc(path))
    assert kinds(events) == [expected, "PageCaptured"]
    assert events[1].body == page(2)


def test_a_revisit_is_the_page_it_refers_to(archive: Callable[..., Path]) -> None:
    digest = "WARC-Payload-Digest: sha1:ABC\r\n"
    later = record(b"", kind="revisit", extra=digest, date="2023-06-13T09:00:00Z")
    first, second = import_warc(archive(record(page(1), extra=digest) + later))
    assert isinstance(second.event, PageUnchanged)
    assert (second.stream, second.event.body_sha256) == (first.stream, sha256_hex(page(1)))
    assert second.observed_at - first.observed_at == timedelta(minutes=30)


@pytest.mark.parametrize("pack", [gzipped, bytes])
def test_a_truncated_archive_is_read_up_to_its_break_and_says_so(
    archive: Callable[..., Path], pack: Callable[[bytes], bytes]
) -> None:
    whole = b"".join(pack(record(page(number) * 50)) for number in range(5))
    last = len(pack(record(page(4) * 50)))
    for missing in (10, last // 2):
        *pages, end = import_warc(archive(whole[:-missing]))
        assert [e.body for e in pages] == [page(number) * 50 for number in range(4)]
        assert kinds([end]) == ["unreadable_file"]
        assert "4 captures before that were read" in end.event.detail


def test_a_gzip_bomb_is_refused_after_the_pages_before_it(archive: Callable[..., Path]) -> None:
    bomb = gzipped(b"0" * 50_000_000)
    events = list(import_warc(archive(gzipped(record(page(1))) + bomb)))
    assert kinds(events) == ["PageCaptured", "too_large"]
    assert "bomb" in events[1].event.detail


@pytest.mark.parametrize("filling", [b"0", b"many short lines\n"])
def test_a_bomb_inside_a_record_that_is_no_page_is_refused_too(archive: Callable[..., Path], filling: bytes) -> None:
    picture = gzipped(record(filling * (50_000_000 // len(filling)), "Content-Type: image/png"))
    assert kinds(list(import_warc(archive(picture + gzipped(record(page(1))))))) == ["too_large"]


@pytest.mark.parametrize("content", [b"<html>no archive</html>", b"\x1f\x8bno gzip", b"WARC/1.0\r\n", b"\x00" * 100])
def test_a_file_that_is_no_archive_is_a_clear_failure(archive: Callable[..., Path], content: bytes) -> None:
    assert kinds(list(import_warc(archive(content)))) == ["unreadable_file"]


def test_an_empty_archive_holds_nothing(archive: Callable[..., Path]) -> None:
    assert list(import_warc(archive(b""))) == []


VALID = record(page(1)) + record(page(2), date="2023-06-13T09:00:00Z")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=8), st.booleans())
def test_no_damage_to_an_archive_breaks_the_import(changes: list[tuple[int, int]], is_packed: bool) -> None:
    content = bytearray(gzipped(VALID) if is_packed else VALID)
    for place, value in changes:
        content[place % len(content)] = value
    with TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.warc"
        path.write_bytes(content)
        assert all(isinstance(e.event, Event) for e in import_warc(path))


def stored_captures() -> list[Recordable]:
    fetched = {"url": URL, "status_code": 200, "observed_basis": "fetched", "origin": "web"}
    kept = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip", "etag": '"1"'}
    captured = PageCaptured(
        **fetched, capture_id="a1", headers=kept, body_sha256=sha256_hex(page(1)), body_size=len(page(1))
    )
    unchanged = PageUnchanged(**(fetched | {"status_code": 304}), capture_id="a2", body_sha256=sha256_hex(page(1)))
    failed = CaptureFailed(url=URL, capture_id="a3", reason="timeout", detail="", origin="web")
    saved = PageCaptured(
        url=None,
        capture_id="a4",
        body_sha256=sha256_hex(page(2)),
        body_size=len(page(2)),
        observed_basis="given",
        origin="file:x",
    )
    redacted = PageCaptured(**fetched, capture_id="a5", body_sha256="0" * 64, body_size=1)
    events = (captured, unchanged, failed, saved, redacted)
    return [
        Recordable(stream="unknown:1", observed_at=DATE + timedelta(hours=n), event=e) for n, e in enumerate(events)
    ]


BODIES = {sha256_hex(page(number)): page(number) for number in (1, 2)}


def test_exported_captures_come_back_with_their_bytes_times_and_addresses(tmp_path: Path) -> None:
    stored = stored_captures()
    exported = export_warc(stored, BODIES.get, tmp_path / "out.warc.gz")
    assert (exported.captures, exported.revisits, exported.redacted) == (2, 1, 1)
    first, again, saved = import_warc(tmp_path / "out.warc.gz")
    assert (first.body, first.event.url, first.observed_at) == (page(1), URL, DATE)
    assert (first.event.headers["etag"], first.event.charset) == ('"1"', "utf-8")
    assert isinstance(again.event, PageUnchanged)
    assert (again.event.body_sha256, again.event.status_code) == (sha256_hex(page(1)), 304)
    assert (saved.body, saved.event.url, saved.event.status_code) == (page(2), None, None)
    assert saved.observed_at == DATE + timedelta(hours=3)
    assert [file.name for file in tmp_path.iterdir()] == ["out.warc.gz"]


def test_another_reader_finds_the_digests_right(tmp_path: Path) -> None:
    export_warc(stored_captures(), BODIES.get, tmp_path / "out.warc.gz")
    with (tmp_path / "out.warc.gz").open("rb") as file:
        read = []
        for one in ArchiveIterator(file, check_digests="raise"):
            read.append((one.rec_type, one.content_stream().read()))
            if one.rec_type == "response":
                lengths = [value for name, value in one.http_headers.headers if name == "content-length"]
                assert lengths == [str(len(page(1)))]
                assert one.http_headers.get_header("content-encoding") is None
    assert [kind for kind, _ in read] == ["warcinfo", "response", "revisit", "resource"]
    assert (read[1][1], read[3][1]) == (page(1), page(2))


def test_an_archive_written_by_warcio_keeps_fractions_of_seconds(tmp_path: Path) -> None:
    content = io.BytesIO()
    writer = WARCWriter(content, gzip=True, warc_version="1.1")
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
    made = writer.create_warc_record(
        URL, "response", io.BytesIO(page(1)), http_headers=head, warc_headers_dict={"WARC-Date": to_text(DATE)}
    )
    writer.write_record(made)
    (tmp_path / "a.warc.gz").write_bytes(content.getvalue())
    (only,) = import_warc(tmp_path / "a.warc.gz")
    assert (only.observed_at, only.body) == (DATE, page(1))
    assert START > DATE


def test_a_page_whose_checksum_is_wrong_is_not_believed(archive: Callable[..., Path]) -> None:
    damaged = bytearray(gzipped(record(page(2))))
    damaged[-8] ^= 1
    events = list(import_warc(archive(gzipped(record(page(1))) + bytes(damaged) + gzipped(record(page(3))))))
    assert kinds(events) == ["PageCaptured", "unreadable_file"]
    assert events[0].body == page(1)
