"""UTC time: aware in Python, naive UTC `TIMESTAMP` in DuckDB, ISO 8601 with `Z` in text."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment in UTC, to the microsecond."""
    return datetime.now(UTC)


def to_database(moment: datetime) -> datetime:
    """The naive UTC value DuckDB stores; refuses a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; newsledger never guesses one")
    return moment.astimezone(UTC).replace(tzinfo=None)


def from_database(moment: datetime) -> datetime:
    """The aware UTC moment of a `TIMESTAMP` read from DuckDB."""
    return moment.replace(tzinfo=UTC)


def to_text(moment: datetime) -> str:
    """`2025-09-02T08:00:00.000000Z`: fixed width, so that text order is time order."""
    return to_database(moment).isoformat(timespec="microseconds") + "Z"


def from_text(text: str) -> datetime:
    """The moment an ISO 8601 text with an offset names; refuses a text without one."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no UTC offset; write it as 2025-09-02T08:00:00Z")
    return moment.astimezone(UTC)
