"""Housekeeping removes what is old and nothing else."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines import steps
from pipelines.core.settings import Settings

NOW = datetime(2025, 9, 20, 12, tzinfo=UTC)


def put(path: Path, age_days: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    moment = (NOW - timedelta(days=age_days)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_old_logs_and_damaged_spool_files_go_and_waiting_captures_stay(settings: Settings) -> None:
    old_log, old_damaged = put(settings.home / "logs" / "a.log", 40), put(settings.spool_path / "damaged" / "b", 40)
    new_log, waiting = put(settings.home / "logs" / "c.log", 2), put(settings.spool_path / "d.event", 400)
    removed = steps.clean(settings, lambda: NOW)
    assert removed == {"logs": 1, "damaged": 1, "releases": 0}
    assert not old_log.exists()
    assert not old_damaged.exists()
    assert new_log.exists()
    assert waiting.exists()
