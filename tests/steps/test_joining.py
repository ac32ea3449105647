"""Lines and links grow capture by capture into what a replay of all captures gives."""

from pathlib import Path

from pipelines import steps
from pipelines.core.settings import Settings
from pipelines.steps.refreshing import project
from tests.conftest import WHOLE_SAMPLE, ask_work

PAGES = sorted((WHOLE_SAMPLE / "pages" / "live-99000002").glob("*.html"))
LINES = "SELECT claim_id, claim_line_id FROM raw.claim_lines WHERE known_to IS NULL ORDER BY ALL"


def _read(settings: Settings, *pages: Path) -> None:
    for page in pages:
        steps.capture(settings, str(page))
        steps.land(settings)
    steps.extract_claims(settings, steps.read_posts(settings))


def test_lines_and_links_read_capture_by_capture_equal_a_replay(settings: Settings, tmp_path: Path) -> None:
    for page in PAGES:
        _read(settings, page)
    replayed = Settings(home=tmp_path / "replayed")
    project(settings.ledger_path, replayed, len(PAGES))
    for table in ("claim_lines", "claim_links"):
        rows = ask_work(settings, f"SELECT * FROM raw.{table} ORDER BY ALL")
        assert len(rows) > 10
        assert rows == ask_work(replayed, f"SELECT * FROM raw.{table} ORDER BY ALL")


def test_pages_that_come_late_give_the_same_lines(settings: Settings, tmp_path: Path) -> None:
    _read(settings, *PAGES)
    late = Settings(home=tmp_path / "late")
    for page in reversed(PAGES):
        _read(late, page)
    assert ask_work(late, LINES) == ask_work(settings, LINES)


def test_a_rising_toll_of_the_sample_is_one_line(settings: Settings) -> None:
    _read(settings, *PAGES)
    query = """
        SELECT list(DISTINCT count ORDER BY count) FROM raw.casualty_claims JOIN raw.claim_lines USING (claim_id)
        WHERE known_to IS NULL AND place = 'Chernihiv' AND harm = 'injured' GROUP BY claim_line_id"""
    assert ask_work(settings, query) == [([2, 5, 7, 8],)]
