"""DW's page as its DOM shows it: sections after skip links, by structure and lasting class names, never hashed ones."""

from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from pipelines.sources.document import Document
from pipelines.sources.dw import address, labels
from pipelines.sources.reading import PageReading, ReadPost

NAME = "dw.dom.1"
_AROUND_THE_BODY = (
    ".quick-item, a[href^='#'], .time-area, time, .sr-only, .author-details, .copy-button-wrapper, button"
)


def read(document: Document) -> PageReading | None:
    """The reading of the DOM; None on a page without sections after skip links."""
    if not document.is_html:
        return None
    sections = [node for node in document.tree.css("article section, main section") if _skip_title(node) is not None]
    sections = list({node.mem_id: node for node in sections}.values())
    linked = [node for node in sections if _own_permalink(node)]
    if not linked:
        return None
    overview = sections[0] if not _own_permalink(sections[0]) else None
    faults = (
        f"the section {(_skip_title(node) or '')[:80]!r} has no permalink: the page breaks off, or it is no post"
        for node in sections
        if node is not overview and not _own_permalink(node)
    )
    return replace(
        header_of(document),
        intro_html=_body_html(overview) if overview else "",
        posts=tuple(_read_post(node) for node in linked),
        gaps=tuple(gaps_of(document)),
        faults=tuple(faults),
    )


def header_of(document: Document) -> PageReading:
    """What the header of any DW page says, as a reading without posts."""
    canonical = document.attribute_of("link[rel=canonical]", "href")
    return PageReading(
        form="dom",
        parser=NAME,
        blog_id=_blog_id_of(document),
        posts=(),
        title_html=document.inner_html("h1"),
        teaser_html=document.inner_html(".teaser-text"),
        authors=labels.author_names(document.text_of("header .author-details") or ""),
        published_on=_first_day(document.tree.css("header time, header .publication .sr-only")),
        language=document.language,
        canonical_url=address.unwrap(canonical or ""),
    )


def _blog_id_of(document: Document) -> str | None:
    stated = (
        document.attribute_of("link[rel=canonical]", "href"),
        document.attribute_of("meta[property='og:url']", "content"),
        document.text_of("header .copy-button-wrapper span"),
    )
    return next((found for url in stated if (found := address.blog_id(url or ""))), None)


def _read_post(section: LexborNode) -> ReadPost:
    number = _own_permalink(section) or 0
    times = section.css("time") + section.css(".time-area .sr-only")
    heading = section.css_first("h2, h1, h3")
    authors = section.css_first(".author-details")
    return ReadPost(
        own_id=str(number),
        key_basis="permalink",
        url=address.permalink(number),
        title_html=(heading.inner_html if heading else None) or "",
        authors=labels.author_names(authors.text()) if authors else (),
        published_on=_first_day(times),
        published_text=" ".join(times[0].text().split()) if times else None,
        body_html=_body_html(section),
    )


def _body_html(section: LexborNode) -> str:
    rich = section.css_first(".rich-text")
    if rich is None:
        for node in section.css(_AROUND_THE_BODY):
            node.decompose()
        if heading := section.css_first("h2, h1, h3"):
            heading.decompose()
        rich = section
    return rich.inner_html or ""


def _skip_title(section: LexborNode) -> str | None:
    """The title that the skip link of a section names; None where the section has no skip link or is furniture."""
    if (section.attributes.get("data-tracking-name") or "").startswith("section-"):
        return None
    link = section.css_first("a[href^='#']")
    found = labels.SKIP_SECTION.match(" ".join(link.text().split())) if link else None
    return found["title"] if found else None


def _own_permalink(section: LexborNode) -> int | None:
    """The content id of the section's permalink, shown beside its copy button or, without one, as a line of its own."""
    for node in section.css(".copy-button-wrapper span") or section.css("span, a, p, input"):
        words = " ".join(node.text().split()) or (node.attributes.get("value") or "")
        if " " not in words and (number := address.permalink_id(words)):
            return number
    return None


def _first_day(nodes: list[LexborNode]) -> date | None:
    return next((day for node in nodes if (day := labels.day_of(" ".join(node.text().split())))), None)


def gaps_of(document: Document) -> list[str]:
    """Why the page may not show every post, in words."""
    gaps = []
    if document.breaks_off:
        gaps.append("The page breaks off before its closing tag.")
    if any(labels.SHOW_MORE.match(" ".join(node.text().split())) for node in document.tree.css("button")):
        gaps.append("The page shows a button for more posts, so it may not list every post.")
    return gaps
