"""The as-of slider, tried in a real browser where one is installed."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.core.settings import Settings
from pipelines.release import Release
from pipelines.release.dashboard.build import build_dashboard, page_name
from tests.release.marts import BLOG, CASUALTY, HISTORY, LATER, create_marts, insert

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def shown(page: Path, profile: Path) -> dict[str, bool]:
    """Claim ids on the page as the browser leaves it, and whether each is visible."""
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    cards = re.findall(r'<article class="fact(.*?)>.*?Fact <code>(\w+)</code>', dom, re.DOTALL)
    return {claim_id: "hidden" not in attributes for attributes, claim_id in cards}


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_the_slider_shows_what_stood_at_its_moment(
    settings: Settings, release: Callable[..., Release], tmp_path: Path
) -> None:
    create_marts(settings.work_path)
    insert(settings.work_path, "dim_blogs", BLOG)
    old = CASUALTY | HISTORY | {"claim_id": "c0", "valid_to": LATER}
    insert(settings.work_path, "fct_casualties_history", old, CASUALTY | HISTORY | {"valid_from": LATER})
    page = build_dashboard(release().path, tmp_path / "site").parent / "blogs" / page_name("dw:1")
    assert shown(page, tmp_path / "newest") == {"c0": False, "c1": True}
    page.write_text(page.read_text().replace('max="1" value="1"', 'max="1" value="0"'))
    assert shown(page, tmp_path / "first") == {"c0": True, "c1": False}
