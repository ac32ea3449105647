"""What changed between two releases is told fact by fact, with the sentence."""

from collections.abc import Callable

from pipelines.core.settings import Settings
from pipelines.release import Release, diff
from tests.release.conftest import add_casualty, run

Publish = Callable[..., Release]


def test_added_gone_and_changed_facts_come_with_their_sentences(settings: Settings, release: Publish) -> None:
    add_casualty(settings, "c2", 4, "Four people were killed.")
    older = release()
    run(settings, "DELETE FROM marts.fct_casualties WHERE claim_id = 'c2'")
    run(settings, "UPDATE marts.fct_casualties SET harm = 'injured' WHERE claim_id = 'c1'")
    add_casualty(settings, "c3", 6, "Six people were killed.")
    changes = {change.claim_id: change for change in diff(older, release())}
    assert {claim_id: change.kind for claim_id, change in changes.items()} == {
        "c1": "changed",
        "c2": "gone",
        "c3": "added",
    }
    assert changes["c1"].values == {"harm": ("killed", "injured")}
    assert str(changes["c1"]) == (
        "fct_casualties changed (harm: killed → injured): “Two people were killed.” https://p.dw.com/p/1"
    )
    assert str(changes["c2"]) == "fct_casualties gone: “Four people were killed.” https://p.dw.com/p/1"


def test_a_release_does_not_differ_from_itself(release: Publish) -> None:
    only = release()
    assert diff(only, only) == []


def test_another_extractor_version_alone_is_no_change(settings: Settings, release: Publish) -> None:
    run(settings, "ALTER TABLE marts.fct_casualties ADD COLUMN extractor_version VARCHAR DEFAULT 'e1'")
    older = release()
    run(settings, "UPDATE marts.fct_casualties SET extractor_version = 'e2'")
    assert diff(older, release()) == []


def test_a_column_that_only_one_release_has_is_no_change(settings: Settings, release: Publish) -> None:
    older = release()
    run(settings, "ALTER TABLE marts.fct_casualties ADD COLUMN place VARCHAR DEFAULT 'Kyiv'")
    assert diff(older, release()) == []


def test_a_value_that_becomes_null_is_a_change(settings: Settings, release: Publish) -> None:
    older = release()
    run(settings, "UPDATE marts.fct_casualties SET count = NULL")
    assert [change.values for change in diff(older, release())] == [{"count": (2, None)}]


def test_history_and_doubtful_tables_are_not_compared(settings: Settings, release: Publish) -> None:
    run(settings, "CREATE TABLE marts.fct_casualties_doubtful AS FROM marts.fct_casualties")
    older = release()
    run(settings, "DELETE FROM marts.fct_casualties_doubtful")
    assert diff(older, release()) == []
