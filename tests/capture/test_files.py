"""Saved pages become events that say when their bytes existed, and never guess it."""

import gzip
import json
import os
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.capture.bounded import DecompressionError, TooLargeError, gunzip, inflate
from pipelines.capture.files import MAX_FILE_BYTES, capture_path, saved_pages
from pipelines.core.errors import BadInput
from pipelines.core.events import CaptureFailed, PageCaptured
from tests.capture.simulated import SimulatedTime

gzipped = partial(gzip.compress, mtime=0)  # without the time of day, so that every worker names its tests alike

PAGE = b"<html><p>A page no source knows</p></html>"
GIVEN = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)


def test_without_a_given_time_the_import_time_counts_and_says_so(tmp_path: Path, simulated: SimulatedTime) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE)
    os.utime(page, (1_000_000_000, 1_000_000_000))
    (recordable,) = capture_path(page, clock=simulated.clock)
    assert isinstance(recordable.event, PageCaptured)
    assert (recordable.observed_at, recordable.event.observed_basis) == (simulated.now, "imported")
    assert (recordable.body, recordable.event.media_type) == (PAGE, "text/html")
    assert recordable.stream.startswith("unknown:")


def test_a_given_time_counts_for_pages_without_a_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.html").write_bytes(PAGE + b"b")
    sidecar = {"observed_at": "2025-01-01T00:00:00Z", "url": "https://example.org/live"}
    (tmp_path / "b.html.json").write_text(json.dumps(sidecar))
    first, second = capture_path(tmp_path, GIVEN)
    assert (first.observed_at, first.event.observed_basis) == (GIVEN, "given")
    assert second.observed_at == datetime(2025, 1, 1, tzinfo=UTC)
    assert second.event.url == "https://example.org/live"


def test_the_same_bytes_at_the_same_time_are_one_capture_wherever_they_lie(tmp_path: Path) -> None:
    for name in ("a/page.html", "b/other.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(PAGE)
    (tmp_path / "c.html.gz").write_bytes(gzipped(PAGE))
    assert len({recordable.event_id for recordable in capture_path(tmp_path)}) == 1
    assert len({recordable.event_id for recordable in capture_path(tmp_path, GIVEN)}) == 1
    assert next(capture_path(tmp_path)).event_id != next(capture_path(tmp_path, GIVEN)).event_id


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.html", ".hidden.html", ".git/x.html", "b.html.json", "alone.json", "a/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    assert [str(page.relative_to(tmp_path)) for page in saved_pages(tmp_path)] == ["a/z.html", "alone.json", "b.html"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_body"),
        (b"\n \n", "empty_body"),
        (gzipped(b""), "empty_body"),
        (gzipped(PAGE)[:-5], "decompression"),
        (b"\x1f\x8bnonsense", "decompression"),
        (gzipped(b"0" * (MAX_FILE_BYTES + 1), 1), "too_large"),
    ],
)
def test_a_file_that_holds_no_page_becomes_a_failure_and_the_rest_goes_on(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "bad.html").write_bytes(content)
    (tmp_path / "good.html").write_bytes(PAGE)
    bad, good = capture_path(tmp_path)
    assert isinstance(bad.event, CaptureFailed)
    assert (bad.event.reason, bad.body) == (reason, None)
    assert "bad.html" in bad.event.origin
    assert good.body == PAGE


def test_a_file_beyond_the_limit_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(MAX_FILE_BYTES * 1000)
    (recordable,) = capture_path(tmp_path)
    assert recordable.event.reason == "too_large"


@pytest.mark.parametrize(
    "sidecar",
    [
        b"{",
        b"[]",
        b"\xff",
        b'{"observed_at": "2025-01-01T00:00:00"}',
        b'{"observed_at": "soon"}',
        b'{"when": 1}',
        b"[" * 99_999,
    ],
)
def test_a_sidecar_that_cannot_be_read_stops_its_page_because_a_wrong_time_would_stay(
    tmp_path: Path, sidecar: bytes
) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page.html.json").write_bytes(sidecar)
    (recordable,) = capture_path(tmp_path)
    assert recordable.event.reason == "unreadable_file"
    assert "page.html.json" in recordable.event.detail


def test_failing_twice_is_the_same_failure(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    assert next(capture_path(tmp_path)).event_id == next(capture_path(tmp_path)).event_id


def test_two_files_of_one_name_fail_each_for_itself(tmp_path: Path) -> None:
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "live.html").write_bytes(b"")
    failures = list(capture_path(tmp_path))
    assert [failure.event.origin for failure in failures] == ["file:monday/live.html", "file:tuesday/live.html"]
    assert len({failure.event_id for failure in failures}) == 2


@pytest.mark.parametrize("name", ["missing.html", "pipe"])
def test_what_is_no_file_or_folder_is_bad_input(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput):
        list(capture_path(tmp_path / name))


def test_a_pipe_in_a_folder_is_no_page(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(capture_path(tmp_path)) == []


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file whose reading fails, for root too")
def test_a_file_that_cannot_be_read_becomes_a_failure() -> None:
    (recordable,) = capture_path(Path("/proc/self/mem"))
    assert recordable.event.reason == "unreadable_file"


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=100))
def test_decompression_gives_the_content_within_the_bound_or_a_named_error(data: bytes, limit: int) -> None:
    for decompress in (gunzip, inflate):
        with suppress(DecompressionError):
            assert len(decompress(data, limit)) <= limit


def test_a_bomb_costs_no_more_memory_than_its_bound() -> None:
    packed = gzipped(bytes(50_000_000), 1)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            gunzip(packed, 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=500), st.binary(max_size=500))
def test_several_gzip_members_are_one_content(first: bytes, second: bytes) -> None:
    assert gunzip(gzipped(first) + gzipped(second), 1000) == first + second
