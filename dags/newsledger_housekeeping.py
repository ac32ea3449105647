"""Housekeeping: once a day, remove old logs, damaged spool files, old releases, and old rows of Airflow's own metadata.

Never touches the ledger, the projections, or a capture that waits to be landed. Where Airflow's metadata is not on this
machine, take out the second task and run `airflow db clean` beside the scheduler instead.
"""

from datetime import UTC, datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import dag, task
from newsledger_shared import DEFAULTS

from pipelines import steps
from pipelines.core.settings import Settings


@dag(
    schedule="30 3 * * *",
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["newsledger"],
)
def newsledger_housekeeping() -> None:
    @task
    def clean() -> dict[str, int]:
        """Remove old files and releases; how many of each."""
        return steps.clean(Settings())

    clean()
    # A task's environment hides the metadata database; this one task is about that database, on this machine.
    unhidden = "env -u AIRFLOW__DATABASE__SQL_ALCHEMY_CONN -u AIRFLOW__CORE__SQL_ALCHEMY_CONN"
    oldest = "{{ (dag_run.run_after - macros.timedelta(days=30)).isoformat() }}"
    BashOperator(
        task_id="clean_airflow_metadata",
        bash_command=f"{unhidden} airflow db clean --yes --skip-archive --clean-before-timestamp '{oldest}'",
    )


newsledger_housekeeping()
