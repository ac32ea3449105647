"""One page body read by every parser of its source, the forms compared, and the best of them cleaned."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pipelines.posts.diagnosis import what_it_is
from pipelines.posts.header import Header, read_header
from pipelines.posts.post import Post, make_post
from pipelines.sources.document import Document
from pipelines.sources.markup import refuse_costly
from pipelines.sources.reading import PageReading, Unreadable
from pipelines.sources.registry import SOURCES
from pipelines.sources.source import Parser, Source

MAX_POSTS = 10_000
Outcome = Literal["complete", "partial", "quarantined"]


@dataclass(frozen=True)
class Form:
    """One form of the page, cleaned: its head, its posts by key, and in words those that fell out."""

    reading: PageReading
    header: Header
    posts: dict[str, Post]
    faults: tuple[str, ...]

    @property
    def shortcomings(self) -> str:
        """Why it may not show every post, in words; empty where it does."""
        gaps = " ".join(self.reading.gaps)
        faults = f"Posts could not be read, {len(self.faults)} in all: {'; '.join(self.faults)}"[:1000] + "."
        return f"{gaps} {faults if self.faults else ''}".strip()


@dataclass(frozen=True)
class Page:
    """What became of a page: its outcome with the reason, and, unless quarantined, its best form."""

    outcome: Outcome
    reason: str | None
    form: Form | None = None
    faults: tuple[str, ...] = ()
    evidence: dict[str, dict[str, str]] | None = None

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts, topmost first; none on a quarantined page."""
        return tuple(self.form.posts.values()) if self.form else ()


def read_page(body: bytes, stream: str, charset: str | None = None) -> Page:
    """The page as the parsers of the stream's source read it; every input ends in one of the three outcomes.

    `charset` is what the page was sent with, where that is known.
    """
    source_name, _, blog_id = stream.partition(":")
    source, document = SOURCES.get(source_name), Document(body, charset=charset)
    if source is None:
        return Page("quarantined", what_it_is(document))
    readings, failures = _read_forms(source, document)
    stated = next((reading.blog_id for reading in readings if reading.blog_id), None)
    if stated and stated != blog_id:
        return Page("quarantined", f"The page says it is live blog {stated[:80]}, but it was captured as {blog_id}.")
    forms = _clean_forms(source, blog_id, readings, failures)
    if not forms:
        return Page("quarantined", " ".join(failures) or what_it_is(document))
    return _conflict(forms) or _settle(forms, failures)


def _read_forms(source: Source, document: Document) -> tuple[list[PageReading], list[str]]:
    readings: list[PageReading] = []
    failures: dict[str, None] = {}
    for parser in source.parsers:
        try:
            reading = parser.read(document)
        except Unreadable as error:
            failures[str(error)] = None
        else:
            readings += [_dated(parser, reading)] if reading else []
    return readings, list(failures)


def _dated(parser: Parser, reading: PageReading) -> PageReading:
    """The reading; on a page of days the parser was not made for it says so beside the fields nobody knows."""
    day = reading.published_on
    if day is None or parser.covers(day):
        return reading
    doubt = f"the page is of {day}, but {parser.name} was made for pages from {parser.valid_from} on"
    return replace(reading, unread_fields=(*reading.unread_fields, doubt))


def _clean_forms(source: Source, blog_id: str, readings: list[PageReading], failures: list[str]) -> list[Form]:
    """The forms that can be cleaned; of the others, `failures` gets the reason."""
    forms = []
    for reading in readings:
        try:
            _refuse_endless(reading)
            header = read_header(source, reading, _boilerplate(source))
        except Unreadable as error:
            failures.append(str(error))
        else:
            form = _clean_form(source, blog_id, reading, header)
            if form.posts:
                forms.append(form)
            else:
                failures.append(f"No post could be read by {reading.parser}. {form.shortcomings}".strip())
    return forms


def _refuse_endless(reading: PageReading) -> None:
    if len(reading.posts) > MAX_POSTS:
        raise Unreadable(f"The page lists {len(reading.posts):,} posts; real live blogs have some hundreds.")
    refuse_costly("".join(post.body_html for post in reading.posts))


def _clean_form(source: Source, blog_id: str, reading: PageReading, header: Header) -> Form:
    posts: dict[str, Post] = {}
    faults = list(reading.faults)
    for place, read in enumerate(reading.posts, start=1):
        fell_out = f"post {place} of {len(reading.posts)} fell out"
        try:
            post = make_post(source, blog_id, read, reading.language, _boilerplate(source))
        except Unreadable as error:
            faults.append(f"{fell_out}: {error}")
            continue
        if not post.has_words:
            faults.append(f"{fell_out}: it has no words")
        elif posts.setdefault(post.post_key, post).post_version_id != post.post_version_id:
            faults.append(f"{fell_out}: another post has its id {read.own_id[:80]}")
    return Form(reading, header, posts, tuple(faults))


def _conflict(forms: list[Form]) -> Page | None:
    """A quarantined page where two forms give one post different words; both wordings are kept as evidence."""
    best = forms[0]
    for other in forms[1:]:
        for key in [key for key in best.posts if key in other.posts]:
            one, two = best.posts[key], other.posts[key]
            if not one.agrees_with(two):
                names = best.reading.parser, other.reading.parser
                reason = f"The page contradicts itself: {key} reads differently to {names[0]} and to {names[1]}."
                return Page("quarantined", reason, evidence=dict(zip(names, (one.wording, two.wording), strict=True)))
    return None


def _settle(forms: list[Form], failures: list[str]) -> Page:
    best = forms[0]
    gaps = [*failures, best.shortcomings] if best.shortcomings else [*failures]
    elsewhere = {key for form in forms[1:] for key in form.posts} - best.posts.keys()
    if elsewhere:
        gaps.append(f"Another form of the page shows {len(elsewhere)} posts that this one does not.")
    return Page("partial" if gaps else "complete", " ".join(gaps) or None, best, best.faults)


@cache
def _boilerplate(source: Source) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in source.boilerplate)) if source.boilerplate else None
