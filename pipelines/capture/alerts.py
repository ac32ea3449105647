"""Tell the operator: one JSON message to the webhook the settings name."""

import requests

from pipelines.core.log import get_logger
from pipelines.core.settings import Settings

_TIMEOUTS_SECONDS = (5, 10)


def send(settings: Settings, subject: str, text: str) -> bool:
    """Whether the webhook took the message; False also where none is set. Never raises: an alarm about a failure must
    not hide the failure. The webhook's address is a secret and is never logged."""
    if settings.alert_webhook is None:
        return False
    message = {"subject": subject, "text": f"{subject}\n\n{text}"}
    try:
        address = settings.alert_webhook.get_secret_value()
        answer = requests.post(address, json=message, timeout=_TIMEOUTS_SECONDS, allow_redirects=False)
        problem = None if answer.ok and not answer.is_redirect else f"it answered {answer.status_code}"
    except (requests.RequestException, ValueError) as error:
        problem = type(error).__name__
    if problem:
        get_logger("capture").warning("The alert webhook did not take the message.", problem=problem, subject=subject)
    return problem is None
