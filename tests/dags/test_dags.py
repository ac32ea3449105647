"""The DAGs load, keep their promises, and take the sample the whole way under a real Airflow."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import run
from pipelines.core.settings import PROJECT_ROOT

BIN = Path(sys.executable).parent
DAG_IDS = {f"newsledger_{name}" for name in ("capture", "discover", "health", "housekeeping", "refresh")}
_INSPECT = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
sys.path.insert(0, "dags")
bag = DagBag("dags")
print("FOUND " + json.dumps({
    "errors": bag.import_errors,
    "dags": {dag_id: {
        "doc": dag.doc_md, "max_active_runs": dag.max_active_runs, "catchup": dag.catchup,
        "tasks": {t.task_id: {"retries": t.retries, "pool": t.pool, "alerts": bool(t.on_failure_callback)}
                  for t in dag.tasks},
    } for dag_id, dag in bag.dags.items()},
}))
"""


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment `run.py` gives Airflow, with a home of its own."""
    home = tmp_path_factory.mktemp("airflow-home")
    environment = run.airflow_environment() | {
        "NEWSLEDGER_HOME": str(home),
        "AIRFLOW_HOME": str(home / "airflow"),
        "NEWSLEDGER_WATCH": str(PROJECT_ROOT / "warehouse" / "sample" / "pages"),
    }
    run.prepare_airflow(environment)
    return environment


def run_dag(environment: dict[str, str], dag_id: str) -> subprocess.CompletedProcess[str]:
    command = [BIN / "airflow", "dags", "test", dag_id]
    return subprocess.run(command, env=environment, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)


def task_states(environment: dict[str, str], dag_id: str) -> dict[str, str]:
    with sqlite3.connect(Path(environment["AIRFLOW_HOME"]) / "airflow.db") as metadata:
        rows = metadata.execute(
            "SELECT task_id, state FROM task_instance WHERE dag_id = ? AND run_id = "
            "(SELECT run_id FROM dag_run WHERE dag_id = ? ORDER BY id DESC LIMIT 1)",
            [dag_id, dag_id],
        ).fetchall()
    return dict(rows)


def test_every_dag_loads_and_keeps_the_house_rules(airflow: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _INSPECT], env=airflow, cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.split("FOUND ")[1])
    assert found["errors"] == {}
    assert set(found["dags"]) == DAG_IDS
    for dag_id, dag in found["dags"].items():
        assert dag["doc"], f"{dag_id} has no doc_md"
        assert dag["max_active_runs"] == 1
        assert not dag["catchup"]
        assert all(task["retries"] >= 1 and task["alerts"] for task in dag["tasks"].values())


def test_the_pools_the_dags_name_are_the_pools_that_are_made(airflow: dict[str, str]) -> None:
    pools = set(json.loads((PROJECT_ROOT / "dags" / "pools.json").read_text()))
    text = (PROJECT_ROOT / "dags" / "newsledger_shared.py").read_text()
    assert pools == {"newsledger_web", "newsledger_ledger", "newsledger_work"}
    assert all(pool in text for pool in pools)


def test_the_dags_take_the_sample_to_a_release_and_stay_quiet_the_second_time(airflow: dict[str, str]) -> None:
    first = run_dag(airflow, "newsledger_capture")
    assert first.returncode == 0, first.stdout[-3000:] + first.stderr[-3000:]
    assert task_states(airflow, "newsledger_capture")["announce"] == "success"
    refreshed = run_dag(airflow, "newsledger_refresh")
    assert refreshed.returncode == 0, refreshed.stdout[-3000:] + refreshed.stderr[-3000:]
    assert (Path(airflow["NEWSLEDGER_HOME"]) / "releases" / "latest" / "newsledger.duckdb").exists()
    second = run_dag(airflow, "newsledger_capture")
    assert second.returncode == 0
    assert task_states(airflow, "newsledger_capture")["announce"] == "skipped", "no Asset event without a change"


def test_a_target_that_fails_does_not_stop_the_others(airflow: dict[str, str]) -> None:
    watch = f"{airflow['NEWSLEDGER_WATCH']} http://127.0.0.1:9/closed"
    environment = airflow | {"NEWSLEDGER_WATCH": watch, "NEWSLEDGER_CONTACT": "mailto:test@example.org"}
    environment["NEWSLEDGER_HOME"] = str(Path(airflow["NEWSLEDGER_HOME"]) / "second")
    run_dag(environment, "newsledger_capture")
    states = task_states(airflow, "newsledger_capture")
    assert states["land"] == "success"
    assert states["announce"] == "success"
