"""Capture: look at every watched live blog and land what was seen in the ledger.

Every two minutes the blogs that are due, by a cadence that is a pure function of their history, are fetched onto the
spool by one mapped task each; no task waits for a blog to become due. One task drains the spool into the ledger. A blog
that fails is retried and stops no other. The Asset `newsledger_posts` is updated only when a post came, went or was
reworded, so that the refresh runs only when there is something new to say.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import TriggerRule, dag, task
from airflow.sdk.exceptions import AirflowSkipException
from newsledger_shared import DEFAULTS, LEDGER_POOL, POSTS_CHANGED, WEB_POOL

from pipelines import steps
from pipelines.core.settings import Settings


@dag(
    schedule=timedelta(minutes=2),
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["newsledger"],
)
def newsledger_capture() -> None:
    @task
    def due() -> list[str]:
        """The blogs to look at now."""
        return steps.due(Settings())

    @task(pool=WEB_POOL, map_index_template="{{ task.op_kwargs['target'] }}")
    def capture(target: str) -> None:
        """Fetch one blog onto the spool; a failed fetch is recorded, then retried."""
        steps.capture(Settings(), target).raise_if_failed()

    @task(pool=LEDGER_POOL, trigger_rule=TriggerRule.ALL_DONE)
    def land() -> list[str]:
        """Drain the spool into the ledger; the streams on whose pages a post changed."""
        return steps.land(Settings()).changed_streams

    @task(outlets=[POSTS_CHANGED])
    def announce(changed_streams: list[str]) -> None:
        """Update the Asset, or skip where no post changed."""
        if not changed_streams:
            raise AirflowSkipException("No post came, went or was reworded.")

    landed = land()
    capture.expand(target=due()) >> landed
    announce(landed)


newsledger_capture()
