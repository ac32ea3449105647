"""When to ask again after a failure: Retry-After where a server states it, else exponential backoff with jitter."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipelines.capture.limits import Limits
from pipelines.core.events import CaptureFailed

MAX_RETRY_AFTER_SECONDS = 24 * 3600.0

_RETRYABLE_STATUS = (408, 429, 500, 502, 503, 504)
_RETRYABLE_REASONS = ("timeout", "connection", "dns", "http_status")


def retry_after_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """The wait a server asks for, in seconds or as an HTTP date; 0 to one day, None where it states none."""
    stated = headers.get("Retry-After", "").strip()
    if stated.isdecimal():
        return min(float(stated[:9]), MAX_RETRY_AFTER_SECONDS)
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), MAX_RETRY_AFTER_SECONDS)


def seconds_before_retry(failure: CaptureFailed, attempt: int, limits: Limits, jitter: float) -> float | None:
    """How long to wait after the `attempt`-th failure (from 1), or None where asking again now is of no use.

    `jitter` in [0, 1) spreads workers that failed together: half to the whole of the exponential backoff.
    """
    if attempt >= limits.attempts or not _is_retryable(failure):
        return None
    backoff = limits.backoff_seconds * 2 ** (attempt - 1) * (0.5 + jitter / 2)
    wait = max(backoff, failure.retry_after_seconds or 0)
    return wait if wait <= limits.max_retry_wait_seconds else None


def _is_retryable(failure: CaptureFailed) -> bool:
    if failure.status_code is not None and failure.status_code not in _RETRYABLE_STATUS:
        return False
    return failure.reason in _RETRYABLE_REASONS
