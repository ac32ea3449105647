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
