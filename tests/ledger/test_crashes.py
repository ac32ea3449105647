"""`kill -9` at random instants: nothing acknowledged is lost, nothing lands twice, nothing is half-written."""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.capture import spool as spools
from pipelines.core.errors import BadInput
from pipelines.core.events import PageCaptured, PageUnchanged
from pipelines.ledger.appender import drain
from pipelines.ledger.backup import backup
from pipelines.ledger.restore import check_backup, restore
from pipelines.ledger.store import open_ledger
from pipelines.ledger.verify import verify
from tests.ledger import factory, processes

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["pytest", "pipelines.ledger.redact", "pipelines.ledger.backup"])


def _killed(rng: random.Random, longest: float, target: Callable[..., None], *arguments: Any) -> Iterator[None]:
    process = context.Process(target=target, args=arguments)
    process.start()
    yield
    time.sleep(rng.uniform(0, longest))
    process.kill()
    process.join()


@pytest.mark.parametrize("kills", [100, pytest.param(1000, marks=[pytest.mark.slow, pytest.mark.timeout(1200)])])
def test_killed_workers_and_appenders_lose_and_repeat_nothing(tmp_path: Path, kills: int) -> None:
    spool, ledger_path, acknowledged = tmp_path / "spool", tmp_path / "ledger.duckdb", tmp_path / "acknowledged"
    rng = random.Random(kills)
    for turn in range(kills // 2):
        working = _killed(rng, 0.15, processes.work, spool, acknowledged, f"w{turn}")
        landing = _killed(rng, 0.3, processes.land, spool, ledger_path)
        next(working)
        next(landing)
        list(working)
        list(landing)
    drain(spool, ledger_path)
    verified = verify(ledger_path)
    assert not (spool / spools.DAMAGED).exists(), "a file was half-written"
    assert verified.is_sound, verified.text
    assert not list(spools.waiting(spool))
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        events = [stored.event for stored in ledger.events()]
    landed = [event.capture_id for event in events if isinstance(event, PageCaptured | PageUnchanged)]
    promised = set(acknowledged.read_text().splitlines())
    assert len(landed) == len(set(landed)), "an event landed twice"
    assert promised <= set(landed), "an acknowledged event was lost"
    assert len(promised) > kills


@pytest.mark.parametrize("kills", [6, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_redaction_has_happened_wholly_or_not_at_all(tmp_path: Path, kills: int) -> None:
    path, rng = tmp_path / "ledger.duckdb", random.Random(kills)
    with open_ledger(path) as ledger:
        for turn in range(kills):
            ledger.append([factory.captured(factory.page(n, turn), n, stream=f"test:{turn}") for n in range(20)])
    for turn in range(kills):
        list(_killed(rng, 0.4, processes.take_out, path, turn))
        verified = verify(path)
        assert verified.is_sound, verified.text
        with open_ledger(path, is_read_only=True) as ledger:
            recorded = len(list(ledger.events(event_type="BodyRedacted")))
        assert verified.redacted == 20 * recorded
        with open_ledger(path, is_read_only=True) as ledger:
            is_done = recorded > 0 and f"stream test:{turn}" in str(list(ledger.events(event_type="BodyRedacted")))
        if not is_done:
            processes.take_out(path, turn)
    assert verify(path).redacted == 20 * kills
    with pytest.raises(BadInput):
        processes.take_out(path, 0)


@pytest.mark.parametrize("kills", [6, pytest.param(60, marks=pytest.mark.slow)])
def test_a_killed_backup_is_finished_by_the_next(tmp_path: Path, kills: int) -> None:
    path, folder, rng = tmp_path / "ledger.duckdb", tmp_path / "backup", random.Random(kills)
    for turn in range(kills):
        with open_ledger(path) as ledger:
            ledger.append([factory.captured(factory.page(n, turn), n, stream=f"test:{turn}") for n in range(40)])
        list(_killed(rng, 0.15, backup, path, folder))
    backup(path, folder)
    assert check_backup(folder) == []
    assert not list(folder.glob(".*"))
    with open_ledger(path, is_read_only=True) as ledger:
        assert restore(folder, tmp_path / "new.duckdb").head == ledger.head()


def test_a_disk_that_fills_up_under_the_guard_stops_with_a_word_and_harms_nothing(tmp_path: Path) -> None:
    spool, path = tmp_path / "spool", tmp_path / "ledger.duckdb"
    for n in range(60):
        spools.write(spool, factory.captured(factory.page(n, seed=n, size=100_000), n))
    for limit in (300_000, 600_000, 1_000_000, 1_500_000):
        outcome = tmp_path / f"outcome-{limit}"
        process = context.Process(target=processes.land_with_room_for, args=(limit, spool, path, outcome))
        process.start()
        process.join()
        assert process.exitcode == 0
        assert "disk" in outcome.read_text()
    drain(spool, path)
    verified = verify(path)
    assert (verified.is_sound, verified.events) == (True, 60)


def test_a_worker_on_a_full_disk_says_so_and_leaves_no_half_file(tmp_path: Path) -> None:
    outcome = tmp_path / "outcome"
    process = context.Process(target=processes.write_with_room_for, args=(50_000, tmp_path / "spool", outcome))
    process.start()
    process.join()
    assert "full disk" in outcome.read_text()
    assert list((tmp_path / "spool").iterdir()) == []
