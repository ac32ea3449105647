"""What all DAGs share: the Asset between them, retries, and the word sent out when a task fails."""

from datetime import timedelta
from html import escape
from typing import Any

from airflow.providers.smtp.hooks.smtp import SmtpHook
from airflow.sdk import Asset

from pipelines.core.alerts import send_to_webhook
from pipelines.core.settings import Settings

POSTS_CHANGED = Asset(name="newsledger_posts", uri="x-newsledger://posts")
RELEASE = Asset(name="newsledger_release", uri="x-newsledger://release")
WEB_POOL = "newsledger_web"
LEDGER_POOL = "newsledger_ledger"
WORK_POOL = "newsledger_work"


def alert(context: dict[str, Any]) -> None:
    """Tell the configured webhook and mailbox which task failed; says nothing where none is configured."""
    task, settings = context["task_instance"], Settings()
    subject = f"newsledger: {task.dag_id}.{task.task_id} failed"
    text = f"{subject} in run {task.run_id}: {context.get('exception')}"
    send_to_webhook(settings, subject, text)
    if settings.alert_mail:
        with SmtpHook() as mail:
            mail.send_email_smtp(to=settings.alert_mail, subject=subject, html_content=escape(text))


DEFAULTS = {
    "owner": "newsledger",
    "retries": 2,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=1),
    "on_failure_callback": alert,
}
