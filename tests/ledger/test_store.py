"""The DuckDB store keeps every promise of a ledger store."""

from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import pytest

from pipelines.core.errors import BadInput, Busy, LedgerDamaged
from pipelines.ledger.store import Ledger, open_ledger
from tests.ledger import factory
from tests.ledger.store_contract import LedgerContract, Opener


class TestDuckDBLedger(LedgerContract):
    """The contract on a DuckDB file."""

    @pytest.fixture
    def opener(self, tmp_path: Path) -> Opener:
        def opened() -> AbstractContextManager[Ledger]:
            return open_ledger(tmp_path / "ledger.duckdb")

        return opened


def test_a_second_writer_is_told_that_the_ledger_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path), pytest.raises(Busy, match="writing the ledger"), open_ledger(path, wait_seconds=0.1):
        pass


def test_reading_a_ledger_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no database"), open_ledger(tmp_path / "none.duckdb", is_read_only=True):
        pass


def test_a_file_that_is_no_database_is_named_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(LedgerDamaged, match="cannot be opened"), open_ledger(path, is_read_only=True):
        pass


def test_a_database_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(BadInput, match="not a ledger"), open_ledger(path, is_read_only=True):
        pass


def test_a_ledger_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.connection.execute("UPDATE ledger_format SET version = 99")
    with pytest.raises(BadInput, match="format 99"), open_ledger(path, is_read_only=True):
        pass


def test_the_file_holds_the_pages_many_times_smaller(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(factory.page(n, size=100_000), n) for n in range(40)], factory.clock)
        (stored,) = ledger.connection.execute("SELECT sum(octet_length(data)) FROM bodies").fetchall()[0]
    assert 40 * 100_000 / stored > 15


def test_a_reader_beside_a_writer_in_one_process_is_told_that_the_ledger_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path), pytest.raises(Busy), open_ledger(path, is_read_only=True):
        pass
    with open_ledger(path, is_read_only=True), pytest.raises(Busy), open_ledger(path):
        pass


def test_many_may_read_a_ledger_that_nobody_writes(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(b"words", 1)], factory.clock)
    with open_ledger(path, is_read_only=True) as one, open_ledger(path, is_read_only=True) as other:
        assert one.head() == other.head()


def test_committed_events_are_read_also_while_the_log_of_a_killed_writer_lies_beside_the_file(tmp_path: Path) -> None:
    path, copy = tmp_path / "ledger.duckdb", tmp_path / "copy.duckdb"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(b"words", 1)], factory.clock)
        for suffix in ("", ".wal"):
            copy.with_name(copy.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
    with open_ledger(copy, is_read_only=True) as ledger:
        assert ledger.head().position == 1
