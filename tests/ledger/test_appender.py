"""Draining the spool: everything whole lands once, in order; what is damaged is set aside."""

from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.capture import spool as spools
from pipelines.core.clock import utc_now
from pipelines.core.errors import Busy, NoSpace
from pipelines.ledger.appender import drain
from pipelines.ledger.store import open_ledger
from tests.ledger import factory


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.duckdb"


def _fill(spool: Path, count: int) -> list[Path]:
    return [spools.write(spool, factory.captured(factory.page(n), n)) for n in range(count)]


def test_the_spool_lands_in_order_and_is_empty_afterwards(spool: Path, ledger_path: Path) -> None:
    _fill(spool, 45)
    seen: list[tuple[int, int]] = []
    drained = drain(spool, ledger_path, progress=lambda done, total: seen.append((done, total)))
    assert (drained.added, drained.repeated, drained.damaged, drained.head.position) == (45, 0, 0, 45)
    assert list(spools.waiting(spool)) == []
    assert seen == [(20, 45), (40, 45), (45, 45)]
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        assert [e.event.capture_id for e in ledger.events()] == [f"test:1-{n}" for n in range(45)]  # type: ignore[attr-defined]


def test_an_empty_or_absent_spool_adds_nothing(spool: Path, ledger_path: Path) -> None:
    assert drain(spool, ledger_path).head.position == 0


def test_landing_the_same_captures_twice_adds_nothing_and_says_so(spool: Path, ledger_path: Path) -> None:
    _fill(spool, 3)
    drain(spool, ledger_path)
    _fill(spool, 3)
    drained = drain(spool, ledger_path)
    assert (drained.added, drained.repeated) == (0, 3)
    assert "0 events added, 3 already in the ledger" in drained.text


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-10],
        lambda content: b"",
        lambda content: content.replace(b"Page", b"Paqe"),
        lambda content: spools.sha256_hex(b"{}").encode() + b"\n{}\n",
    ],
)
def test_a_damaged_spool_file_is_set_aside_with_a_reason_and_the_rest_lands(
    spool: Path, ledger_path: Path, damage
) -> None:  # type: ignore[no-untyped-def]
    broken = _fill(spool, 3)[1]
    broken.write_bytes(damage(broken.read_bytes()))
    drained = drain(spool, ledger_path)
    assert (drained.added, drained.damaged) == (2, 1)
    assert (spool / "damaged" / broken.name).exists()
    assert broken.name in (spool / "damaged" / f"{broken.name}.reason").read_text()


def test_a_spool_file_whose_body_is_not_the_one_it_names_is_set_aside(spool: Path, ledger_path: Path) -> None:
    spools.write(spool, factory.captured(b"named", 1).model_copy(update={"body": b"other"}))
    assert drain(spool, ledger_path).damaged == 1


def test_a_second_appender_leaves_while_the_first_works(spool: Path, ledger_path: Path) -> None:
    _fill(spool, 1)
    with open_ledger(ledger_path), pytest.raises(Busy):
        drain(spool, ledger_path, wait_seconds=0.1)
    assert drain(spool, ledger_path).added == 1


def test_a_nearly_full_disk_stops_the_drain_before_anything_is_touched(spool: Path, ledger_path: Path) -> None:
    files = _fill(spool, 2)
    with pytest.raises(NoSpace, match="NEWSLEDGER_MIN_FREE_MEGABYTES"):
        drain(spool, ledger_path, min_free_megabytes=10**9)
    assert list(spools.waiting(spool)) == files
    assert drain(spool, ledger_path).added == 2


def test_half_written_files_are_no_events_and_are_swept_once_they_are_old(spool: Path, ledger_path: Path) -> None:
    written = _fill(spool, 1)[0]
    partial = spool / f".{written.stem}.partial"
    partial.write_bytes(b"half")
    assert spools.sweep(spool, utc_now() - timedelta(hours=1)) == 0
    abandoned = spool / ".2020-01-01T000000.000000Z-0.partial"
    abandoned.write_bytes(b"half")
    assert drain(spool, ledger_path).added == 1
    assert partial.exists() and not abandoned.exists()
    assert spools.sweep(spool, utc_now()) == 1
