"""Capture one live blog from the web: every attempt becomes one event."""

import random
from collections.abc import Callable, Iterator

from pipelines.capture.answer import FetchProblem
from pipelines.capture.attempt import Attempt, Validators, wants_body
from pipelines.capture.client import PoliteClient, checked_host
from pipelines.capture.retry import seconds_before_retry
from pipelines.core.errors import BadInput, Busy
from pipelines.core.events import CaptureFailed, Recordable

__all__ = ["Validators", "capture_url", "fetch"]


def capture_url(
    url: str,
    client: PoliteClient,
    previous: Validators | None = None,
    stream: str | None = None,
    jitter: Callable[[], float] = random.random,
) -> Iterator[Recordable]:
    """Every attempt to see the page, with retries as the client's limits allow; the last one is the outcome.

    Each event is yielded before the wait for the next attempt, so that none is lost with the process. A host whose
    turn is too far away ends the attempts; before the first one that raises Busy.
    """
    yield (recordable := fetch(url, client, previous, stream))
    for number in range(1, client.limits.attempts):
        wait = _wait_before_retry(recordable, number, client, jitter())
        if wait is None:
            return
        client.sleep(wait)
        try:
            yield (recordable := fetch(url, client, previous, stream))
        except Busy:
            return


def fetch(url: str, client: PoliteClient, previous: Validators | None = None, stream: str | None = None) -> Recordable:
    """One attempt: PageCaptured, PageUnchanged (the site answered 304) or CaptureFailed.

    `stream` is what the page is known as, for an answer that does not say itself. Raises Busy where the host may not
    be asked soon, and BadInput where `url` is no http(s) address or no contact is set.
    """
    _refuse_bad_address(url)
    attempt = Attempt(url, client.clock, previous, stream)
    try:
        return attempt.outcome(client.get(url, previous.request_headers if previous else {}, wants_body))
    except FetchProblem as problem:
        return attempt.failed(problem.reason, problem.detail, problem.answer)


def _wait_before_retry(recordable: Recordable, number: int, client: PoliteClient, jitter: float) -> float | None:
    if not isinstance(recordable.event, CaptureFailed):
        return None
    return seconds_before_retry(recordable.event, number, client.limits, jitter)


def _refuse_bad_address(url: str) -> None:
    try:
        checked_host(url)
    except FetchProblem as problem:
        raise BadInput(problem.detail, "Give the address of a page, starting with https://.") from problem
