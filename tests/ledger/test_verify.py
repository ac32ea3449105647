"""Verification finds what was changed, what was lost, and names the first broken event."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.ledger import verify as verifying
from pipelines.ledger.store import open_ledger
from pipelines.ledger.verify import verify
from tests.ledger import factory


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(factory.page(n), n) for n in range(60)], factory.clock)
    return path


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_EVENTS_A_WINDOW", 25)


def _tamper(path: Path, statement: str) -> None:
    connection = duckdb.connect(str(path))
    connection.execute(statement)
    connection.close()


def _release(path: Path, name: str, position: int, hash_: str) -> Path:
    folder = path.parent / "releases" / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"ledger": {"position": position, "hash": hash_}}))
    return folder.parent


def test_a_whole_ledger_is_sound_and_everything_was_looked_at(ledger_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    verified = verify(ledger_path, progress=lambda done, total: seen.append((done, total)))
    assert verified.is_sound
    assert (verified.events, verified.bodies, verified.head.position) == (60, 60, 60)
    assert seen == [(25, 60), (50, 60), (60, 60)]
    assert verified.text.startswith("The ledger is whole: 60 events and 60 bodies")


@pytest.mark.parametrize(
    ("statement", "position", "words"),
    [
        ("UPDATE events SET payload = replace(payload, 'live', 'dead') WHERE position = 41", 41, "not those recorded"),
        ("UPDATE events SET stream = 'x:1' WHERE position = 42", 42, "chain breaks"),
        ("UPDATE events SET observed_at = observed_at + INTERVAL 1 SECOND WHERE position = 7", 7, "chain breaks"),
        ("UPDATE events SET hash = repeat('0', 64) WHERE position = 30", 30, "chain breaks"),
        ("UPDATE events SET payload = NULL WHERE position = 9", 9, "without a redaction"),
        ("DELETE FROM events WHERE position = 26", 26, "event 26 is missing"),
        ("DELETE FROM events WHERE position BETWEEN 20 AND 27", 20, "20 to 25 are missing"),
        ("INSERT INTO events SELECT * FROM events WHERE position = 33", 33, "used twice"),
        ("DELETE FROM bodies WHERE position = 21", 21, "missing"),
        ("UPDATE bodies SET data = NULL, frame = NULL, depth = NULL WHERE position = 40", 40, "emptied"),
        ("UPDATE bodies SET sha256 = repeat('a', 64) WHERE position = 60", 60, "missing"),
        ("UPDATE bodies SET data = (SELECT data FROM bodies WHERE position = 2) WHERE position = 50", 50, "read"),
    ],
)
def test_a_change_behind_the_ledgers_back_is_found_and_its_position_named(
    ledger_path: Path, statement: str, position: int, words: str
) -> None:
    _tamper(ledger_path, statement)
    verified = verify(ledger_path)
    assert not verified.is_sound
    assert verified.first_broken is not None
    assert (verified.first_broken.position, words in verified.first_broken.what) == (position, True), verified.text
    assert f"First broken: position {position}" in verified.text


def test_a_flipped_byte_anywhere_in_the_written_part_of_the_file_never_passes_as_other_content(
    ledger_path: Path,
) -> None:
    whole, chosen = ledger_path.read_bytes(), random.Random(3)
    with open_ledger(ledger_path, is_read_only=True) as ledger:
        expected = [row.hash for row in ledger.rows()]
    found = 0
    for _ in range(25):
        at = chosen.randrange(len(whole))
        ledger_path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            verified = verify(ledger_path)
        except LedgerDamaged:
            found += 1
            continue
        found += not verified.is_sound
        if verified.is_sound:  # the byte lay in a block or header that is not in use
            with open_ledger(ledger_path, is_read_only=True) as ledger:
                assert [row.hash for row in ledger.rows()] == expected
    assert found > 10


def test_an_unreadable_block_is_reported_at_the_first_event_it_hides(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        for start in range(0, 60, 20):
            recordables = [factory.captured(factory.page(n, seed=n, size=200_000), n) for n in range(start, start + 20)]
            ledger.append(recordables, factory.clock)
    whole = bytearray(path.read_bytes())
    whole[len(whole) * 2 // 3] ^= 1
    path.write_bytes(whole)
    verified = verify(path)
    assert verified.first_broken is not None
    assert 1 < verified.first_broken.position < 60
    assert "cannot be read" in verified.text


def test_a_missing_tail_shows_against_the_heads_in_the_releases_manifests(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        releases = _release(ledger_path, "20250902-1", 60, ledger.head().hash)
    assert verify(ledger_path, releases=releases).is_sound
    _tamper(ledger_path, "DELETE FROM events WHERE position > 55; DELETE FROM bodies WHERE position > 55")
    assert verify(ledger_path).is_sound
    verified = verify(ledger_path, releases=releases)
    assert verified.first_broken is not None
    assert verified.first_broken.position == 56
    assert "events 56 to 60 are missing: release 20250902-1 knew" in verified.text


def test_a_rewritten_chain_shows_against_the_heads_in_the_releases_manifests(ledger_path: Path) -> None:
    releases = _release(ledger_path, "20250902-1", 30, "f" * 64)
    verified = verify(ledger_path, releases=releases)
    assert verified.first_broken is not None
    assert (verified.first_broken.position, verified.is_sound) == (30, False)
    assert "rewritten" in verified.first_broken.what


def test_an_incremental_check_looks_only_at_what_came_after(ledger_path: Path) -> None:
    _tamper(ledger_path, "UPDATE events SET payload = '{}' WHERE position = 10")
    verified = verify(ledger_path, since=40)
    assert verified.is_sound
    assert (verified.events, verified.bodies) == (20, 20)
    assert not verify(ledger_path, since=9).is_sound


def test_a_check_since_a_position_the_ledger_has_not_reached_is_refused(ledger_path: Path) -> None:
    with pytest.raises(BadInput, match="ends at position 60"):
        verify(ledger_path, since=61)


def _interrupt_after(windows: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done >= windows * 25:
            raise KeyboardInterrupt

    return progress


def test_an_interrupted_check_goes_on_where_it_stopped(ledger_path: Path, tmp_path: Path) -> None:
    checkpoint = tmp_path / "verified.json"
    with pytest.raises(KeyboardInterrupt):
        verify(ledger_path, checkpoint=checkpoint, progress=_interrupt_after(2))
    verified = verify(ledger_path, checkpoint=checkpoint)
    assert (verified.since, verified.events, verified.is_sound) == (50, 10, True)


def test_after_a_finished_check_the_next_starts_at_the_beginning(ledger_path: Path, tmp_path: Path) -> None:
    checkpoint = tmp_path / "verified.json"
    assert verify(ledger_path, checkpoint=checkpoint).is_sound
    _tamper(ledger_path, "UPDATE events SET payload = '{}' WHERE position = 10")
    assert not verify(ledger_path, checkpoint=checkpoint).is_sound


def test_a_checkpoint_also_remembers_how_far_the_chain_once_reached(ledger_path: Path, tmp_path: Path) -> None:
    checkpoint = tmp_path / "verified.json"
    verify(ledger_path, checkpoint=checkpoint)
    _tamper(ledger_path, "DELETE FROM events WHERE position > 55")
    verified = verify(ledger_path, checkpoint=checkpoint)
    assert "events 56 to 60 are missing: the checkpoint knew" in verified.text


def test_a_broken_ledger_moves_no_checkpoint(ledger_path: Path, tmp_path: Path) -> None:
    checkpoint = tmp_path / "verified.json"
    _tamper(ledger_path, "UPDATE events SET payload = '{}' WHERE position = 30")
    assert not verify(ledger_path, checkpoint=checkpoint).is_sound
    assert not verify(ledger_path, checkpoint=checkpoint).is_sound
    assert json.loads(checkpoint.read_text())["position"] == 25


def test_a_checkpoint_that_is_none_is_refused(ledger_path: Path, tmp_path: Path) -> None:
    checkpoint = tmp_path / "verified.json"
    checkpoint.write_text("[]")
    with pytest.raises(BadInput, match="no checkpoint"):
        verify(ledger_path, checkpoint=checkpoint)
