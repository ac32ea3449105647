"""Deutsche Welle as a source: who it is, where its live blogs are found, how a page of it is recognised."""

import re
from datetime import date
from typing import Any

from pipelines.sources.document import Document
from pipelines.sources.dw import address, api, apollo, articles, dom, labels, state, text
from pipelines.sources.reading import Identity
from pipelines.sources.source import Discovery, Parser, Source

NAME = "dw"


def identify(document: Document) -> Identity | None:
    """The DW live blog a page is of: by what the page says of itself, else by its address."""
    stated = _stated_address(document) if document.body else None
    for url in (stated, document.url):
        if url and (blog_id := address.blog_id(url)):
            inner = address.unwrap(url) or ""
            return Identity(NAME, blog_id, inner if "/p/" not in inner and "graph-api" not in inner else None)
    return None


def _stated_address(document: Document) -> str | None:
    if document.is_html:
        return document.canonical_url
    if document.is_json:
        return _json_address(document.json)
    before_posts = re.split(r"(?m)^\s*(?:Skip next section|Den nächsten Abschnitt)", document.head, maxsplit=1)
    if len(before_posts) == 1:
        return None
    return next((line.strip() for line in before_posts[0].split("\n") if address.permalink_id(line)), None)


def _json_address(answer: Any) -> str | None:
    content = api.live_blog_of(answer)
    if content is None:
        return None
    canonical, number = content.get("canonicalUrl"), content.get("id")
    if isinstance(canonical, str) and address.blog_id(canonical) == str(number):
        return canonical
    return address.permalink(number) if isinstance(number, int) and 0 < number < 10**12 else None


SOURCE = Source(
    name=NAME,
    title="Deutsche Welle",
    language=None,
    lists_every_post=True,
    verified="unverified: read only from pages rebuilt from a real one; no live page has been fetched yet",
    discovery=Discovery(
        hosts=("www.dw.com", "dw.com", "amp.dw.com", "p.dw.com"),
        feeds=("https://rss.dw.com/rdf/rss-en-all", "https://www.dw.com/graph-api/en/content/navigation/9097"),
        include=(r"/live-\d+(?:$|[?#])",),
        drop_query=("maca",),
    ),
    identify=identify,
    parsers=(
        Parser(state.NAME, "state", state.read, valid_from=date(2024, 2, 1)),
        Parser(apollo.NAME, "state", apollo.read, valid_from=date(2023, 3, 1)),
        Parser(api.NAME, "json", api.read, valid_from=date(2023, 3, 1)),
        Parser(dom.NAME, "dom", dom.read, valid_from=date(2023, 3, 1)),
        Parser(articles.NAME, "dom", articles.read, articles.VALID_FROM, articles.VALID_TO),
        Parser(text.NAME, "text", text.read, valid_from=date(2023, 3, 1)),
    ),
    closing=labels.CLOSING,
    boilerplate=(
        r"Skip next section\b.*",
        r"Den nächsten Abschnitt .* überspringen",
        r"https?://\S*p\.dw\.com/p/\w+",
        r"Copy link|Link kopieren",
        r"Advertisement|Anzeige",
        r"To view this video please enable JavaScript.*",
    ),
)
