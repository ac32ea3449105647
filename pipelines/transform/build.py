"""Run dbt on `work.duckdb`: rows the rooms wrote become facts, dimensions and marts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from pipelines.core.database import open_database
from pipelines.core.errors import BadInput, CheckFailed
from pipelines.core.ids import content_id, sha256_hex
from pipelines.core.settings import PROJECT_ROOT, Settings

FACTS = {"casualty": "casualties", "attack": "attacks", "diplomacy": "diplomacy", "spending": "spending"}
REFERENCE = ("groups.csv", "places.csv", "support_grades.csv")
SOURCE_FOLDERS = ("macros", "models", "table_macros")
FAILED = ("error", "fail", "runtime error", "partial success")


@dataclass(frozen=True)
class NodeResult:
    """What became of one model, seed or test: `status` is success, pass, warn, fail, error or skipped."""

    name: str
    kind: str
    status: str
    rows: int | None
    detail: str | None


def build(settings: Settings, upto_position: int) -> list[NodeResult]:
    """Bring schemas staging, intermediate and marts to `upto_position`; raises CheckFailed naming what failed."""
    is_rebuild = _check_position(settings, upto_position) != version()
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    results = run_dbt(settings, [*arguments, "--full-refresh"] if is_rebuild else arguments)
    failed = [result for result in results if result.status in FAILED]
    if failed:
        raise _failure(settings, failed)
    with open_database(settings.work_path) as connection:
        for statement in macros(settings):
            connection.execute(statement)
    return results


def macros(settings: Settings) -> list[str]:
    """The statements that make the table macros `marts.fct_<fact>_as_of(t, known_at)`, here or in a release."""
    templates = Environment(loader=FileSystemLoader(settings.dbt_path), autoescape=False)  # noqa: S701 (SQL, not HTML)
    template = templates.get_template("table_macros/as_of.sql.jinja")
    return [template.render(claim_type=claim_type, fact=fact) for claim_type, fact in FACTS.items()]


def version() -> str:
    """Hash of every file dbt reads; another version means that all models are built anew."""
    project = PROJECT_ROOT / "dbt_project"
    models = sorted(file for folder in SOURCE_FOLDERS for file in (project / folder).rglob("*") if file.is_file())
    reference = [PROJECT_ROOT / "warehouse" / "reference" / name for name in REFERENCE]
    files = [project / "dbt_project.yml", *models, *reference]
    return content_id(*(sha256_hex(file.read_bytes()) for file in files))


def run_dbt(settings: Settings, arguments: list[str]) -> list[NodeResult]:
    """One dbt command, in this process, on this home: quiet, without network, nothing written beside the home."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 takes two seconds, which no other command should wait for

    generated = settings.home / "dbt"
    paths = ["--project-dir", settings.dbt_path, "--profiles-dir", settings.dbt_path]
    outputs = ["--target-path", generated / "target", "--log-path", generated / "logs"]
    quiet = ["--quiet", "--log-level", "none", "--no-partial-parse", "--no-send-anonymous-usage-stats"]
    with _environment(settings):
        outcome = dbtRunner().invoke([*arguments, *map(str, [*paths, *outputs]), *quiet])
    if outcome.exception is not None:
        raise CheckFailed(f"dbt could not start: {outcome.exception}", "Correct the dbt project, then refresh again.")
    nodes: Any = getattr(outcome.result, "results", None) or []
    return [_node_result(node) for node in nodes]


def _check_position(settings: Settings, upto_position: int) -> str | None:
    """The transform version of the last build, once every room is known to stand at the pinned position."""
    with open_database(settings.work_path, is_read_only=True) as connection:
        rooms = connection.execute("SELECT room, upto_position FROM raw.projections ORDER BY room").fetchall()
        elsewhere = [f"{room} at {position}" for room, position in rooms if position != upto_position]
        if elsewhere or not rooms:
            stand = ", ".join(elsewhere) or "nowhere"
            raise BadInput(f"The refresh is pinned to position {upto_position}, but {stand}.", "Refresh again.")
        tables = connection.execute("SELECT 1 FROM information_schema.tables WHERE table_name = 'meta_release'")
        if tables.fetchone() is None:
            return None
        row = connection.execute("SELECT transform_version FROM marts.meta_release").fetchone()
        return row[0] if row else None


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    variables = {
        "NEWSLEDGER_WORK_PATH": str(settings.work_path),
        "NEWSLEDGER_REFERENCE_PATH": str(settings.reference_path),
        "NEWSLEDGER_TRANSFORM_VERSION": version(),
        "DO_NOT_TRACK": "1",
    }
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _node_result(result: Any) -> NodeResult:
    node = result.node
    return NodeResult(
        name=node.name,
        kind=str(node.resource_type),
        status=str(result.status),
        rows=result.failures,
        detail=result.message or getattr(node, "description", None) or None,
    )


def _failure(settings: Settings, failed: list[NodeResult]) -> CheckFailed:
    lines = [f"dbt {node.kind} {node.name}: {node.detail}" for node in failed]
    compiled = Path("dbt") / "target" / "compiled"
    return CheckFailed(
        "The facts do not hold what they promise; nothing is released.\n  " + "\n  ".join(lines),
        f"The query of each failed test is under {settings.home / compiled}; run it to see the rows.",
    )
