"""Tables shaped by the contracts of the dbt project, filled by hand: what a refresh leaves, without running dbt."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.core.settings import PROJECT_ROOT

SEEN = datetime(2025, 9, 2, 8, 40)
LATER = datetime(2025, 9, 2, 17, 45)
_MODELS = PROJECT_ROOT / "dbt_project" / "models" / "marts"
_FILLERS: dict[str, Any] = {
    "VARCHAR": "x", "VARCHAR[]": [], "BIGINT": 0, "INTEGER": 0, "BOOLEAN": True, "TIMESTAMP": SEEN,
    "DATE": date(2025, 9, 2),
}  # fmt: skip
FACT = {
    "stream": "dw:1", "source": "dw", "post_key": "dw:p1", "post_title": "Tolls rise", "url": "https://p.dw.com/p/1",
    "evidence": "At least six people were killed in Kyiv, police said.", "asserted_by": "police",
    "observed_at": SEEN, "recorded_at": LATER,
}  # fmt: skip
CASUALTY = FACT | {
    "claim_id": "c1", "harm": "killed", "count": 6, "count_text": "six", "qualifier": "at_least",
    "victim_group": "civilian", "victim_country": "UA", "place": "Kyiv", "scope": "incident", "is_total": False,
    "is_addable": True,
}  # fmt: skip
HISTORY = {"valid_from": SEEN, "known_from": LATER, "is_proven": True, "not_addable_reason": None}
BLOG = {"stream": "dw:1", "source": "dw", "title": "Ukraine updates", "url": "https://www.dw.com/en/live/1",
        "last_seen_at": LATER}  # fmt: skip


def contracts() -> dict[str, dict[str, tuple[str, bool]]]:
    """Columns of every mart as the dbt project promises them: name to (type, is not null)."""
    files = [yaml.safe_load(Path(file).read_text()) for file in sorted(_MODELS.rglob("*.yml"))]
    models = [model for file in files for model in file.get("models", [])]
    return {
        model["name"]: {c["name"]: (c["data_type"], bool(c.get("constraints"))) for c in model["columns"]}
        for model in models
    }


def create_marts(work_path: Path) -> None:
    """Every mart, empty."""
    with duckdb.connect(str(work_path)) as connection:
        for name, columns in contracts().items():
            parts = [f'"{c}" {kind}{" NOT NULL" if is_set else ""}' for c, (kind, is_set) in columns.items()]
            connection.execute(f"CREATE OR REPLACE TABLE marts.{name} ({', '.join(parts)})")


def insert(work_path: Path, table: str, *rows: dict[str, Any]) -> None:
    """Rows of the table; columns that may not be null and are not given get any value."""
    columns = contracts()[table]
    with duckdb.connect(str(work_path)) as connection:
        for row in rows:
            filled = {name: _FILLERS.get(kind, 0) for name, (kind, is_set) in columns.items() if is_set} | row
            names = ", ".join(f'"{name}"' for name in filled)
            marks = ", ".join("?" * len(filled))
            connection.execute(f"INSERT INTO marts.{table} ({names}) VALUES ({marks})", list(filled.values()))
