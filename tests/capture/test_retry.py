"""How long a failure is waited for."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.capture.addresses import is_public
from pipelines.capture.limits import Limits
from pipelines.capture.retry import MAX_RETRY_AFTER_SECONDS, retry_after_seconds, seconds_before_retry
from pipelines.core.events import CaptureFailed

NOW = datetime(2025, 9, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", MAX_RETRY_AFTER_SECONDS),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120),
        (format_datetime(NOW - timedelta(days=2), usegmt=True), 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER_SECONDS),
        ("Tue, 02 Sep 2025 08:02:00 -0000", 120),
        ("Tue, 99 Sep 2025 08:02:00 GMT", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date_and_is_bounded(stated: str, expected: float | None) -> None:
    assert retry_after_seconds({"Retry-After": stated}, NOW) == expected


@given(st.text(max_size=60))
def test_no_retry_after_breaks_the_reader(stated: str) -> None:
    seconds = retry_after_seconds({"Retry-After": stated}, NOW)
    assert seconds is None or 0 <= seconds <= MAX_RETRY_AFTER_SECONDS


def failed(reason: str = "http_status", status: int | None = 503, retry_after: float | None = None) -> CaptureFailed:
    return CaptureFailed(
        url="https://news.example/live",
        capture_id="1",
        reason=reason,
        detail="",
        status_code=status,
        retry_after_seconds=retry_after,
        origin="web",
    )


@given(st.integers(1, 6), st.floats(0, 0.999), st.one_of(st.none(), st.floats(0, 1000)))
def test_a_wait_is_at_least_what_the_site_asked_for_and_never_beyond_the_limit(
    attempt: int, jitter: float, retry_after: float | None
) -> None:
    limits = Limits(attempts=5)
    wait = seconds_before_retry(failed(retry_after=retry_after), attempt, limits, jitter)
    if attempt >= 5 or (retry_after or 0) > limits.max_retry_wait_seconds:
        assert wait is None
    else:
        assert wait is not None
        assert max(retry_after or 0, 2 ** (attempt - 1)) <= wait <= limits.max_retry_wait_seconds


@pytest.mark.parametrize(
    ("reason", "status"),
    [("http_status", 404), ("http_status", 410), ("forbidden_by_robots", None), ("forbidden_address", None),
     ("too_large", None), ("content_type", 200), ("empty_body", 200), ("decompression", None), ("tls", None)],
)  # fmt: skip
def test_a_failure_that_would_repeat_itself_is_not_repeated(reason: str, status: int | None) -> None:
    assert seconds_before_retry(failed(reason, status), 1, Limits(), 0) is None


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1",
     "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:a00:1", "::127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
     "2002:a00:1::1", "2001:db8::1", "fec0::1"],
)  # fmt: skip
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)
