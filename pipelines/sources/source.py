"""What a source is made of: who publishes, where its live blogs are found, and the parsers that read a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.sources.document import Document
from pipelines.sources.reading import Form, Identity, PageReading


@dataclass(frozen=True)
class Discovery:
    """Where live blogs are found: hosts, feeds and navigation lists, and which addresses in them are live blogs."""

    hosts: tuple[str, ...]
    feeds: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    drop_query: tuple[str, ...] = ()
    min_seconds_between_polls: int = 60

    def is_live_blog(self, url: str) -> bool:
        """Whether the address looks like a live blog of this source."""
        return any(re.search(p, url) for p in self.include) and not any(re.search(p, url) for p in self.exclude)


@dataclass(frozen=True)
class Parser:
    """Reads one form of a page; `read` gives None where the form is absent and raises Unreadable where it is broken."""

    name: str
    form: Form
    read: Callable[[Document], PageReading | None]
    valid_from: date
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the parser was made for pages of this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Source:
    """A publisher: its name, how to find and recognise its live blogs, and its parsers, the most trusted form first."""

    name: str
    title: str
    language: str | None
    lists_every_post: bool
    verified: str
    discovery: Discovery
    identify: Callable[[Document], Identity | None]
    parsers: tuple[Parser, ...]
    closing: str = r"(?!)"
    boilerplate: tuple[str, ...] = ()
    are_post_ids_per_blog: bool = False
