"""What every room's tests share: an empty home, the sample's pages, and the folder with real pages, if any."""

import os
from pathlib import Path

import pytest

from pipelines.core.settings import PROJECT_ROOT, Settings

SAMPLE = PROJECT_ROOT / "warehouse" / "sample" / "pages"


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
