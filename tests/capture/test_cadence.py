"""Simulated days of live blogs: how often they are looked at, and how soon news is seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipelines.capture.cadence import BlogHistory, Pace, Poll, history_of, next_poll
from pipelines.core.events import BlogDiscovered, CaptureFailed, PageCaptured, PageUnchanged, Recordable

START = datetime(2025, 9, 2, 6, 0, tzinfo=UTC)
PACE = Pace()


def after(**parts: float) -> datetime:
    return START + timedelta(**parts)


@dataclass
class Watch:
    """A blog watched from `START` on, whose page changes at the `posts` and closes at `closing`."""

    posts: Sequence[datetime]
    closing: datetime | None = None
    down: tuple[datetime, datetime] | None = None
    polls: list[Poll] = field(default_factory=list)
    closed_at: datetime | None = None

    def run(self, pace: Pace = PACE, min_seconds: float = 0) -> list[datetime]:
        while (due := next_poll(self.history, pace, min_seconds)) and len(self.polls) < 5000:
            self._look(due)
        return [poll.at for poll in self.polls]

    @property
    def history(self) -> BlogHistory:
        return BlogHistory(START, tuple(self.polls), self.closed_at)

    def _look(self, now: datetime) -> None:
        if self.down and self.down[0] <= now < self.down[1]:
            self.polls.append(Poll(now, failure="timeout"))
            return
        before = self.polls[-1].at if self.polls else START - timedelta(days=1)
        self.polls.append(Poll(now, is_changed=any(before < post <= now for post in self.posts) or not self.polls))
        if self.closing and now >= self.closing:
            self.closed_at = self.closed_at or now

    def lag(self, post: datetime) -> timedelta:
        return next(poll.at for poll in self.polls if poll.at >= post and not poll.failure) - post


def test_a_busy_blog_is_seen_within_minutes_and_a_quiet_one_costs_little() -> None:
    busy = Watch(posts=[after(minutes=10 * n) for n in range(72)], closing=after(hours=12))
    busy.run()
    assert max(busy.lag(post) for post in busy.posts) <= timedelta(minutes=3)
    quiet = Watch(posts=[after(hours=6)], closing=after(hours=12))
    assert len([at for at in quiet.run() if at <= after(hours=12)]) < 150
    assert quiet.lag(quiet.posts[0]) <= timedelta(minutes=40)


def test_a_closed_blog_is_checked_a_few_times_for_days_and_then_left() -> None:
    watch = Watch(posts=[after(minutes=30)], closing=after(hours=1))
    times = watch.run()
    late = [at - watch.closed_at for at in times if at > watch.closed_at]
    assert late == list(PACE.late_checks)


def test_a_correction_days_after_the_end_is_found_and_starts_the_late_checks_anew() -> None:
    correction = after(days=2, hours=5)
    watch = Watch(posts=[after(minutes=30), correction], closing=after(hours=1))
    times = watch.run()
    assert watch.lag(correction) <= timedelta(days=1)
    assert times[-1] >= correction + PACE.late_checks[-1]


def test_a_blog_that_goes_quiet_without_a_closing_notice_is_left_in_the_end() -> None:
    times = Watch(posts=[after(hours=1)]).run()
    assert after(days=9) < times[-1] < after(days=10)
    assert len(times) < 200


def test_a_blog_that_never_answers_is_asked_less_and_less_and_left_in_the_end() -> None:
    watch = Watch(posts=[], down=(START, after(days=99)))
    times = watch.run()
    assert len(times) < 50
    assert times[-1] < after(days=10)


def test_after_an_outage_the_fast_pace_comes_back() -> None:
    posts = [after(minutes=5 * n) for n in range(144)]
    watch = Watch(posts=posts, closing=after(hours=12), down=(after(hours=3), after(hours=5)))
    watch.run()
    seen_after = [post for post in posts if after(hours=7) < post < after(hours=12)]
    assert max(watch.lag(post) for post in seen_after) <= timedelta(minutes=3)
    asked_while_down = [poll for poll in watch.polls if poll.failure]
    assert 3 <= len(asked_while_down) <= 10


def test_a_refusal_is_asked_about_once_a_day() -> None:
    history = BlogHistory(START, (Poll(START, is_changed=True), Poll(after(hours=1), failure="forbidden_by_robots")))
    assert next_poll(history, PACE) == after(hours=25)


def test_news_of_posts_counts_more_than_bytes_that_change_every_time() -> None:
    polls = tuple(Poll(after(minutes=2 * n), is_changed=True) for n in range(100))
    by_bytes = next_poll(BlogHistory(START, polls), PACE)
    by_posts = next_poll(BlogHistory(START, polls, last_news_at=START), PACE)
    assert by_bytes == polls[-1].at + PACE.fastest
    assert by_posts > by_bytes


moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: after(minutes=minutes))
polls = st.builds(
    Poll,
    at=moments,
    is_changed=st.booleans(),
    failure=st.sampled_from([None, "timeout", "http_status", "forbidden_by_robots"]),
    retry_after_seconds=st.none() | st.floats(0, 86400),
)
histories = st.builds(
    BlogHistory,
    discovered_at=st.just(START),
    polls=st.lists(polls, max_size=12).map(lambda found: tuple(sorted(found, key=lambda poll: poll.at))),
    closed_at=st.none() | moments,
    last_news_at=st.none() | moments,
)


@given(histories, st.floats(0, 7200))
def test_no_history_makes_a_poll_sooner_than_the_limits_allow(history: BlogHistory, min_seconds: float) -> None:
    due = next_poll(history, PACE, min_seconds)
    assert due == next_poll(replace(history), PACE, min_seconds)
    if history.polls and due:
        wait = (due - history.polls[-1].at).total_seconds()
        wanted = max(min_seconds, history.polls[-1].retry_after_seconds or 0, PACE.fastest.total_seconds())
        assert wait >= wanted - 1e-5


@given(st.lists(moments, max_size=30), st.none() | moments, st.floats(0, 3600))
def test_every_watch_ends_and_keeps_its_distance(posts, closing, min_seconds: float) -> None:
    times = Watch(posts=posts, closing=closing).run(min_seconds=min_seconds)
    assert len(times) < 5000
    assert all(b - a >= max(PACE.fastest, timedelta(seconds=min_seconds)) for a, b in pairwise(times))


def test_a_history_is_read_from_the_events_of_a_stream() -> None:
    page = {"url": "https://news.example/live-1", "capture_id": "1", "body_sha256": "0" * 64}
    imported = PageCaptured(**page, body_size=1, observed_basis="archive", origin="warc:x")
    fetched = PageCaptured(**page, body_size=1, observed_basis="fetched", origin="web")
    unchanged = PageUnchanged(**page, observed_basis="fetched", origin="web")
    failed = CaptureFailed(url=None, capture_id="2", reason="timeout", detail="", retry_after_seconds=9, origin="web")
    found = BlogDiscovered(url=page["url"], source="x", found_by="hand")
    times = (START, after(days=-9), after(minutes=1), after(minutes=2), after(minutes=3))
    stored = zip(times, (found, imported, fetched, unchanged, failed), strict=True)
    history = history_of(Recordable(stream="x:1", observed_at=at, event=event) for at, event in stored)
    expected = (Poll(after(minutes=1), True), Poll(after(minutes=2)), Poll(after(minutes=3), False, "timeout", 9))
    assert history == BlogHistory(START, expected)
    assert history_of([]) is None
