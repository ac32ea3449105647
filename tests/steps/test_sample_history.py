"""Every kind of change a live blog knows is in the shipped sample, and docs/sample.md asks for it with one query."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.core.settings import Settings
from tests.conftest import WHOLE_SAMPLE, ask_release
from tests.steps.sample_page import PAGE, Question, answer, build_home, questions

QUESTIONS = questions(PAGE.read_text("utf-8"))


@pytest.fixture(scope="module")
def whole_sample(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample as the page tells it; for reading only."""
    return build_home(tmp_path_factory.mktemp("whole-sample"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title)
def test_a_documented_query_gives_the_documented_answer(whole_sample: Settings, question: Question) -> None:
    assert question.answer.count("\n") > 2, "the page prints no answer: run python -m tests.steps.sample_page"
    assert answer(whole_sample, question.query) == question.answer


def test_every_kind_of_change_happens_in_the_sample(whole_sample: Settings) -> None:
    changes = {change for (change,) in ask_release(whole_sample, "SELECT change FROM marts.fct_post_revisions")}
    assert changes >= {"published", "revised", "recaptioned", "withdrawn", "reinstated", "moved"}
    assert ask_release(whole_sample, "SELECT count(*), count(DISTINCT stream) FROM marts.dim_captures") == [(30, 3)]


def test_the_sample_pages_are_what_their_descriptions_say(tmp_path: Path) -> None:
    subprocess.run([sys.executable, WHOLE_SAMPLE / "build.py", tmp_path], check=True, capture_output=True)
    shipped = {path.relative_to(WHOLE_SAMPLE): path.read_bytes() for path in WHOLE_SAMPLE.rglob("*.html*")}
    built = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.html*")}
    assert built == shipped


def test_a_name_that_several_places_bear_has_no_point_and_a_country_only_if_they_share_it(
    whole_sample: Settings,
) -> None:
    query = (
        "SELECT place, country_code, latitude IS NULL FROM marts.dim_places WHERE candidate_count > 1 ORDER BY place"
    )
    assert ask_release(whole_sample, query) == [
        ("Chernihiv", "UA", True),
        ("Donetsk", None, True),
        ("Kherson", "UA", True),
    ]
