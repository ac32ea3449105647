"""Analysts are told when a column they may use goes or changes."""

from collections.abc import Callable

from pipelines.core.settings import Settings
from pipelines.release import Release
from pipelines.release.compatibility import CHECK
from tests.release.conftest import run

Publish = Callable[..., Release]


def outcome(release: Release) -> tuple[str, str]:
    (found,) = [check for check in release.manifest.checks if check.name == CHECK]
    return found.status, found.detail


def test_a_column_that_went_or_changed_its_type_is_named_in_the_manifest(settings: Settings, release: Publish) -> None:
    assert outcome(release()) == ("pass", "")
    run(settings, "ALTER TABLE marts.fct_casualties DROP COLUMN harm")
    run(settings, "ALTER TABLE marts.fct_casualties ALTER count TYPE VARCHAR")
    status, detail = outcome(release())
    assert status == "warn"
    assert "fct_casualties.harm is gone, fct_casualties.count was BIGINT and is VARCHAR" in detail


def test_a_column_that_came_is_no_warning(settings: Settings, release: Publish) -> None:
    release()
    run(settings, "ALTER TABLE marts.fct_casualties ADD COLUMN place VARCHAR")
    assert outcome(release()) == ("pass", "")


def test_the_stamp_of_the_release_is_not_missed(release: Publish) -> None:
    release()
    assert outcome(release(is_forced=True)) == ("pass", "")
