"""The publishers of publishers.toml as sources, and `schema_org` for every other page with a LiveBlogPosting."""

import re
import tomllib
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipelines.sources.addresses import plain_address
from pipelines.sources.document import Document
from pipelines.sources.reading import Identity
from pipelines.sources.schema_org import jsonld
from pipelines.sources.source import Discovery, Parser, Source

GENERIC = "schema_org"
_TYPE = b"LiveBlogPosting"
_VALID_FROM = date(2020, 1, 1)


def _identify(name: str, blog_id: str | None, discovery: Discovery, document: Document) -> Identity | None:
    """The live blog of a page of one publisher: a page with a LiveBlogPosting, or an address that looks like one."""
    stated = jsonld.stated_address(document) if _TYPE in document.body else None
    for url in filter(None, (stated, document.url)):
        address = plain_address(url)
        parts = urlsplit(address)
        is_ours = parts.hostname in discovery.hosts or name == GENERIC
        if is_ours and (_TYPE in document.body or discovery.is_live_blog(address)):
            found = re.search(blog_id, parts.path) if blog_id else None
            path = found[1] if found else parts.path.strip("/")
            return Identity(name, f"{parts.hostname}/{path}" if name == GENERIC else path, address)
    return None


def _source(name: str, entry: dict[str, Any]) -> Source:
    discovery = Discovery(
        hosts=tuple(entry["hosts"]), feeds=tuple(entry.get("feeds", ())), include=tuple(entry["include"])
    )
    zone = ZoneInfo(entry["time_zone"]) if "time_zone" in entry else None
    read = partial(jsonld.read, language=entry.get("language"), zone=zone, lists_every_post=entry["lists_every_post"])
    return Source(
        name=name,
        title=entry["title"],
        language=entry.get("language"),
        lists_every_post=entry["lists_every_post"],
        verified=entry["verified"],
        discovery=discovery,
        identify=partial(_identify, name, entry.get("blog_id"), discovery),
        parsers=(Parser(jsonld.NAME, "jsonld", read, valid_from=_VALID_FROM),),
        closing=jsonld.CLOSING,
        are_post_ids_per_blog=True,
    )


_PUBLISHERS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "publishers.toml").read_text(encoding="utf-8"))
_ANY_OTHER = {
    "title": "Any other publisher with LiveBlogPosting JSON-LD",
    "hosts": (),
    "include": (),
    "lists_every_post": False,
    "verified": "unverified: a page of an unknown publisher",
}
SOURCES = tuple(_source(name, entry) for name, entry in [*_PUBLISHERS.items(), (GENERIC, _ANY_OTHER)])
