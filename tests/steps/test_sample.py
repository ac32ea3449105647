"""The shipped sample goes the whole way, and its edits, additions and withdrawal show in the facts."""

from datetime import UTC, datetime

import duckdb
import pytest

from pipelines import steps
from pipelines.core.errors import CheckFailed
from pipelines.core.settings import Settings
from pipelines.release.catalog import latest
from tests.conftest import SAMPLE, ask_release, ask_work


def test_all_four_fact_tables_have_facts_with_their_sentences(sample: Settings) -> None:
    for table in ("fct_casualties", "fct_attacks", "fct_diplomacy", "fct_spending"):
        rows = ask_release(sample, f"SELECT evidence, post_key, url, rule FROM marts.{table}")
        assert rows, f"{table} is empty"
        assert all(evidence and post_key and url and rule for evidence, post_key, url, rule in rows)


def test_an_edited_post_changes_its_fact_and_keeps_the_old_figure_in_history(sample: Settings) -> None:
    where = "place = 'Bila Tserkva' AND harm = 'killed'"
    now = ask_release(sample, f"SELECT count FROM marts.fct_casualties WHERE {where}")
    life = ask_release(
        sample, f"SELECT count, valid_to FROM marts.fct_casualties_history WHERE {where} ORDER BY valid_from"
    )
    assert now == [(2,)]
    assert {count for count, valid_to in life if valid_to} == {1}
    assert max(valid_to for count, valid_to in life if count == 1) == datetime(2025, 9, 2, 17, 45)
    assert [count for count, valid_to in life if valid_to is None] == [2]


def test_a_withdrawn_post_leaves_the_facts_and_stays_in_history(sample: Settings) -> None:
    about = "list_contains(places, 'Fedorivka')"
    assert ask_release(sample, f"SELECT 1 FROM marts.fct_attacks WHERE {about}") == []
    assert ask_release(sample, f"SELECT valid_from, valid_to FROM marts.fct_attacks_history WHERE {about}") == [
        (datetime(2025, 9, 2, 10, 15), datetime(2025, 9, 2, 17, 45))
    ]


def test_importing_the_sample_twice_adds_nothing_and_says_so(settings: Settings) -> None:
    steps.capture(settings, str(SAMPLE))
    first = steps.land(settings)
    steps.capture(settings, str(SAMPLE))
    second = steps.land(settings)
    assert (first.drained.added, second.drained.added, second.drained.repeated) == (7, 0, 7)
    assert "7 already in the ledger" in second.drained.text


def test_a_landing_names_only_streams_whose_posts_changed(settings: Settings) -> None:
    pages = sorted(SAMPLE.glob("*.html"))
    changed = []
    for page in pages:
        steps.capture(settings, str(page))
        changed.append(steps.land(settings).changed_streams)
    assert changed[:5] == [["dw:99000001"]] * 5
    assert changed[5] == [], "the sixth capture only adds the closing notice"


def test_a_replay_from_the_ledger_equals_what_stands(sample: Settings) -> None:
    replayed = steps.replay(sample, steps.no_progress)
    assert replayed.differing == {}
    assert replayed.rows["marts.fct_casualties"] > 0


def test_a_replay_finds_a_row_that_does_not_follow_from_the_ledger(own_sample: Settings) -> None:
    with duckdb.connect(str(own_sample.work_path)) as work:
        work.execute("UPDATE raw.casualty_claims SET count = count + 1 WHERE count = 7")
    assert "raw.casualty_claims" in steps.replay(own_sample, steps.no_progress).differing


def test_captures_that_come_late_give_the_same_facts_at_every_moment(settings: Settings, sample: Settings) -> None:
    for page in sorted(SAMPLE.glob("*.html"), reverse=True):
        steps.capture(settings, str(page))
        steps.land(settings)
    steps.refresh(settings)
    for moment in ("2025-09-02 07:00", "2025-09-02 12:00", "2025-09-02 18:00", "2025-09-03 00:00"):
        query = f"SELECT claim_id, count FROM marts.fct_casualties_as_of(TIMESTAMP '{moment}') ORDER BY ALL"
        assert ask_release(settings, query) == ask_release(sample, query)
    assert ask_release(sample, query), "the last moment has facts"


def test_a_failed_check_leaves_the_last_release_in_place(own_sample: Settings) -> None:
    before = latest(own_sample)
    with duckdb.connect(str(own_sample.work_path)) as work:
        work.execute("UPDATE marts.fct_casualties SET evidence = 'never said'")
    position = ask_work(own_sample, "SELECT max(upto_position) FROM raw.projections")[0][0]
    with pytest.raises(CheckFailed, match="sentence"):
        steps.publish_release(own_sample, position)
    after = latest(own_sample)
    assert before and after and before.release_id == after.release_id


def test_the_release_names_the_ledger_position_and_chain_head_it_stands_at(sample: Settings) -> None:
    release = latest(sample)
    assert release is not None
    assert release.manifest.ledger.position == release.manifest.upto_position == 7
    assert release.manifest.created_at <= datetime.now(UTC)
    assert all(result.status == "pass" for result in release.manifest.checks)
