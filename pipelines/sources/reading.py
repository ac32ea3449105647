"""What a parser hands on: one page as one of its forms shows it, with the posts' bodies still as HTML."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Form = Literal["state", "json", "jsonld", "dom", "text"]
KeyBasis = Literal["permalink", "id", "url", "hash"]


class Unreadable(Exception):
    """A page, or one form of it, that cannot be read; the message is a reason a person understands."""


@dataclass(frozen=True)
class Identity:
    """Which live blog a page belongs to; `stream` is `source:blog-id`."""

    source: str
    blog_id: str
    canonical_url: str | None = None

    @property
    def stream(self) -> str:
        """The ledger stream of the live blog."""
        return f"{self.source}:{self.blog_id}"


@dataclass(frozen=True)
class ReadPost:
    """One post as a form shows it: title and body as HTML, dates as stated, `own_id` unique in its blog."""

    own_id: str
    key_basis: KeyBasis
    title_html: str
    body_html: str
    url: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_on: date | None = None
    published_text: str | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True)
class PageReading:
    """A page as one form shows it; `gaps` says why it may not list every post, `faults` which posts fell out."""

    form: Form
    parser: str
    blog_id: str | None
    posts: tuple[ReadPost, ...]
    language: str | None = None
    canonical_url: str | None = None
    title_html: str | None = None
    teaser_html: str | None = None
    intro_html: str = ""
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    gaps: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    unread_fields: tuple[str, ...] = ()
