"""A toll's history as a drawing: coordinates for inline SVG, computed here so that the pages need no library."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 160, 64, 16, 16, 28
VIEW = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "base": HEIGHT - BOTTOM}


@dataclass(frozen=True)
class Line:
    """How one figure stood: from x1 to x2 at height y."""

    x1: float
    x2: float
    y: float
    row: dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """The figures of one toll, each a line over the time in which it stood."""

    harm: str
    place: str
    scope: str
    day: date | None
    lines: list[Line]
    low: int
    high: int
    start: datetime
    end: datetime

    @property
    def levels(self) -> list[tuple[int, float]]:
        """Zero, the lowest and the highest figure, with their heights; the lowest only where there is room for it."""
        return [
            (value, _y(value, self.high))
            for value in (0, self.low, self.high)
            if value in (0, self.high) or (self.high / 8 < value < self.high * 7 / 8)
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The figures, the oldest first."""
        return [line.row for line in self.lines]


def toll_charts(rows: list[dict[str, Any]], now: datetime) -> list[Chart]:
    """One chart for each toll; `now` ends the lines of what still stands."""
    groups = groupby(rows, key=lambda row: row["toll_id"])
    return [_chart(list(group), now) for _, group in groups]


def _chart(rows: list[dict[str, Any]], now: datetime) -> Chart:
    start = min(row["valid_from"] for row in rows)
    end = max([now, *(row["valid_to"] or row["valid_from"] for row in rows)])
    people = [row["people"] for row in rows]
    low, high = min(people), max(people)

    def x(moment: datetime) -> float:
        share = (moment - start) / (end - start) if end > start else 0.0
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    lines = [Line(x(row["valid_from"]), x(row["valid_to"] or end), _y(row["people"], high), row) for row in rows]
    first = rows[0]
    about = (first["harm"], first["place"], first["scope"], first["incident_day"])
    return Chart(*about, lines, low, high, start, end)


def _y(value: int, high: int) -> float:
    # The scale begins at zero, so that a small change does not look like a large one.
    return round(HEIGHT - BOTTOM - value / max(high, 1) * (HEIGHT - TOP - BOTTOM), 1)
