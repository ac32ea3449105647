"""Raises an alarm where a source goes silent or blind, measured against its own past."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb

from pipelines.core.clock import Clock, to_database, utc_now
from pipelines.core.database import open_database
from pipelines.core.settings import Settings
from pipelines.steps.refreshing import extract_claims, read_posts

RECENT = timedelta(hours=24)
PAST = timedelta(days=30)
MIN_PAGES = 5
MIN_POSTS = 20
FALLEN_TO = 0.4
"""A yield that is less than this share of the source's own past raises an alarm."""


@dataclass(frozen=True)
class Alarm:
    """What is wrong with a source; `sign` is silent, not_understood, fewer_posts, fewer_claims or no_times."""

    source: str
    sign: str
    words: str

    def __str__(self) -> str:
        return f"{self.source}: {self.words}"


def check_health(settings: Settings, clock: Clock = utc_now) -> list[Alarm]:
    """What is wrong now, after reading everything that the ledger recorded; empty where all is well."""
    extract_claims(settings, read_posts(settings))
    return alarms(settings, clock)


def alarms(settings: Settings, clock: Clock = utc_now) -> list[Alarm]:
    """What is wrong now, by source, as far as the projections have read; empty where all is well."""
    if not settings.work_path.exists():
        return []
    now = to_database(clock())
    values = {"now": now, "recent": now - RECENT, "past": now - PAST}
    with open_database(settings.work_path, is_read_only=True) as work:
        pages = _rows(work, _PAGES, values)
        posts = _rows(work, _POSTS, values)
    found = [alarm for row in pages for alarm in _of_pages(row, settings.silent_after_hours)]
    return found + [alarm for row in posts for alarm in _of_posts(row)]


def _of_pages(row: dict[str, Any], silent_after_hours: float) -> Iterator[Alarm]:
    source = row["source"]
    if row["open_blogs"] and row["hours_silent"] is not None and row["hours_silent"] > silent_after_hours:
        words = f"no page for {row['hours_silent']:.0f} hours, and {row['open_blogs']} live blogs are open"
        yield Alarm(source, "silent", f"{words}; the last failure was {row['last_failure'] or 'none'}.")
    if row["recent_pages"] and row["recent_unread"] * 2 >= row["recent_pages"]:
        words = f"{row['recent_unread']} of {row['recent_pages']} pages of the last day were not understood"
        yield Alarm(source, "not_understood", f"{words}: {row['last_reason']}")
    if min(row["recent_read"], row["past_read"]) >= MIN_PAGES and _has_fallen(row["recent_posts"], row["past_posts"]):
        words = f"a page shows {row['recent_posts']:.1f} posts, before it was {row['past_posts']:.1f}."
        yield Alarm(source, "fewer_posts", words)


def _of_posts(row: dict[str, Any]) -> Iterator[Alarm]:
    if min(row["recent"], row["past"]) < MIN_POSTS:
        return
    if _has_fallen(row["recent_with_claims"], row["past_with_claims"]):
        words = f"claims in {row['recent_with_claims']:.0%} of posts, before it was {row['past_with_claims']:.0%}."
        yield Alarm(row["source"], "fewer_claims", words)
    if _has_fallen(row["recent_with_times"], row["past_with_times"]):
        words = f"times in {row['recent_with_times']:.0%} of posts, before it was {row['past_with_times']:.0%}."
        yield Alarm(row["source"], "no_times", words)


def _has_fallen(recent: float, past: float) -> bool:
    return recent < past * FALLEN_TO


def _rows(work: duckdb.DuckDBPyConnection, query: str, values: dict[str, datetime]) -> list[dict[str, Any]]:
    used = {name: value for name, value in values.items() if f"${name}" in query}
    result = work.execute(query, used)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


_PAGES = """
    WITH seen AS (
        SELECT
            split_part(c.stream, ':', 1) AS source, c.stream, c.position, c.observed_at, c.failure_reason,
            p.page_id IS NOT NULL AS has_page, p.outcome = 'quarantined' AS is_unread, p.reason, p.post_count,
            p.is_closed, c.observed_at > $recent AS is_recent
        FROM raw.captures AS c LEFT JOIN raw.pages AS p USING (page_id)
        WHERE c.observed_at > $past AND c.observed_at <= $now
    ),
    open_blogs AS (
        SELECT source, count(*) AS open_blogs
        FROM (
            SELECT source, stream FROM seen GROUP BY ALL
            HAVING NOT coalesce(bool_or(is_closed), false) AND max(observed_at) > $now - INTERVAL 7 DAY
        ) GROUP BY source
    )
    SELECT
        source,
        coalesce(any_value(open_blogs), 0) AS open_blogs,
        date_diff('minute', max(observed_at) FILTER (has_page), $now) / 60 AS hours_silent,
        arg_max(failure_reason, position) FILTER (failure_reason IS NOT NULL) AS last_failure,
        count(*) FILTER (is_recent AND has_page) AS recent_pages,
        count(*) FILTER (is_recent AND is_unread) AS recent_unread,
        arg_max(reason, position) FILTER (is_unread) AS last_reason,
        count(*) FILTER (is_recent AND has_page AND NOT is_unread) AS recent_read,
        count(*) FILTER (NOT is_recent AND has_page AND NOT is_unread) AS past_read,
        avg(post_count) FILTER (is_recent AND NOT is_unread) AS recent_posts,
        avg(post_count) FILTER (NOT is_recent AND NOT is_unread) AS past_posts
    FROM seen LEFT JOIN open_blogs USING (source)
    GROUP BY source ORDER BY source"""

_POSTS = """
    WITH first_seen AS (
        SELECT pp.post_version_id, min(c.observed_at) AS observed_at
        FROM raw.captures AS c JOIN raw.page_posts AS pp USING (page_id)
        WHERE c.observed_at > $past GROUP BY pp.post_version_id
    ),
    posts AS (
        SELECT
            v.source, s.observed_at > $recent AS is_recent, v.published_on IS NOT NULL AS has_time,
            coalesce(e.claim_count, 0) > 0 AS has_claims
        FROM raw.post_versions AS v JOIN first_seen AS s USING (post_version_id)
        LEFT JOIN raw.extractions AS e USING (post_version_id)
    )
    SELECT
        source,
        count(*) FILTER (is_recent) AS recent,
        count(*) FILTER (NOT is_recent) AS past,
        avg(has_claims::INTEGER) FILTER (is_recent) AS recent_with_claims,
        avg(has_claims::INTEGER) FILTER (NOT is_recent) AS past_with_claims,
        avg(has_time::INTEGER) FILTER (is_recent) AS recent_with_times,
        avg(has_time::INTEGER) FILTER (NOT is_recent) AS past_with_times
    FROM posts GROUP BY source ORDER BY source"""
