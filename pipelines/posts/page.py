"""One page body read by every parser of its source, the forms compared, and the best of them cleaned."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipelines.posts.cleaning import clean_html
from pipelines.posts.diagnosis import what_it_is
from pipelines.posts.post import Post, make_post
from pipelines.sources.document import Document
from pipelines.sources.reading import PageReading, Unreadable
from pipelines.sources.registry import SOURCES
from pipelines.sources.source import Source

Outcome = Literal["complete", "partial", "quarantined"]


@dataclass(frozen=True)
class Page:
    """What became of a page: its outcome with the reason, and, unless quarantined, the best form with its posts."""

    outcome: Outcome
    reason: str | None
    reading: PageReading | None = None
    posts: tuple[Post, ...] = ()
    faults: tuple[str, ...] = ()
    evidence: dict[str, Any] | None = None


def read_page(body: bytes, stream: str) -> Page:
    """The page as the parsers of the stream's source read it; every input ends in one of the three outcomes."""
    source_name, _, blog_id = stream.partition(":")
    source, document = SOURCES.get(source_name), Document(body)
    if source is None:
        return Page("quarantined", what_it_is(document))
    readings, failures = _read_forms(source, document)
    if not readings:
        return Page("quarantined", " ".join(failures) or what_it_is(document))
    stated = readings[0].blog_id
    if stated and stated != blog_id:
        return Page("quarantined", f"The page says it is live blog {stated[:80]}, but it was captured as {blog_id}.")
    forms = [(reading, *_clean_posts(source, blog_id, reading)) for reading in readings]
    return _conflict(forms) or _settle(forms, failures)


def key_points(source: Source, reading: PageReading) -> list[str]:
    """The list items above the posts."""
    return clean_html(reading.intro_html, boilerplate_of(source)).list_items


def closing_notice(source: Source, reading: PageReading) -> str | None:
    """The paragraph above the posts that says the live blog is closed; None where there is none."""
    intro = clean_html(reading.intro_html, boilerplate_of(source)).paragraphs
    return next((words for words in intro if re.search(source.closing, words)), None)


@cache
def boilerplate_of(source: Source) -> re.Pattern[str] | None:
    """The paragraphs that belong to the page and not to a post."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in source.boilerplate)) if source.boilerplate else None


def _read_forms(source: Source, document: Document) -> tuple[list[PageReading], list[str]]:
    readings, failures = [], []
    for parser in source.parsers:
        try:
            reading = parser.read(document)
        except Unreadable as error:
            if str(error) not in failures:
                failures.append(str(error))
        else:
            readings += [reading] if reading else []
    return readings, failures


def _clean_posts(source: Source, blog_id: str, reading: PageReading) -> tuple[dict[str, Post], tuple[str, ...]]:
    posts: dict[str, Post] = {}
    faults = list(reading.faults)
    for place, read in enumerate(reading.posts, start=1):
        post = make_post(source, blog_id, read, reading.language, boilerplate_of(source))
        if not (post.title or post.body or post.captions or post.videos):
            faults.append(f"post {place} of {len(reading.posts)} fell out: it has no words")
        elif posts.setdefault(post.post_key, post).post_version_id != post.post_version_id:
            faults.append(f"post {place} of {len(reading.posts)} fell out: another post has its id {read.own_id}")
    return posts, tuple(faults)


Forms = list[tuple[PageReading, dict[str, Post], tuple[str, ...]]]


def _conflict(forms: Forms) -> Page | None:
    """A quarantined page where two forms give one post different words; both wordings are kept as evidence."""
    best, best_posts, _ = forms[0]
    for other, other_posts, _ in forms[1:]:
        for key in best_posts.keys() & other_posts.keys():
            one, two = best_posts[key], other_posts[key]
            if not one.agrees_with(two):
                reason = (
                    f"The page contradicts itself: {key} reads differently in its {best.form} and {other.form} form."
                )
                evidence: dict[str, Any] = {best.form: _wording(one), other.form: _wording(two)}
                return Page("quarantined", reason, evidence=evidence)
    return None


def _settle(forms: Forms, failures: list[str]) -> Page:
    reading, posts, faults = forms[0]
    gaps = [*failures, *reading.gaps]
    elsewhere = {key for _, others, _ in forms[1:] for key in others} - posts.keys()
    if elsewhere:
        gaps.append(f"Another form of the page shows {len(elsewhere)} posts that this one does not.")
    if faults:
        gaps.append(f"{len(faults)} of the page's posts could not be read: {'; '.join(faults)}."[:1000])
    if not posts:
        return Page("quarantined", " ".join(gaps) or "The page has no posts.", faults=faults)
    return Page("partial" if gaps else "complete", " ".join(gaps) or None, reading, tuple(posts.values()), faults)


def _wording(post: Post) -> dict[str, str]:
    return {"title": post.title, "body": post.body}
