"""What every room's tests share: an empty home, a released sample, and the folder with real pages, if any."""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import steps
from pipelines.core.settings import PROJECT_ROOT, Settings
from pipelines.release.catalog import find_release

WHOLE_SAMPLE = PROJECT_ROOT / "warehouse" / "sample"
SAMPLE = WHOLE_SAMPLE / "pages" / "live-99000001"  # its first live blog: enough for most tests


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of an empty home that the test has for itself."""
    monkeypatch.setenv("NEWSLEDGER_HOME", str(tmp_path / "home"))
    return Settings()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real pages and labelled posts, which lies beside the project where it is developed."""
    folder = Path(os.environ.get("NEWSLEDGER_SHARED") or PROJECT_ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("needs the folder with real pages (NEWSLEDGER_SHARED), which is not part of the project")
    return folder


def ask_release(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the latest release."""
    with duckdb.connect(str(find_release(settings, "latest").database_path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def ask_work(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the projections."""
    with duckdb.connect(str(settings.work_path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def import_and_refresh(settings: Settings, *paths: Path) -> None:
    """Land saved pages and release what follows."""
    for path in paths:
        steps.capture(settings, str(path))
    steps.land(settings)
    steps.refresh(settings)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the sample was imported, refreshed and released; for reading only."""
    settings = Settings(home=tmp_path_factory.mktemp("sample"))
    import_and_refresh(settings, SAMPLE)
    return settings


@pytest.fixture
def own_sample(sample: Settings, tmp_path: Path) -> Settings:
    """A copy of the released sample that the test may change."""
    shutil.copytree(sample.home, tmp_path / "sample", symlinks=True)
    return Settings(home=tmp_path / "sample")
