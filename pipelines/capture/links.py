"""Addresses and titles in what a site offers for finding pages: feeds, sitemaps, JSON lists, index pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from pipelines.capture.bounded import GZIP_MAGIC, DecompressionError, gunzip
from pipelines.core.errors import BadInput

MAX_LINKS = 20_000
_MAX_BYTES = 64 * 1024 * 1024
_XML_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|rdf|feed|urlset|sitemapindex)\b", re.I)
_ENTRIES = ("item", "entry", "url", "sitemap")
_ADDRESSES = ("link", "loc")
_JSON_ADDRESSES = ("canonicalUrl", "namedUrl", "url", "href", "link", "permaLinkUrl")
_JSON_TITLES = ("title", "headline", "name")


@dataclass(frozen=True)
class Link:
    """An address as it is written, and the title it stands under; `is_sitemap` leads to further links."""

    url: str
    title: str | None = None
    is_sitemap: bool = False


def links_in(body: bytes) -> list[Link]:
    """The links of an RSS, RDF or Atom feed, a (news) sitemap, a JSON list or an HTML page, in their order.

    Raises BadInput where the body is damaged, declares XML entities, or holds no link at all: a list that has become
    empty is a list that is no longer understood.
    """
    found = list(islice(_read(_decompressed(body)), MAX_LINKS))
    if not found:
        raise BadInput("The list holds no link at all.", "Look at it in a browser: its shape may have changed.")
    return found


def _decompressed(body: bytes) -> bytes:
    try:
        return gunzip(body, _MAX_BYTES) if body.startswith(GZIP_MAGIC) else body
    except DecompressionError as error:
        raise BadInput(f"The list cannot be decompressed: {error}.") from error


def _read(body: bytes) -> Iterator[Link]:
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _links_in_json(body)
    if _XML_ROOT.search(start):
        return iter(_XmlReader().read(body))
    return _links_in_html(body)


def _links_in_html(body: bytes) -> Iterator[Link]:
    for anchor in LexborHTMLParser(body).css("a[href]"):
        if address := (anchor.attributes.get("href") or "").strip():
            yield Link(address, " ".join(anchor.text().split()) or None)


def _links_in_json(body: bytes) -> Iterator[Link]:
    try:
        waiting: list[Any] = [json.loads(body)]
    except (ValueError, RecursionError) as error:
        raise BadInput("The list is no valid JSON.") from error
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if address := _first_text(value, _JSON_ADDRESSES):
                yield Link(address, _first_text(value, _JSON_TITLES))
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _first_text(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((value[name] for name in names if isinstance(value.get(name), str) and value[name]), None)


class _XmlReader:
    """Reads feed and sitemap entries in one pass; refuses entity declarations, so nothing can expand."""

    def __init__(self) -> None:
        self._links: list[Link] = []
        self._path: list[str] = []
        self._entry: dict[str, str] = {}
        self._text: list[str] = []

    def read(self, body: bytes) -> list[Link]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(body, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise BadInput(f"The list is no valid XML: {error}.") from error
        return self._links

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        self._path.append(name)
        self._text.clear()
        if name in _ENTRIES:
            self._entry = {}
        elif name == "link" and "href" in attributes and attributes.get("rel", "alternate") == "alternate":
            self._keep("address", attributes["href"])

    def _end(self, name: str) -> None:
        name, text = self._path.pop(), "".join(self._text).strip()
        self._text.clear()
        parent = self._path[-1] if self._path else ""
        if name in _ADDRESSES and parent in _ENTRIES:
            self._keep("address", text)
        elif name == "title" and parent in (*_ENTRIES, "news"):
            self._keep("title", text)
        elif name in _ENTRIES and self._entry.get("address"):
            self._links.append(Link(self._entry["address"], self._entry.get("title"), name == "sitemap"))
            self._entry = {}

    def _keep(self, field: str, value: str) -> None:
        if value:
            self._entry.setdefault(field, value)

    def _refuse(self, *_: object) -> None:
        raise ValueError("it declares entities, which no feed needs")
