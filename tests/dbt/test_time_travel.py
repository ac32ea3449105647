"""As-of reads equal what plain Python sees, and a replay of what was recorded by then."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipelines.core.database import open_database
from tests.dbt.histories import (
    START,
    History,
    Moment,
    add,
    casualty_facts,
    in_recorded_order,
    random_histories,
    seen_by,
    standing,
    world_of,
)
from tests.dbt.world import World

END_OF_TIME = datetime(9999, 12, 31)
STANDING = """
    SELECT stream, post_version_id FROM intermediate.int_posts__timeline
    WHERE valid_from <= $t AND (valid_to IS NULL OR $t < valid_to)
      AND known_from <= $k AND (known_to IS NULL OR $k < known_to)"""
CASUALTY_FACTS = """
    SELECT claim_id, "count" FROM marts.fct_casualties_history
    WHERE is_proven AND valid_from <= $t AND (valid_to IS NULL OR $t < valid_to)
      AND known_from <= $k AND (known_to IS NULL OR $k < known_to)"""
FACTS = """
    claim_id, stream, reported_on, observed_at, observed_basis, recorded_at, is_addable, not_addable_reason,
    asserted_by, review_state, review_verdict, reviewed_by, review_reason, reviewed_at, corrected_columns"""


def _moments() -> list[Moment]:
    hours = [START + timedelta(hours=hours) for hours in range(0, 40, 4)]
    return [(t, k) for t in hours for k in [*hours[::2], END_OF_TIME]]


def _hold_the_law(world: World, histories: list[History]) -> None:
    with open_database(world.settings.work_path, is_read_only=True) as connection:
        for moment in _moments():
            rows = connection.execute(STANDING, {"t": moment[0], "k": moment[1]}).fetchall()
            assert len(rows) == len(set(rows))
            assert set(rows) == set().union(*(standing(history, moment) for history in histories)), moment
            facts = connection.execute(CASUALTY_FACTS, {"t": moment[0], "k": moment[1]}).fetchall()
            assert len(facts) == len(set(facts))
            assert set(facts) == set().union(*(casualty_facts(history, moment) for history in histories)), moment


def test_at_any_moment_and_for_any_knowledge_posts_and_facts_are_those_that_stood(
    built_at_once: World, histories: list[History]
) -> None:
    _hold_the_law(built_at_once, histories)


@pytest.mark.slow
def test_the_law_holds_for_ten_thousand_random_histories(tmp_path: Path) -> None:
    many = random_histories(10_000, seed=11)
    world = world_of(tmp_path / "home", many)
    world.build()
    _hold_the_law(world, many)


@pytest.mark.parametrize("fact", ["casualties", "spending"])
def test_facts_as_of_a_moment_equal_a_replay_of_what_was_recorded_by_then(
    built_at_once: World, replayed: World, moment: Moment, fact: str
) -> None:
    as_of = f"marts.fct_{fact}_as_of(TIMESTAMP '{moment[0]}', known_at := TIMESTAMP '{moment[1]}')"
    then = built_at_once.rows(f"SELECT {FACTS} FROM {as_of} ORDER BY ALL")
    assert {"in_effect", "text_changed", None} == {row[9] for row in then}
    assert then == replayed.rows(f"SELECT {FACTS} FROM marts.fct_{fact} ORDER BY ALL")


def test_without_a_word_on_knowledge_as_of_uses_all_that_is_known(built_at_once: World) -> None:
    now = built_at_once.rows("SELECT claim_id, is_addable FROM marts.fct_casualties ORDER BY ALL")
    as_of = "marts.fct_casualties_as_of(TIMESTAMP '2030-01-01')"
    assert now == built_at_once.rows(f"SELECT claim_id, is_addable FROM {as_of} ORDER BY ALL")


@pytest.fixture(scope="module")
def moment() -> Moment:
    return START + timedelta(hours=11), START + timedelta(hours=14)


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory, histories: list[History], moment: Moment) -> World:
    world = World(tmp_path_factory.mktemp("replayed") / "home")
    for event in in_recorded_order(histories):
        if seen_by(event, moment):
            add(world, event)
    world.build()
    return world
