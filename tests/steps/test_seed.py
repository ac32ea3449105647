"""The real live blog beside the project, in both forms, gives the same posts and claims."""

from pathlib import Path

import duckdb
import pytest

from pipelines.core.settings import Settings
from tests.conftest import import_and_refresh

TABLES = ("casualty_claims", "attack_claims", "diplomacy_claims", "spending_claims")


@pytest.mark.parametrize("other", ["live-73844989.txt", "live-73844989.dom.html", "live-73844989.graph-api.json"])
def test_every_form_of_the_seed_gives_the_same_posts_and_claims(tmp_path: Path, shared: Path, other: str) -> None:
    found = []
    for form in ("live-73844989.state.html", other):
        settings = Settings(home=tmp_path / form)
        import_and_refresh(settings, shared / "seed" / form)
        with duckdb.connect(str(settings.work_path), read_only=True) as work:
            posts = work.execute("SELECT DISTINCT post_key, title, body FROM raw.post_versions ORDER BY 1").fetchall()
            claims = [
                work.execute(f"SELECT claim_id, evidence, evidence_start FROM raw.{table} ORDER BY ALL").fetchall()
                for table in TABLES
            ]
        found.append((posts, claims))
    assert len(found[0][0]) == 13
    assert found[0] == found[1]
