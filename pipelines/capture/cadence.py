"""When to look at a live blog again: a pure function of its history, so that any day can be simulated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Protocol

from pipelines.core.events import BlogDiscovered, CaptureFailed, Event, FailureReason, PageCaptured, PageUnchanged


class Observed(Protocol):
    """What cadence needs of a stored event."""

    @property
    def observed_at(self) -> datetime: ...
    @property
    def event(self) -> Event: ...


@dataclass(frozen=True)
class Poll:
    """One attempt to see the page."""

    at: datetime
    is_changed: bool = False
    failure: FailureReason | None = None
    retry_after_seconds: float | None = None


@dataclass(frozen=True)
class BlogHistory:
    """What is known of a live blog. `polls` in order of time; `closed_at` when its closing notice was first seen.

    `last_news_at` is when a new or revised post was last seen; where nobody knows, each changed page counts as news.
    """

    discovered_at: datetime
    polls: tuple[Poll, ...] = ()
    closed_at: datetime | None = None
    last_news_at: datetime | None = None


@dataclass(frozen=True)
class Pace:
    """How eagerly to look. The wait on an open blog is `quiet_share` of the time since its last news, within bounds."""

    fastest: timedelta = timedelta(minutes=2)
    slowest: timedelta = timedelta(hours=2)
    quiet_share: float = 0.1
    after_refusal: timedelta = timedelta(days=1)
    abandoned_after: timedelta = timedelta(days=2)
    """An open blog without news for so long counts as closed: many are never closed in words."""
    late_checks: tuple[timedelta, ...] = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))
    """After closing, the page is looked at this long after the last news or the closing: corrections come late."""


def next_poll(history: BlogHistory, pace: Pace, min_seconds_between_polls: float = 0) -> datetime | None:
    """When the blog is due, None where never again; never sooner after a poll than source and Retry-After say."""
    if not history.polls:
        return history.discovered_at
    last = history.polls[-1]
    due = _due(history, pace)
    floor = max(pace.fastest.total_seconds(), min_seconds_between_polls, last.retry_after_seconds or 0)
    return max(due, last.at + timedelta(seconds=floor)) if due else None


def history_of(
    stored: Iterable[Observed], closed_at: datetime | None = None, last_news_at: datetime | None = None
) -> BlogHistory | None:
    """The history in a stream's events, in their order; None where it was neither discovered nor fetched."""
    events = list(stored)
    polls = sorted((poll for event in events if (poll := _poll_of(event))), key=lambda poll: poll.at)
    known_at = [event.observed_at for event in events if isinstance(event.event, BlogDiscovered)]
    known_at += [poll.at for poll in polls]
    return BlogHistory(min(known_at), tuple(polls), closed_at, last_news_at) if known_at else None


def _poll_of(stored: Observed) -> Poll | None:
    match stored.event:
        case PageCaptured(observed_basis="fetched"):
            return Poll(stored.observed_at, is_changed=True)
        case PageUnchanged(observed_basis="fetched"):
            return Poll(stored.observed_at)
        case CaptureFailed(origin="web", reason=reason, retry_after_seconds=wait):
            return Poll(stored.observed_at, failure=reason, retry_after_seconds=wait)
    return None


def _due(history: BlogHistory, pace: Pace) -> datetime | None:
    last, news = history.polls[-1], _last_news(history)
    if history.closed_at:
        return _late_check(max(history.closed_at, news), last.at, pace)
    if last.at - news >= pace.abandoned_after:
        return _late_check(news + pace.abandoned_after, last.at, pace)
    return last.at + _wait_while_open(history, last.at - news, pace)


def _wait_while_open(history: BlogHistory, quiet: timedelta, pace: Pace) -> timedelta:
    """A share of the quiet time; after failures, twice as long with each; after a refusal, a day."""
    if history.polls[-1].failure == "forbidden_by_robots":
        return pace.after_refusal
    failures = _failures_in_a_row(history)
    wait = pace.fastest * 2.0 ** min(failures, 20) if failures else quiet * pace.quiet_share
    return min(max(wait, pace.fastest), pace.slowest)


def _late_check(since: datetime, last: datetime, pace: Pace) -> datetime | None:
    return next((since + wait for wait in pace.late_checks if since + wait > last), None)


def _last_news(history: BlogHistory) -> datetime:
    changed = [poll.at for poll in history.polls if poll.is_changed]
    return history.last_news_at or (changed[-1] if changed else history.discovered_at)


def _failures_in_a_row(history: BlogHistory) -> int:
    return sum(1 for _ in takewhile(lambda poll: poll.failure, reversed(history.polls)))
