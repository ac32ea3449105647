"""Refresh: from the ledger to a new release.

Runs when the Asset `newsledger_posts` says that a post changed, and every six hours, so that the silence of a source
shows in the released tables too. The first task pins the ledger position of this refresh; posts are read, claims
extracted, dbt builds the marts, every check runs, and only then is a release published. A failed check leaves the last
release in place.
"""

from datetime import UTC, datetime

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from newsledger_shared import DEFAULTS, POSTS_CHANGED, RELEASE, WORK_POOL

from pipelines import steps
from pipelines.core.settings import Settings


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("15 */6 * * *", timezone="UTC"),
        assets=[POSTS_CHANGED],
    ),
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args={**DEFAULTS, "pool": WORK_POOL},
    doc_md=__doc__,
    tags=["newsledger"],
)
def newsledger_refresh() -> None:
    @task
    def read_posts() -> int:
        """Read every new page; the ledger position this refresh stands at."""
        return steps.read_posts(Settings())

    @task
    def extract_claims(upto_position: int) -> int:
        """Extract claims from every new wording of a post."""
        return steps.extract_claims(Settings(), upto_position)

    @task
    def build_marts(upto_position: int) -> int:
        """Build and test the dbt models."""
        return steps.build_marts(Settings(), upto_position)

    @task(outlets=[RELEASE])
    def publish_release(upto_position: int) -> str:
        """Check the facts and publish them as a release; its id."""
        return steps.publish_release(Settings(), upto_position).release_id

    publish_release(build_marts(extract_claims(read_posts())))


newsledger_refresh()
