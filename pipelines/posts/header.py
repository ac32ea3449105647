"""What stands above the posts of a page, cleaned: title, teaser, authors, key points, closing notice."""

import re
from dataclasses import dataclass

from pipelines.posts.cleaning import clean_html, clean_line, clean_words
from pipelines.sources.reading import PageReading
from pipelines.sources.source import Source


@dataclass(frozen=True)
class Header:
    """The cleaned head of a page; None where the page states nothing."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    teaser: str | None = None
    key_points: tuple[str, ...] = ()
    closing_notice: str | None = None


def read_header(source: Source, reading: PageReading, boilerplate: re.Pattern[str] | None) -> Header:
    """The head of the page; raises Unreadable where its HTML would take too long to read."""
    intro = clean_html(reading.intro_html, boilerplate)
    return Header(
        title=clean_line(reading.title_html) or None,
        authors=tuple(name for author in reading.authors if (name := clean_words(author))),
        teaser=clean_line(reading.teaser_html) or None,
        key_points=tuple(intro.list_items),
        closing_notice=next((words for words in intro.paragraphs if re.search(source.closing, words)), None),
    )
