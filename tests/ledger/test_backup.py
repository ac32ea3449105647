"""A backup restores to the same head, says what it lacks, and forgets what was redacted."""

import dataclasses
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.core.errors import BadInput, BodyRedactedError, LedgerDamaged, NoSpace
from pipelines.core.ids import sha256_hex
from pipelines.ledger import backup as backing_up
from pipelines.ledger.backup import backup
from pipelines.ledger.redact import Scope, redact
from pipelines.ledger.restore import check_backup, restore
from pipelines.ledger.segments import file_sha256, open_segment, write_segment
from pipelines.ledger.store import open_ledger
from pipelines.ledger.verify import verify
from tests.ledger import factory


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "_SEGMENT_EVENTS", 20)


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with open_ledger(path) as ledger:
        ledger.append([factory.captured(factory.page(n), n, stream=f"test:{n % 3}") for n in range(50)], factory.clock)
        ledger.append([factory.captured(factory.page(49), 60, stream="test:1", basis="given")], factory.clock)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def _segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("segment-*.tar.zst"))


def test_a_backup_restores_to_a_ledger_that_verifies_to_the_same_head(
    ledger_path: Path, folder: Path, tmp_path: Path
) -> None:
    assert backup(ledger_path, folder).text == "The backup reaches position 51: 3 new segments."
    restored = restore(folder, tmp_path / "new" / "ledger.duckdb")
    with open_ledger(ledger_path, is_read_only=True) as old, open_ledger(tmp_path / "new" / "ledger.duckdb") as new:
        assert restored.head == new.head() == old.head()
        assert list(new.rows()) == list(old.rows())
        assert all(new.body(sha256_hex(factory.page(n))) == factory.page(n) for n in range(50))
    assert restored.verified.is_sound
    assert restored.verified.bodies == 50


def test_a_restored_ledger_takes_new_events_and_knows_old_ones(ledger_path: Path, folder: Path, tmp_path: Path) -> None:
    backup(ledger_path, folder)
    restore(folder, tmp_path / "new.duckdb")
    with open_ledger(tmp_path / "new.duckdb") as ledger:
        again = ledger.append([factory.captured(factory.page(3), 3, stream="test:0")], factory.clock)
        assert (again.added, again.repeated) == (0, 1)
        ledger.append([factory.captured(factory.page(70), 70)], factory.clock)
    assert verify(tmp_path / "new.duckdb").is_sound


def test_a_second_backup_writes_only_what_is_new(ledger_path: Path, folder: Path) -> None:
    backup(ledger_path, folder)
    before = {path.name: path.stat().st_mtime_ns for path in _segments(folder)}
    assert "nothing new" in backup(ledger_path, folder).text
    with open_ledger(ledger_path) as ledger:
        ledger.append([factory.captured(factory.page(80), 80)], factory.clock)
    assert backup(ledger_path, folder).written == 1
    after = {path.name: path.stat().st_mtime_ns for path in _segments(folder)}
    assert {name: after[name] for name in before} == before
    assert len(after) == 4


def test_an_interrupted_backup_goes_on_where_it_stopped(ledger_path: Path, folder: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(ledger_path, folder, progress=stop)
    assert len(_segments(folder)) == 1
    assert backup(ledger_path, folder).written == 2
    assert restore(folder, tmp_path / "new.duckdb").head.position == 51


def test_tar_and_zstd_alone_read_a_backup(ledger_path: Path, folder: Path, tmp_path: Path) -> None:
    if not (shutil.which("tar") and shutil.which("zstd")):
        pytest.skip("tar and zstd are not installed")
    backup(ledger_path, folder)
    subprocess.run(["tar", "--zstd", "-xf", _segments(folder)[0], "-C", tmp_path], check=True)
    lines = (tmp_path / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["position"] for line in lines] == list(range(1, 21))
    assert (tmp_path / "bodies" / sha256_hex(factory.page(7))).read_bytes() == factory.page(7)


@pytest.mark.parametrize("damage", ["missing", "cut", "flipped"])
def test_a_damaged_or_incomplete_set_is_refused_and_the_segment_named(
    ledger_path: Path, folder: Path, tmp_path: Path, damage: str
) -> None:
    backup(ledger_path, folder)
    broken = _segments(folder)[1]
    content = broken.read_bytes()
    if damage == "missing":
        broken.unlink()
    else:
        half = len(content) // 2
        broken.write_bytes(content[:half] if damage == "cut" else content[:half] + b"?" + content[half + 1 :])
    with pytest.raises(LedgerDamaged, match=rf"{broken.name} \(events 21 to 40\)"):
        restore(folder, tmp_path / "new.duckdb")
    assert not list(tmp_path.glob("new.duckdb*[!k]"))
    assert len(check_backup(folder)) == 1


def test_everything_before_the_damage_can_be_restored_when_the_loss_is_accepted(
    ledger_path: Path, folder: Path, tmp_path: Path
) -> None:
    backup(ledger_path, folder)
    _segments(folder)[2].unlink()
    restored = restore(folder, tmp_path / "new.duckdb", is_loss_accepted=True)
    assert restored.head.position == 40
    assert "last 11 events of the backup could not be read and are NOT restored" in restored.text
    assert verify(tmp_path / "new.duckdb").is_sound


def test_a_manifest_that_lost_a_segment_is_refused(ledger_path: Path, folder: Path, tmp_path: Path) -> None:
    backup(ledger_path, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["segments"][1]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(LedgerDamaged, match="from position 21 on"):
        restore(folder, tmp_path / "new.duckdb")


def test_a_segment_changed_together_with_its_checksum_still_breaks_the_chain(
    ledger_path: Path, folder: Path, tmp_path: Path
) -> None:
    backup(ledger_path, folder)
    path = _segments(folder)[1]
    with open_segment(path) as (rows, bodies):
        rows[4] = dataclasses.replace(rows[4], stream="test:other")
        write_segment(tmp_path / "changed", rows, list(bodies))
    (tmp_path / "changed").replace(path)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["segments"][1]["sha256"] = file_sha256(path)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(LedgerDamaged, match="breaks at event 25"):
        restore(folder, tmp_path / "new.duckdb")


@pytest.mark.parametrize("content", ["", "{}", '{"segments": 1}', "[]", '{"segments": [{"name": "x"}]}'])
def test_a_manifest_that_is_none_is_refused(folder: Path, tmp_path: Path, content: str) -> None:
    folder.mkdir()
    (folder / "manifest.json").write_text(content)
    with pytest.raises(LedgerDamaged, match="cannot be read"):
        restore(folder, tmp_path / "new.duckdb")


def test_a_backup_of_a_newer_format_is_refused(ledger_path: Path, folder: Path, tmp_path: Path) -> None:
    backup(ledger_path, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format_version": 2}))
    with pytest.raises(BadInput, match="newsledger-backup 2"):
        restore(folder, tmp_path / "new.duckdb")


def test_a_folder_without_a_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no backup"):
        restore(folder, tmp_path / "new.duckdb")


def test_a_ledger_that_is_there_is_never_overwritten(ledger_path: Path, folder: Path) -> None:
    backup(ledger_path, folder)
    before = ledger_path.read_bytes()
    with pytest.raises(BadInput, match="already a ledger"):
        restore(folder, ledger_path)
    assert ledger_path.read_bytes() == before


def test_a_folder_with_the_backup_of_another_ledger_is_refused(ledger_path: Path, folder: Path, tmp_path: Path) -> None:
    backup(ledger_path, folder)
    with open_ledger(tmp_path / "other.duckdb") as other:
        other.append([factory.captured(factory.page(n), n + 500) for n in range(60)], factory.clock)
    with pytest.raises(BadInput, match="not of this ledger"):
        backup(tmp_path / "other.duckdb", folder)


def test_a_segment_that_was_lost_is_written_again_by_the_next_backup(ledger_path: Path, folder: Path) -> None:
    backup(ledger_path, folder)
    _segments(folder)[0].unlink()
    assert backup(ledger_path, folder).rewritten == 1
    assert check_backup(folder) == []


def test_a_damaged_body_is_not_backed_up_as_if_it_were_whole(ledger_path: Path, folder: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        ledger.connection.execute("UPDATE bodies SET data = 'x'::BLOB WHERE position = 30")
    with pytest.raises(LedgerDamaged):
        backup(ledger_path, folder)
    assert len(_segments(folder)) == 1


def test_redacted_bytes_leave_the_backup_on_the_next_run_and_a_restore_keeps_the_redaction(
    ledger_path: Path, folder: Path, tmp_path: Path
) -> None:
    backup(ledger_path, folder)
    gone = sha256_hex(factory.page(25))
    redact(ledger_path, Scope(body_sha256s=[gone]), reason="r", requested_by="p", clock=factory.clock)
    backed_up = backup(ledger_path, folder)
    assert (backed_up.written, backed_up.rewritten) == (1, 1)
    assert backup(ledger_path, folder).rewritten == 0
    unpacked = [name for segment in _segments(folder) for name in _names(segment)]
    assert f"bodies/{gone}" not in unpacked
    restored = restore(folder, tmp_path / "new.duckdb")
    assert (restored.verified.is_sound, restored.verified.redacted) == (True, 1)
    with open_ledger(tmp_path / "new.duckdb") as ledger, pytest.raises(BodyRedactedError):
        ledger.body(gone)


def _names(segment: Path) -> list[str]:
    with open_segment(segment) as (_, bodies):
        return [f"bodies/{sha256}" for sha256, _ in bodies]


def test_a_full_disk_stops_a_backup_before_it_begins(ledger_path: Path, folder: Path) -> None:
    with pytest.raises(NoSpace):
        backup(ledger_path, folder, min_free_megabytes=10**9)
    assert _segments(folder) == []


def test_an_empty_ledger_has_an_empty_backup_that_restores(folder: Path, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.duckdb"):
        pass
    backup(tmp_path / "empty.duckdb", folder)
    assert restore(folder, tmp_path / "new.duckdb").head.position == 0
