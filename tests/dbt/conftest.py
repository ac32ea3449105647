"""Random histories, built by real dbt once for all the tests that read them."""

from pathlib import Path

import pytest

from tests.dbt.histories import History, random_histories, world_of
from tests.dbt.world import World


@pytest.fixture(scope="session")
def histories() -> list[History]:
    return random_histories(300)


@pytest.fixture(scope="session")
def built_at_once(tmp_path_factory: pytest.TempPathFactory, histories: list[History]) -> World:
    """All captures of all histories, read and built in one go."""
    world = world_of(tmp_path_factory.mktemp("at-once") / "home", histories)
    world.build()
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty home."""
    return World(tmp_path / "home")
