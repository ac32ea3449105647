"""Whatever bytes and words come: frames unpack, spool files and backup segments read back equal."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipelines.capture import spool as spools
from pipelines.core.events import BlogDiscovered, Recordable
from pipelines.ledger import frames
from pipelines.ledger.chain import EventRow, link
from pipelines.ledger.segments import open_segment, write_segment
from tests.ledger import factory

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))
rows = st.builds(
    EventRow,
    position=st.integers(1, 2**62),
    event_id=words,
    stream=words,
    event_type=words,
    schema_version=st.integers(1, 1000),
    observed_at=moments,
    recorded_at=moments,
    payload=st.none() | words,
    payload_sha256=words,
    body_sha256=st.none() | words,
    hash=words,
)


@given(st.lists(st.binary(max_size=2000), min_size=1, max_size=8))
def test_a_chain_of_deltas_unpacks_to_the_bodies_it_was_made_of(bodies: list[bytes]) -> None:
    bases = [None, *bodies[:-1]]
    packed = [frames.compress(body, base) for body, base in zip(bodies, bases, strict=True)]
    assert [frames.decompress(data, base) for data, base in zip(packed, bases, strict=True)] == bodies


def test_a_page_of_megabytes_is_found_in_the_one_before_it() -> None:
    before = factory.page(1, size=4_000_000)
    assert len(frames.compress(factory.page(2, size=4_000_000), before)) < 10_000


@given(words, words, moments, st.binary(max_size=500))
def test_a_spool_file_reads_back_equal(stream: str, title: str, moment: datetime, body: bytes) -> None:
    event = BlogDiscovered(url="https://example.org", source="test", title=title, found_by="hand")
    captured = factory.captured(body, 1).model_copy(update={"stream": stream, "observed_at": moment})
    with tempfile.TemporaryDirectory() as folder:
        for recordable in (Recordable(stream=stream, observed_at=moment, event=event), captured):
            assert spools.read(spools.write(Path(folder), recordable)).recordable == recordable


@given(st.lists(rows, max_size=5), st.lists(st.binary(max_size=200), max_size=5))
def test_a_segment_reads_back_equal(given_rows: list[EventRow], bodies: list[bytes]) -> None:
    named = [(f"{n:064x}", body) for n, body in enumerate(bodies)]
    with tempfile.TemporaryDirectory() as folder:
        write_segment(Path(folder) / "segment", given_rows, named)
        with open_segment(Path(folder) / "segment") as (read_rows, read_bodies):
            assert (read_rows, list(read_bodies)) == (given_rows, named)


@given(rows, rows)
def test_rows_that_say_different_things_have_different_hashes(one: EventRow, other: EventRow) -> None:
    said = [replace(row, payload=None, hash="") for row in (one, other)]
    assert (link("", one) == link("", other)) is (said[0] == said[1])
