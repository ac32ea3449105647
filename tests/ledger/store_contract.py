"""What any ledger store promises; a store's test class inherits it and says how a store is opened."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.core.events import BlogDiscovered, PageUnchanged, Recordable
from pipelines.core.ids import sha256_hex
from pipelines.ledger.chain import START as EMPTY
from pipelines.ledger.chain import link
from pipelines.ledger.store import Appended, Ledger
from tests.ledger import factory

Opener = Callable[[], AbstractContextManager[Ledger]]


class LedgerContract(ABC):
    """Inherit, and give a fixture `opener`: each call opens the same store again."""

    @pytest.fixture
    @abstractmethod
    def opener(self) -> Opener: ...

    def test_an_empty_ledger_stands_at_position_zero(self, opener: Opener) -> None:
        with opener() as ledger:
            assert ledger.head() == EMPTY
            assert list(ledger.events()) == []

    def test_what_was_appended_is_read_back_equal_after_closing(self, opener: Opener) -> None:
        given = [factory.captured(factory.page(n), n) for n in range(50)]
        with opener() as ledger:
            assert ledger.append(given, factory.clock) == Appended(50, 0)
        with opener() as ledger:
            events = list(ledger.events())
            assert [e.event for e in events] == [r.event for r in given]
            assert [e.observed_at for e in events] == [r.observed_at for r in given]
            assert [e.position for e in events] == list(range(1, 51))
            assert [ledger.body(r.event.body_sha256) for r in given] == [r.body for r in given]  # type: ignore[attr-defined]

    def test_landing_the_same_events_again_adds_nothing_and_says_so(self, opener: Opener) -> None:
        given = [factory.captured(factory.page(n), n) for n in range(5)]
        with opener() as ledger:
            ledger.append(given, factory.clock)
            head = ledger.head()
            assert ledger.append(given + given, factory.clock) == Appended(0, 10)
            assert ledger.head() == head

    def test_the_chain_links_every_row_to_the_one_before(self, opener: Opener) -> None:
        with opener() as ledger:
            ledger.append([factory.captured(factory.page(n), n) for n in range(5)], factory.clock)
            previous = EMPTY.hash
            for row in ledger.rows():
                assert row.hash == link(previous, row)
                previous = row.hash
            assert previous == ledger.head().hash

    def test_the_same_events_in_another_order_or_at_another_time_give_another_head(self, opener: Opener) -> None:
        with opener() as ledger:
            ledger.append([factory.captured(b"a", 1), factory.captured(b"b", 2)], factory.clock)
            rows = list(ledger.rows())
            assert link(EMPTY.hash, rows[1]) != rows[0].hash
            assert len({row.hash for row in rows}) == 2

    def test_a_fetched_page_equal_to_the_streams_latest_is_recorded_as_unchanged(self, opener: Opener) -> None:
        same = factory.page(1)
        with opener() as ledger:
            ledger.append([factory.captured(same, 1), factory.captured(same, 2)], factory.clock)
            again = ledger.append([factory.captured(same, 2)], factory.clock)
            types = [e.event_type for e in ledger.events()]
            unchanged = next(ledger.events(event_type="PageUnchanged"))
        assert types == ["PageCaptured", "PageUnchanged"]
        assert again == Appended(0, 1)
        assert isinstance(unchanged.event, PageUnchanged)
        assert unchanged.body_sha256 == sha256_hex(same)

    def test_a_page_that_went_back_to_an_earlier_wording_is_a_capture_again(self, opener: Opener) -> None:
        with opener() as ledger:
            pages = [factory.page(1), factory.page(2), factory.page(1)]
            ledger.append([factory.captured(body, n) for n, body in enumerate(pages)], factory.clock)
            assert [e.event_type for e in ledger.events()] == ["PageCaptured"] * 3

    def test_a_repeated_unchanged_page_stays_a_repetition_when_another_came_between(self, opener: Opener) -> None:
        with opener() as ledger:
            first, second = factory.page(1), factory.page(2)
            given = [factory.captured(first, 1), factory.captured(first, 2), factory.captured(second, 3)]
            ledger.append(given, factory.clock)
            assert ledger.append([given[1]], factory.clock) == Appended(0, 1)

    def test_a_file_imported_at_another_time_is_a_capture_of_its_own(self, opener: Opener) -> None:
        body = factory.page(1)
        with opener() as ledger:
            ledger.append([factory.captured(body, n, basis="given") for n in (1, 2)], factory.clock)
            assert [e.event_type for e in ledger.events()] == ["PageCaptured"] * 2

    def test_events_can_be_asked_by_range_stream_and_type(self, opener: Opener) -> None:
        blog = BlogDiscovered(url="https://example.org/live", source="test", found_by="hand")
        with opener() as ledger:
            ledger.append([factory.captured(factory.page(n), n, stream=f"test:{n % 2}") for n in range(6)])
            ledger.append([Recordable(stream="test:0", observed_at=factory.START, event=blog)])
            assert [e.position for e in ledger.events(after=2, upto=4)] == [3, 4]
            assert [e.position for e in ledger.events(stream="test:1")] == [2, 4, 6]
            assert [e.position for e in ledger.events(event_type="BlogDiscovered")] == [7]

    def test_recorded_at_never_goes_back_when_the_clock_does(self, opener: Opener) -> None:
        with opener() as ledger:
            ledger.append([factory.captured(b"a", 1)], factory.clock)
            ledger.append([factory.captured(b"b", 2)], lambda: factory.clock() - timedelta(hours=1))
            assert [e.recorded_at for e in ledger.events()] == [factory.clock()] * 2

    def test_a_capture_without_the_body_it_names_is_refused_and_nothing_is_written(self, opener: Opener) -> None:
        good, bad = factory.captured(b"good", 1), factory.captured(b"named", 2)
        with opener() as ledger:
            with pytest.raises(BadInput, match="does not carry the body"):
                ledger.append([good, bad.model_copy(update={"body": b"other"})], factory.clock)
            assert ledger.head() == EMPTY

    def test_an_append_that_fails_half_way_leaves_nothing_behind(self, opener: Opener) -> None:
        with opener() as ledger:
            ledger.append([factory.captured(factory.page(0), 0)], factory.clock)
            head = ledger.head()
            unwritable = factory.captured(factory.page(2), 2).model_copy(update={"observed_at": None})
            with pytest.raises(Exception, match="NoneType"):
                ledger.append([factory.captured(factory.page(1), 1), unwritable], factory.clock)
            assert ledger.head() == head
            ledger.append([factory.captured(factory.page(1), 1)], factory.clock)
            assert ledger.body(sha256_hex(factory.page(1))) == factory.page(1)

    def test_bodies_of_many_streams_and_odd_sizes_come_back_whole(self, opener: Opener) -> None:
        bodies = [b"", b"x", b"\x00\xff" * 3, factory.page(1, size=200_000), b"y", b""]
        with opener() as ledger:
            for n, body in enumerate(bodies):
                ledger.append([factory.captured(body, n), factory.captured(body[::-1], n, stream="test:2")])
        with opener() as ledger:
            assert all(ledger.body(sha256_hex(body)) == body for body in bodies)
            assert ledger.body(sha256_hex(bodies[3][::-1])) == bodies[3][::-1]

    @pytest.mark.parametrize(
        "stream", ["it's:1", "dw:\x00", "dw:'; DROP TABLE events; --", "dw:Größe «1»", 'dw:\n"%?$1']
    )
    def test_a_stream_of_any_name_is_kept_as_it_is(self, opener: Opener, stream: str) -> None:
        body = factory.page(1)
        with opener() as ledger:
            ledger.append([factory.captured(body, 1, stream=stream), factory.captured(body, 2, stream=stream)])
            assert [e.stream for e in ledger.events(stream=stream)] == [stream] * 2
            assert [e.event_type for e in ledger.events()] == ["PageCaptured", "PageUnchanged"]
            assert ledger.append([factory.captured(body, 1, stream=stream)]) == Appended(0, 1)

    def test_a_body_nobody_stored_is_named_as_missing(self, opener: Opener) -> None:
        with opener() as ledger, pytest.raises(LedgerDamaged, match="missing"):
            ledger.body("0" * 64)
