"""One post, cleaned, keyed and hashed."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.core.ids import content_id, sha256_hex
from pipelines.posts.cleaning import clean_html, clean_line, clean_words
from pipelines.posts.language import detect_language
from pipelines.sources.reading import ReadPost
from pipelines.sources.source import Source


@dataclass(frozen=True)
class Post:
    """A wording of a post; offsets count characters of title, two newlines, body."""

    post_version_id: str
    post_key: str
    key_basis: str
    source: str
    url: str | None
    title: str
    body: str
    text_sha256: str
    captions: tuple[str, ...]
    videos: tuple[str, ...]
    authors: tuple[str, ...]
    published_at: datetime | None
    published_on: date | None
    published_text: str | None
    modified_at: datetime | None
    language: str | None

    @property
    def has_words(self) -> bool:
        """Whether the post says or shows anything."""
        return bool(self.title or self.body or self.captions or self.videos)

    @property
    def wording(self) -> dict[str, str]:
        """Its title and body, as evidence."""
        return {"title": self.title, "body": self.body}

    def agrees_with(self, other: "Post") -> bool:
        """Whether two forms of a post tell the same: equal titles, and one body has all paragraphs of the other."""
        mine, theirs = self.body.split("\n\n"), other.body.split("\n\n")
        return self.title == other.title and (_contains(mine, theirs) or _contains(theirs, mine))


def make_post(
    source: Source, blog_id: str, read: ReadPost, language: str | None, boilerplate: re.Pattern[str] | None
) -> Post:
    """The cleaned post; its version changes with title, body, captions, videos, authors or stated day only."""
    clean = clean_html(read.body_html, boilerplate)
    title = clean_line(read.title_html)
    post_key = (
        f"{source.name}:{blog_id}#{read.own_id}" if source.are_post_ids_per_blog else f"{source.name}:{read.own_id}"
    )
    authors = tuple(name for author in read.authors if (name := clean_words(author)))
    published_on = read.published_on
    return Post(
        post_version_id=content_id(
            post_key, title, clean.text, clean.captions, clean.videos, authors, str(published_on or "")
        ),
        post_key=post_key,
        key_basis=read.key_basis,
        source=source.name,
        url=read.url,
        title=title,
        body=clean.text,
        text_sha256=sha256_hex(f"{title}\n\n{clean.text}"),
        captions=tuple(clean.captions),
        videos=tuple(clean.videos),
        authors=authors,
        published_at=read.published_at,
        published_on=published_on,
        published_text=clean_words(read.published_text) if read.published_text else None,
        modified_at=read.modified_at,
        language=detect_language(f"{title}\n\n{clean.text}") or language,
    )


def _contains(paragraphs: list[str], others: list[str]) -> bool:
    remaining = iter(paragraphs)
    return all(any(paragraph == other for paragraph in remaining) for other in others)
