"""Discover: look through every source's feeds for new live blogs, which are watched from then on.

Runs every half hour. What is found, and every feed that could not be read, is an event of the ledger.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import dag, task
from newsledger_shared import DEFAULTS, LEDGER_POOL

from pipelines import steps
from pipelines.core.settings import Settings


@dag(
    schedule=timedelta(minutes=30),
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=True,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["newsledger"],
)
def newsledger_discover() -> None:
    @task
    def discover() -> int:
        """Put the live blogs that the feeds name on the spool; how many there were."""
        return steps.discover(Settings())

    @task(pool=LEDGER_POOL)
    def land(_: int) -> None:
        """Drain the spool into the ledger."""
        steps.land(Settings())

    land(discover())


newsledger_discover()
