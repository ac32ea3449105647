"""Removes what is no longer needed: old logs, damaged spool files that were kept for inspection, old releases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from pipelines.core.clock import Clock, utc_now
from pipelines.core.settings import Settings
from pipelines.release.catalog import prune


def clean(settings: Settings, clock: Clock = utc_now) -> dict[str, int]:
    """How many files and releases were removed, by kind; never touches the ledger or a capture that waits."""
    oldest = (clock() - timedelta(days=settings.keep_logs_days)).timestamp()
    logs = (settings.home / "logs", settings.home / "airflow" / "logs", settings.home / "dbt" / "logs")
    return {
        "logs": sum(_remove_older(folder, oldest) for folder in logs),
        "damaged": _remove_older(settings.spool_path / "damaged", oldest),
        "releases": len(prune(settings)),
    }


def _remove_older(folder: Path, oldest: float) -> int:
    old = [path for path in _files(folder) if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink()
    return len(old)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
