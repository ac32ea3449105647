"""The data dictionary: docs/data-dictionary.md, written from what dbt knows of its models."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.core.settings import PROJECT_ROOT, Settings
from pipelines.transform.build import run_dbt

PAGE = PROJECT_ROOT / "docs" / "data-dictionary.md"
HEAD = """# Data dictionary

Generated from the dbt project by `python -m pipelines.transform.dictionary`; edit the models' YAML, not this page.

Every time is UTC, as `TIMESTAMP`. `observed_at` is when the bytes existed at the source, `recorded_at` when newsledger
wrote them down. Each fact has an as-of macro: `marts.fct_casualties_as_of(t, known_at := …)`, and so for attacks,
diplomacy and spending: what the fact held at moment `t`, for somebody who knew what was recorded by `known_at` (left
out: all that is known).

How a toll moved, and who moved it:

    SELECT observed_at, change, previous_count, "count", coalesce(moved_by, source) AS moved_by, evidence
    FROM marts.fct_toll_history WHERE place = 'Bila Tserkva' ORDER BY toll_id, step_number

What changed since yesterday:

    SELECT change, what, evidence, url FROM marts.mart_changes
    WHERE recorded_at > current_timestamp AT TIME ZONE 'UTC' - INTERVAL 1 DAY
    ORDER BY recorded_at, post_key, change_number
"""
LAYERS = {
    "marts": "What analysts read, and what a release holds.",
    "intermediate": "How facts come about; stays in work.duckdb.",
    "staging": "What Python read, table by table as declared in `pipelines/core/tables.py`; stays in work.duckdb.",
}


def data_dictionary(settings: Settings) -> str:
    """The page, equal for equal dbt projects; dbt writes its manifest under the settings' home."""
    run_dbt(settings, ["parse"])
    manifest = json.loads((settings.home / "dbt" / "target" / "manifest.json").read_text("utf-8"))
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    lines = [HEAD]
    for layer, what in LAYERS.items():
        lines.append(f"\n## {layer}\n\n{what}\n")
        for model in sorted(models, key=lambda node: str(node["name"])):
            if model["schema"] == layer:
                lines += _section(model, is_whole=layer == "marts")
    return "\n".join(lines).rstrip() + "\n"


def _section(model: dict[str, Any], *, is_whole: bool) -> Iterator[str]:
    if not is_whole:
        yield f"- `{model['name']}`: {model['description']}"
        return
    yield f"### {model['name']}\n\n{model['description']}\n\n| column | type | what it says |\n|---|---|---|"
    for column in model["columns"].values():
        description = column["description"].replace("|", "\\|")
        yield f"| `{column['name']}` | {column['data_type']} | {description} |"
    yield ""


def _write() -> None:
    with tempfile.TemporaryDirectory() as home:
        PAGE.write_text(data_dictionary(Settings(home=Path(home))), "utf-8")
    sys.stdout.write(f"Wrote {PAGE.relative_to(PROJECT_ROOT)}.\n")


if __name__ == "__main__":
    _write()
