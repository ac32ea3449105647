"""A small `work.duckdb` made by hand, shaped like what dbt builds."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.core.results import CheckResult
from pipelines.core.settings import Settings
from pipelines.release.catalog import Release
from pipelines.release.publish import publish

PASSED = CheckResult(name="every_fact_has_its_sentence", layer="facts", status="pass")
FAILED = CheckResult(name="every_fact_has_its_sentence", layer="facts", status="fail", detail="2 rows")
VERSIONS = {"parsers": "p1", "extractor": "e1"}
_DDL = """
    CREATE SCHEMA IF NOT EXISTS raw;
    CREATE SCHEMA IF NOT EXISTS marts;
    CREATE OR REPLACE TABLE raw.projections (room VARCHAR, upto_position BIGINT, version VARCHAR);
    INSERT INTO raw.projections VALUES ('posts', 7, 'p1'), ('claims', 7, 'e1');
    CREATE OR REPLACE TABLE marts.fct_casualties (
        claim_id VARCHAR NOT NULL, post_key VARCHAR NOT NULL, url VARCHAR, harm VARCHAR, count BIGINT, evidence VARCHAR
    );
    COMMENT ON COLUMN marts.fct_casualties.harm IS 'What happened to the victims'' bodies.';
    CREATE OR REPLACE TABLE marts.meta_release (upto_position BIGINT);
    INSERT INTO marts.meta_release VALUES (7);
"""


def add_casualty(settings: Settings, claim_id: str, count: int, evidence: str = "Two people were killed.") -> None:
    """One more fact in `work.duckdb`."""
    with duckdb.connect(str(settings.work_path)) as connection:
        row = [claim_id, "dw:1", "https://p.dw.com/p/1", "killed", count, evidence]
        connection.execute("INSERT INTO marts.fct_casualties VALUES (?, ?, ?, ?, ?, ?)", row)


def run(settings: Settings, sql: str) -> None:
    """Change `work.duckdb`."""
    with duckdb.connect(str(settings.work_path)) as connection:
        connection.execute(sql)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with one fact ready to be released at position 7."""
    home = Settings(home=tmp_path / "home", keep_releases=3, min_free_megabytes=0)
    home.home.mkdir()
    run(home, _DDL)
    add_casualty(home, "c1", 2)
    return home


@pytest.fixture
def release(settings: Settings) -> Callable[..., Release]:
    """Publish with every argument right, except those given."""

    def publish_with(**given: object) -> Release:
        arguments: dict[str, object] = {
            "upto_position": 7,
            "ledger_head": (7, "a" * 64),
            "check_results": [PASSED],
            "versions": VERSIONS,
        }
        return publish(settings, **(arguments | given))  # type: ignore[arg-type]

    return publish_with
