"""Readers never see an error or half a release, whatever happens to the publisher."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipelines.core.settings import Settings
from pipelines.release import Release, latest, list_releases, prune
from pipelines.release.catalog import BUILDING
from tests.release.conftest import run

Publish = Callable[..., Release]
RELEASES = 50
KILLS = 5


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    path = Path(__file__).with_name(script)
    command = [sys.executable, str(path), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def fill(settings: Settings, rows: int) -> None:
    """As many facts as the position says, each of two people: whoever sees other sums saw a torn state."""
    run(
        settings,
        f"""
        CREATE OR REPLACE TABLE marts.fct_casualties AS
        SELECT i::VARCHAR AS claim_id, 2::BIGINT AS count, repeat('x', 1000) || i AS evidence FROM range({rows}) t(i);
        UPDATE marts.meta_release SET upto_position = {rows};
        UPDATE raw.projections SET upto_position = {rows};""",
    )


def test_readers_during_fifty_releases_see_no_error_and_no_torn_state(
    settings: Settings, release: Publish, tmp_path: Path
) -> None:
    fill(settings, 100)
    release(upto_position=100)
    stop, database = tmp_path / "stop", settings.releases_path / "latest" / "newsledger.duckdb"
    readers = [start("reader.py", database, stop) for _ in range(2)]
    for number in range(RELEASES):
        fill(settings, 101 + number)
        assert release(upto_position=101 + number).is_new
        prune(settings)
    stop.touch()
    for reader in readers:
        output, errors = reader.communicate(timeout=60)
        assert (reader.returncode, errors) == (0, "")
        looks = [tuple(map(int, line.split())) for line in output.splitlines()]
        assert [look for look in looks if not look[0] == look[1] == look[2] / 2] == []
        assert looks == sorted(looks)
        assert len(set(looks)) > 5


def test_kill_9_during_publishing_leaves_a_whole_release_to_read(settings: Settings, release: Publish) -> None:
    fill(settings, 5_000)
    release(upto_position=5_000)
    run(settings, "UPDATE raw.projections SET upto_position = 7; UPDATE marts.meta_release SET upto_position = 7")
    chance = random.Random(9)
    for _ in range(KILLS):
        publisher = start("publisher.py", settings.home)
        assert publisher.stdout is not None
        publisher.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        publisher.send_signal(signal.SIGKILL)
        publisher.communicate(timeout=60)
        current = latest(settings)
        assert current is not None
        with duckdb.connect(str(current.database_path), read_only=True) as reader:
            assert reader.execute("SELECT count(*) FROM marts.fct_casualties").fetchall() == [(5_000,)]
    release(is_forced=True)
    assert list(settings.releases_path.glob(f"{BUILDING}*")) == []
    assert all(set(r.manifest.files) == names_in(r.path) for r in list_releases(settings))


def names_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}
