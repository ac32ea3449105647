"""Health: fail, and so alert, where a source goes silent or blind against its own past.

Runs every hour: no page for hours while blogs are open, pages that are not understood, fewer posts on a page, fewer
claims or no times in posts. `newsledger status` and `marts.meta_source_health` show the same.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException
from newsledger_shared import DEFAULTS, WORK_POOL

from pipelines import steps
from pipelines.core.settings import Settings


@dag(
    schedule=timedelta(hours=1),
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args={**DEFAULTS, "pool": WORK_POOL},
    doc_md=__doc__,
    tags=["newsledger"],
)
def newsledger_health() -> None:
    @task
    def check() -> None:
        """Fail with every alarm in words."""
        alarms = steps.check_health(Settings())
        if alarms:
            raise AirflowFailException("\n".join(map(str, alarms)))

    check()


newsledger_health()
