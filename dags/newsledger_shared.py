"""What both DAGs share: the Asset between them, retries, and the word sent out when a task fails."""

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset

from pipelines.capture import alerts
from pipelines.core.settings import Settings

POSTS_CHANGED = Asset(name="newsledger_posts", uri="x-newsledger://posts")
RELEASE = Asset(name="newsledger_release", uri="x-newsledger://release")
LEDGER_POOL = "newsledger_ledger"
WORK_POOL = "newsledger_work"


def alert(context: dict[str, Any]) -> None:
    """Tell the configured webhook or mailbox which task failed; says nothing where none is configured."""
    task = context["task_instance"]
    subject = f"newsledger: {task.dag_id}.{task.task_id} failed"
    alerts.send(Settings(), subject, f"{subject} in run {task.run_id}: {context.get('exception')}")


DEFAULTS = {
    "owner": "newsledger",
    "retries": 2,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=1),
    "on_failure_callback": alert,
}
