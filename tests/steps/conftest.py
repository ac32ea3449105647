"""A released sample, made once: for reading as it is, for changing as a copy; and short ways to query."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import steps
from pipelines.core.settings import Settings
from pipelines.release.catalog import find_release
from tests.conftest import SAMPLE

Ask = Callable[..., list[tuple[Any, ...]]]


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
