"""A work.duckdb with hand-made rows, built by real dbt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dbt.world import World


@pytest.fixture
def new_world(tmp_path: Path) -> Callable[[str], World]:
    return lambda name: World(tmp_path / name)
