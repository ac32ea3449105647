"""Every command answers in words and in JSON, and its exit code says what went wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from pipelines.core.settings import PROJECT_ROOT, Settings
from tests.conftest import SAMPLE

NEWSLEDGER = Path(sys.executable).with_name("newsledger")


def run(settings: Settings, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NEWSLEDGER_HOME": str(settings.home), "COLUMNS": "200"}
    command = [NEWSLEDGER, *arguments]
    return subprocess.run(command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)


def answer(settings: Settings, *arguments: str | Path) -> Any:
    done = run(settings, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_help_names_every_promised_command(settings: Settings) -> None:
    words = run(settings, "--help").stdout
    promised = (
        "import", "capture", "refresh", "replay", "verify", "extract", "evaluate", "explain", "status", "sql",
        "dashboard", "doctor", "backup", "restore", "redact", "watch", "diff",
        "review", "compare-versions",
    )  # fmt: skip
    assert [command for command in promised if f" {command} " not in words] == []


def test_sql_answers_with_an_array_of_objects(sample: Settings) -> None:
    rows = answer(sample, "sql", "SELECT harm, count FROM marts.fct_casualties WHERE place = 'Bila Tserkva'")
    assert rows == [{"harm": "killed", "count": 2}]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT nothing FROM marts.fct_casualties",
        "DELETE FROM marts.fct_casualties",
        "COPY marts.fct_casualties TO 'stolen.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
    ],
)
def test_a_wrong_or_writing_query_is_refused_with_a_hint(sample: Settings, query: str) -> None:
    done = run(sample, "sql", query)
    assert done.returncode == 2
    assert "data-dictionary" in done.stderr
    assert "Traceback" not in done.stderr


def test_status_tells_ledger_release_and_sources(sample: Settings) -> None:
    found = answer(sample, "status", "--facts", "1")
    assert found["ledger"]["position"] == 7
    assert found["release"]["rows"]["fct_casualties"] > 0
    assert found["sources"][0]["source"] == "dw"
    assert found["facts"]["fct_casualties"][0]["evidence"]


def test_status_of_an_empty_home_says_what_to_do(settings: Settings) -> None:
    words = run(settings, "status").stdout
    assert "newsledger import" in words
    assert "newsledger refresh" in words


def test_explain_shows_sentence_speaker_and_rule(sample: Settings) -> None:
    claim = answer(sample, "sql", "SELECT claim_id, evidence, rule FROM marts.fct_spending LIMIT 1")[0]
    words = run(sample, "explain", claim["claim_id"][:12]).stdout
    assert claim["evidence"] in words
    assert claim["rule"] in words
    assert run(sample, "explain", "no-such-claim").returncode == 2


def test_explain_shows_what_was_weighed_for_the_values_and_the_support(sample: Settings) -> None:
    claim = answer(sample, "sql", "SELECT claim_id, status, support FROM marts.fct_spending LIMIT 1")[0]
    (told,) = answer(sample, "explain", "--why", claim["claim_id"])
    reasons = {reason["field"]: reason for reason in told["reasons"]}
    assert reasons["status"]["value"] == claim["status"]
    assert reasons["status"]["points"] >= reasons["status"]["instead_points"]
    assert reasons["support"]["value"] == claim["support"]
    words = run(sample, "explain", "--why", claim["claim_id"]).stdout
    assert all(feature in words for feature, _ in reasons["support"]["weighed"])


def test_a_table_that_goes_to_another_program_wraps_no_sentence(sample: Settings) -> None:
    query = "SELECT evidence, url, rule, support FROM marts.fct_casualties"
    words = run(sample, "sql", query).stdout
    assert [row["evidence"] for row in answer(sample, "sql", query) if row["evidence"] not in words] == []


def test_importing_twice_says_that_nothing_was_added(settings: Settings) -> None:
    page = sorted(SAMPLE.glob("*.html"))[0]
    assert answer(settings, "import", page)["added"] == 1
    second = answer(settings, "import", page)
    assert (second["added"], second["already_there"]) == (0, 1)


def test_a_time_without_an_offset_is_refused(settings: Settings) -> None:
    done = run(settings, "import", SAMPLE, "--observed-at", "2025-09-02 08:00")
    assert done.returncode == 2
    assert "2025-09-02T08:00:00Z" in done.stderr


def test_a_wrong_setting_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_KEEP_RELEASES", "none")
    done = run(settings, "status")
    assert done.returncode == 2
    assert "NEWSLEDGER_KEEP_RELEASES" in done.stderr


def test_a_review_is_listed_recorded_once_and_signed_by_the_setting(
    own_sample: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = answer(own_sample, "review", "--limit", "1")["doubtful"][0]
    assert waiting["evidence"] in run(own_sample, "review").stdout
    query = "SELECT claim_id, evidence, attack_type FROM marts.fct_attacks ORDER BY claim_id LIMIT 1"
    claim = answer(own_sample, "sql", query)[0]
    assert claim["evidence"] in run(own_sample, "review", claim["claim_id"]).stdout
    monkeypatch.setenv("NEWSLEDGER_REVIEWER", "ada")
    same = f"attack_type={claim['attack_type']}"
    decision = ("review", claim["claim_id"], "--correct", same, "places=Lviv", "--reason", "It was in Lviv.")
    first, again = answer(own_sample, *decision), answer(own_sample, *decision)
    assert (first["is_new"], first["corrected"], again["is_new"]) == (True, {"places": ["Lviv"]}, False)
    refused = run(own_sample, "review", claim["claim_id"], "--correct", "city=Lviv", "--reason", "It was in Lviv.")
    assert refused.returncode == 2
    assert "places" in refused.stderr


def test_a_second_refresh_changes_nothing_and_says_so(own_sample: Settings) -> None:
    first = answer(own_sample, "sql", "SELECT release_id FROM marts.meta_release")[0]["release_id"]
    second = answer(own_sample, "refresh")
    assert (second["release"], second["is_new"]) == (first, False)


def test_a_refresh_while_another_runs_says_busy(own_sample: Settings) -> None:
    with FileLock(f"{own_sample.work_path}.lock"):
        done = run(own_sample, "refresh")
    assert done.returncode == 4
    assert "Another refresh is running" in done.stderr


def test_a_backup_restores_to_a_ledger_that_verifies_to_the_same_head(sample: Settings, tmp_path: Path) -> None:
    head = answer(sample, "backup", tmp_path / "backup")["head"]
    restored = Settings(home=tmp_path / "restored")
    restored.home.mkdir()
    assert answer(restored, "restore", tmp_path / "backup")["head"] == head
    assert answer(restored, "verify", "--whole")["head"] == head


def test_a_damaged_ledger_does_not_verify(own_sample: Settings) -> None:
    with duckdb.connect(str(own_sample.ledger_path)) as ledger:
        ledger.execute("UPDATE events SET stream = 'dw:1' WHERE position = 3")
    done = run(own_sample, "verify", "--whole")
    assert done.returncode == 5
    assert "position 3" in done.stdout


def test_extract_prints_codebook_claims_with_their_support(settings: Settings, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    body = "Three people were killed in a Russian strike on Kherson, the governor said."
    posts.write_text(json.dumps({"post_id": "p1", "title": "", "body": body}) + "\n")
    done = run(settings, "extract", posts)
    found = json.loads(done.stdout)
    killed = next(claim for claim in found["claims"] if claim["type"] == "casualty")
    assert (killed["harm"], killed["count"], killed["evidence"] in body) == ("killed", 3, True)
    assert killed["support"] in ("high", "medium", "low")


def test_a_line_that_is_no_post_is_named(settings: Settings, tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.write_text('{"post_id": "p1", "title": "", "body": ""}\nnot json\n')
    done = run(settings, "extract", posts)
    assert done.returncode == 2
    assert "posts.jsonl:2" in done.stderr


def test_the_dashboard_is_written_as_pages_that_need_no_network(sample: Settings, tmp_path: Path) -> None:
    assert run(sample, "dashboard", "--out", tmp_path / "site").returncode == 0
    page = (tmp_path / "site" / "index.html").read_text()
    assert "Bila Tserkva" in page
    assert 'src="http' not in page
