"""A clock for tests, which moves by sleeping."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2025, 9, 2, 8, 0, tzinfo=UTC)


@dataclass
class SimulatedTime:
    """Moves when somebody sleeps, and by a hair whenever it is read."""

    now: datetime = START
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
