"""The extractor keeps what it has reached on the test posts, and docs/accuracy.md says what it reaches."""

import re
from dataclasses import dataclass
from statistics import mean
from typing import Any

import pytest

from pipelines.claims.evaluate import Report, read_labelled, score
from pipelines.core.settings import PROJECT_ROOT
from pipelines.steps.accuracy import EVALUATION, accuracy, labelled


@dataclass(frozen=True)
class Bounds:
    """What was reached on the test posts of some files; raise it with the extractor, never lower it.

    `mean_f1` is the mean of the core and row F1 of all four types (docs/decisions/0116).
    """

    files: str
    mean_f1: float
    core_f1: dict[str, float]
    row_f1: dict[str, float]
    precision: float
    proven_precision: dict[str, float]
    most_false_alarms: int


# The first 150 posts keep their own bounds beside those of all 258. Bounds that are lower than a version before had
# reached, and are to be reached again (docs/decisions/0114, 0116, 0117, 0119): of attacks `high`
# (.97, first .98), core (.82), precision (.88) and, on the first 150, rows (.63); of acts core (.85, first .86), rows
# (.58, first .60) and, on the first 150, `high` (.97); one more quiet post (2).
FIRST = Bounds(
    files="test-0[56].jsonl",
    mean_f1=0.769,
    core_f1={"casualty": 0.94, "attack": 0.83, "diplomacy": 0.84, "spending": 0.97},
    row_f1={"casualty": 0.76, "attack": 0.62, "diplomacy": 0.57, "spending": 0.58},
    precision=0.89,
    proven_precision={"casualty": 0.97, "attack": 0.92, "diplomacy": 0.96, "spending": 0.99},
    most_false_alarms=1,
)
ALL = Bounds(
    files="test-*.jsonl",
    mean_f1=0.774,
    core_f1={"casualty": 0.95, "attack": 0.81, "diplomacy": 0.83, "spending": 0.97},
    row_f1={"casualty": 0.74, "attack": 0.61, "diplomacy": 0.56, "spending": 0.68},
    precision=0.87,
    proven_precision={"casualty": 0.97, "attack": 0.92, "diplomacy": 0.96, "spending": 0.99},
    most_false_alarms=3,
)


@pytest.fixture(scope="module", params=[FIRST, ALL], ids=["first", "all"])
def bounds(request: pytest.FixtureRequest) -> Bounds:
    found: Bounds = request.param
    return found


@pytest.fixture(scope="module")
def report(bounds: Bounds) -> Report:
    return score([post for path in sorted(EVALUATION.glob(bounds.files)) for post in read_labelled(path)])


def _below(reached: dict[str, float], least: dict[str, float]) -> dict[str, float]:
    return {kind: value for kind, value in reached.items() if value < least[kind]}


def test_the_mean_of_all_f1_on_the_test_posts_does_not_fall(report: Report, bounds: Bounds) -> None:
    assert mean(f1 for t in report.types.values() for f1 in (t.f1, t.row_f1)) >= bounds.mean_f1


def test_core_f1_on_the_test_posts_does_not_fall(report: Report, bounds: Bounds) -> None:
    assert _below({kind: t.f1 for kind, t in report.types.items()}, bounds.core_f1) == {}


def test_whole_rows_on_the_test_posts_do_not_become_fewer(report: Report, bounds: Bounds) -> None:
    assert _below({kind: t.row_f1 for kind, t in report.types.items()}, bounds.row_f1) == {}


def test_every_type_stays_precise_on_the_test_posts(report: Report, bounds: Bounds) -> None:
    assert {kind: t.precision for kind, t in report.types.items() if t.precision < bounds.precision} == {}


def test_claims_of_high_support_stay_as_right_as_they_are_said_to_be(report: Report, bounds: Bounds) -> None:
    reached = {kind: report.grades[kind, "high"].precision for kind in report.types}
    assert _below(reached, bounds.proven_precision) == {}


def test_quiet_posts_with_a_false_alarm_do_not_become_more(report: Report, bounds: Bounds) -> None:
    assert report.false_alarm_posts <= bounds.most_false_alarms


def test_every_evidence_is_an_exact_substring(report: Report) -> None:
    assert sum(t.unsupported for t in report.types.values()) == 0


def test_the_page_says_what_the_extractor_reaches_now() -> None:
    page = (PROJECT_ROOT / "docs" / "accuracy.md").read_text("utf-8")
    assert page == accuracy(), "run `newsledger accuracy` and read the difference"


def test_test_posts_and_tuning_posts_have_nothing_in_common() -> None:
    tuning, test = labelled("tuning"), labelled("test")
    assert {post["post_id"] for post in tuning} & {post["post_id"] for post in test} == set()
    assert {post["body"] for post in tuning} & {post["body"] for post in test} == set()


def test_no_training_post_shares_a_run_of_twelve_words_with_a_test_post() -> None:
    told = {run for post in labelled("test") for run in _runs(post)}
    assert [post["post_id"] for post in labelled("training") if told & _runs(post)] == []


def _runs(post: dict[str, Any]) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", f"{post['title']} {post['body']}".lower())
    return {tuple(words[i : i + 12]) for i in range(len(words) - 11)}
