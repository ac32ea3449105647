"""A source that goes silent or blind raises an alarm, held against its own past; a healthy one raises none."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from pipelines import projections, steps
from pipelines.core.clock import to_database
from pipelines.core.database import open_database
from pipelines.core.settings import Settings

NOW = datetime(2025, 9, 20, 12, tzinfo=UTC)


class World:
    """Hand-made projections: pages every three hours over ten days, each with ten posts, half of them with claims."""

    def __init__(self, work: duckdb.DuckDBPyConnection) -> None:
        self.work = work
        self.position = 0

    def insert(self, table: str, **values: Any) -> None:
        columns = self.work.execute(
            "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'raw' AND table_name = ? ORDER BY ordinal_position",
            [table],
        ).fetchall()
        defaults = {"VARCHAR[]": [], "BOOLEAN": False, "INTEGER": 0}
        row = [values.get(n, None if null == "YES" else defaults.get(kind, "x")) for n, kind, null in columns]
        self.work.execute(f"INSERT INTO raw.{table} VALUES ({', '.join('?' * len(row))})", row)

    def page(self, moment: datetime, *, posts: int = 10, outcome: str = "complete", has_claims: bool = True) -> None:
        self.position += 1
        page_id, at = f"page-{self.position}", to_database(moment)
        seen = {"stream": "dw:1", "observed_at": at, "recorded_at": at, "page_id": page_id}
        self.insert("captures", position=self.position, event_type="PageCaptured", **seen)
        self.insert(
            "pages", page_id=page_id, stream="dw:1", outcome=outcome, post_count=posts, reason="a new shape of page"
        )
        for ordinal in range(posts):
            version = f"{page_id}-{ordinal}"
            self.insert("page_posts", page_id=page_id, ordinal=ordinal, post_version_id=version, post_key=version)
            self.insert("post_versions", post_version_id=version, source="dw", published_on=self.published_on)
            self.insert("extractions", post_version_id=version, claim_count=int(has_claims and ordinal % 2))

    published_on: Any = to_database(NOW).date()


@pytest.fixture
def world(settings: Settings) -> Iterator[World]:
    settings.home.mkdir(parents=True)
    with open_database(settings.work_path) as work:
        projections.create_tables(work)
        made = World(work)
        for hours in range(26, 240, 3):
            made.page(NOW - timedelta(hours=hours))
        yield made


def signs(settings: Settings, world: World) -> list[str]:
    world.work.close()
    return [alarm.sign for alarm in steps.alarms(settings, lambda: NOW)]


def test_a_healthy_source_raises_no_alarm(settings: Settings, world: World) -> None:
    for hours in range(2, 24, 3):
        world.page(NOW - timedelta(hours=hours))
    assert signs(settings, world) == []


def test_an_open_blog_without_a_page_for_hours_is_silent(settings: Settings, world: World) -> None:
    assert signs(settings, world) == ["silent"]


def test_pages_that_are_no_longer_understood_raise_an_alarm(settings: Settings, world: World) -> None:
    for hours in range(2, 24, 3):
        world.page(NOW - timedelta(hours=hours), posts=0, outcome="quarantined")
    assert signs(settings, world) == ["not_understood"]


def test_pages_with_far_fewer_posts_than_before_raise_an_alarm(settings: Settings, world: World) -> None:
    for hours in range(2, 24, 3):
        world.page(NOW - timedelta(hours=hours), posts=3)
    assert signs(settings, world) == ["fewer_posts"]


def test_posts_that_no_longer_give_claims_raise_an_alarm(settings: Settings, world: World) -> None:
    for hours in range(2, 24, 3):
        world.page(NOW - timedelta(hours=hours), has_claims=False)
    assert signs(settings, world) == ["fewer_claims"]


def test_posts_that_lose_their_times_raise_an_alarm(settings: Settings, world: World) -> None:
    world.published_on = None
    for hours in range(2, 24, 3):
        world.page(NOW - timedelta(hours=hours))
    assert signs(settings, world) == ["no_times"]


def test_nothing_captured_is_no_alarm(settings: Settings) -> None:
    assert steps.alarms(settings, lambda: NOW) == []
