"""How much time, size and patience one fetch may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one fetch; seconds and bytes."""

    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    max_bytes: int = 20 * 1024 * 1024
    max_redirects: int = 5
    min_interval_seconds: float = 5
    """Between two requests to one host, whoever makes them; a robots.txt may ask for more."""
    max_wait_seconds: float = 120
    """Longest wait for a host's next slot; beyond it the caller is told to come back."""
    attempts: int = 3
    backoff_seconds: float = 2
    max_retry_wait_seconds: float = 60
    """A Retry-After beyond this is left to the next poll."""
    robots_max_age_seconds: float = 24 * 3600
