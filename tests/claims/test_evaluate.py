"""The evaluation agrees with its own gold, and says which line of a file is wrong."""

from pathlib import Path

import pytest

from pipelines.claims import evaluate
from pipelines.claims.extract import extract
from pipelines.core.errors import BadInput

POST = {
    "post_id": "p",
    "title": "Russian drones kill two in Kherson",
    "body": "Two residents were killed in a Russian drone attack on Kherson, the governor said.",
    "published_on": "2025-06-17",
}


def test_claims_held_against_themselves_score_one() -> None:
    claims = [c.codebook() for c in extract(evaluate.post_text(POST))]
    report = evaluate.score([POST | {"claims": claims}])
    assert report.types["casualty"].f1 == report.types["casualty"].row_f1 == 1.0
    assert report.types["attack"].f1 == 1.0


def test_a_claim_in_a_quiet_post_is_a_false_alarm() -> None:
    report = evaluate.score([POST | {"claims": []}])
    assert (report.quiet_posts, report.false_alarm_posts) == (1, 1)
    assert report.types["casualty"].precision == 0.0


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"post_id": "a", "claims": []}\n{"no": 1}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="line 2"):
        evaluate.read_labelled(path)
