"""Tells a person, through the configured webhook, that something needs them."""

import requests

from pipelines.core.log import get_logger
from pipelines.core.settings import Settings

_TIMEOUT_SECONDS = (5, 10)
log = get_logger("alerts")


def send_to_webhook(settings: Settings, subject: str, text: str) -> bool:
    """POST `{"subject", "text"}` to the webhook; false where none is configured or it did not take the message.

    Never raises, since an alert comes from a place that has failed already, and never logs the address: it is a secret.
    """
    if settings.alert_webhook is None:
        return False
    message = {"subject": subject, "text": text}
    try:
        url = settings.alert_webhook.get_secret_value()
        answer = requests.post(url, json=message, timeout=_TIMEOUT_SECONDS, allow_redirects=False)
    except (requests.RequestException, ValueError) as error:
        log.error("the alert webhook could not be reached", error=type(error).__name__, subject=subject)
        return False
    is_taken = answer.ok and not answer.is_redirect
    if not is_taken:
        log.error("the alert webhook refused the message", status_code=answer.status_code, subject=subject)
    return is_taken
