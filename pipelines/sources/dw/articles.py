"""DW's live blogs of 2021 to February 2023: articles under `/a-<id>` whose h2 sections are the posts."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from pipelines.core.ids import content_id
from pipelines.sources.document import Document
from pipelines.sources.dw.dom import gaps_of, header_of
from pipelines.sources.reading import PageReading, ReadPost, Unreadable

NAME = "dw.articles.1"
VALID_FROM, VALID_TO = date(2021, 1, 1), date(2023, 2, 28)
_LIVE_TITLE = re.compile(r"\b(?:live|updates?|live ?blog|as it happened|live-?ticker)\b", re.I)
_ARTICLE = re.compile(r"/a-\d+(?:$|[?#])")


def read(document: Document) -> PageReading | None:
    """The reading of an old live blog; None on other pages; raises Unreadable on an article that is none."""
    if not document.is_html:
        return None
    page, container = header_of(document), document.tree.css_first(".rich-text")
    if container is None or not _ARTICLE.search(page.canonical_url or ""):
        return None
    intro, sections = _split(container)
    day, title = page.published_on, page.title_html or ""
    if day is None or not VALID_FROM <= day <= VALID_TO or not _LIVE_TITLE.search(title) or len(sections) < 2:
        raise Unreadable(f"The page is a DW article ({title[:120]!r}, dated {day or 'relatively'}), not a live blog.")
    return replace(
        page,
        parser=NAME,
        intro_html=intro,
        posts=tuple(_read_posts(page.blog_id, sections)),
        gaps=tuple(gaps_of(document)),
    )


def _split(container: LexborNode) -> tuple[str, list[tuple[str, str]]]:
    """The HTML above the first h2, and title and body of each section after one."""
    intro: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    for node in container.iter(include_text=True):
        if node.tag == "h2":
            sections.append((node.inner_html or "", []))
        else:
            (sections[-1][1] if sections else intro).append(node.html or "")
    return "".join(intro), [(title, "".join(body)) for title, body in sections]


def _read_posts(blog_id: str | None, sections: list[tuple[str, str]]) -> list[ReadPost]:
    """Posts keyed by their title: these pages gave posts no id of their own."""
    posts, seen = [], Counter[str]()
    for title, body in sections:
        folded = " ".join(re.sub(r"<[^<>]*>", "", title).casefold().split())
        seen[folded] += 1
        own_id = f"{blog_id}-{content_id(folded, seen[folded])[:16]}"
        posts.append(ReadPost(own_id=own_id, key_basis="hash", title_html=title, body_html=body))
    return posts
