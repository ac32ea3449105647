"""The posts of a LiveBlogPosting: keyed by their own id, dated by their own dates, never by the page's."""

from collections import Counter
from datetime import UTC, date, datetime, tzinfo
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from pipelines.core.clock import to_text
from pipelines.core.ids import content_id
from pipelines.sources.dates import stated_day, stated_instant
from pipelines.sources.fields import Fields
from pipelines.sources.reading import KeyBasis, ReadPost, Unreadable
from pipelines.sources.schema_org.values import IGNORED, as_html, is_type, media_html, names_of

_POST_TYPES = ("BlogPosting", "LiveBlogUpdate", "NewsArticle", "Article")


def read_posts(
    updates: list[Any], page_headline: str | None, page_date: str | None, zone: tzinfo | None, unread: set[str]
) -> tuple[list[ReadPost], list[str]]:
    """Posts in page order, and in words those that fell out."""
    ids = _Ids(updates)
    page = _Page(updates, page_headline, stated_instant(page_date), zone)
    posts, faults = [], []
    for place, update in enumerate(updates, start=1):
        try:
            posts.append(_read_post(update, ids, page, unread))
        except Unreadable as error:
            faults.append(f"post {place} of {len(updates)} fell out: {error}")
    return posts, faults


class _Page:
    """What the posts may only repeat: the page's headline, and its date where several posts carry it."""

    def __init__(
        self, updates: list[Any], headline: str | None, published_at: datetime | None, zone: tzinfo | None
    ) -> None:
        dates = Counter(stated_instant(value) for value in _values(updates, "datePublished"))
        self.headline = headline
        self.published_at = published_at
        self.is_date_repeated = published_at is not None and dates[published_at] > 1
        self.zone = zone or UTC


class _Ids:
    """Which of a post's own ids can tell it from the others: those that no other post of the page carries."""

    def __init__(self, updates: list[Any]) -> None:
        self._counts = {name: Counter(map(_local_id, _values(updates, name))) for name in ("@id", "url")}

    def of(self, post: Fields) -> tuple[str, KeyBasis] | None:
        bases: tuple[tuple[str, KeyBasis], ...] = (("@id", "id"), ("url", "url"))
        for name, basis in bases:
            local = _local_id(post.peek(name))
            if local and self._counts[name][local] == 1:
                return local, basis
        return None


def _read_post(value: Any, ids: _Ids, page: _Page, unread: set[str]) -> ReadPost:
    post = Fields(value, "post", unread)
    if not any(is_type(value, name) for name in _POST_TYPES):
        post.warn(f"unknown type {post.peek('@type')!r}")
    key = ids.of(post)
    url = post.text("url")
    headline = unescape(post.text("headline", "name") or "")
    repeats_page = headline == unescape(page.headline or "")
    stated = post.text("datePublished")
    published_at = _own_date(stated, page, repeats_page=repeats_page)
    modified_at = stated_instant(post.text("dateModified"))
    body = post.text("articleBody", "text") or ""
    own_id, basis = key or _weak_key(headline, stated, body)
    result = ReadPost(
        own_id=own_id,
        key_basis=basis,
        url=url,
        title_html="" if repeats_page else as_html(headline),
        body_html=as_html(body)
        + media_html(post.anything("image"), "img")
        + media_html(post.anything("video"), "video"),
        authors=names_of(post.anything("author")),
        published_at=published_at,
        published_on=_day(stated, published_at, page),
        published_text=stated,
        modified_at=modified_at if modified_at != published_at else None,
    )
    post.finish(IGNORED)
    return result


def _own_date(stated: str | None, page: _Page, *, repeats_page: bool) -> datetime | None:
    """The post's instant; None where it only repeats the page's."""
    moment = stated_instant(stated)
    if moment == page.published_at and (page.is_date_repeated or repeats_page):
        return None
    return moment


def _day(stated: str | None, published_at: datetime | None, page: _Page) -> date | None:
    if published_at:
        return published_at.astimezone(page.zone).date()
    return stated_day((stated or "")[:10]) if stated and stated_instant(stated) is None else None


def _local_id(value: Any) -> str | None:
    """What of an id or address names the post: the fragment, else a bare id, else the path of an address."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        parts = urlsplit(value.strip()[:2000])
    except ValueError:
        return None
    return parts.fragment or (value.strip()[:200] if not parts.scheme else f"{parts.path}?{parts.query}".rstrip("?"))


def _weak_key(headline: str, stated: str | None, body: str) -> tuple[str, KeyBasis]:
    moment = stated_instant(stated)
    words = headline or body
    if not words:
        raise Unreadable("it has no id, no headline and no body")
    return content_id(words, to_text(moment) if moment else stated)[:16], "hash"


def _values(updates: list[Any], name: str) -> list[Any]:
    return [update.get(name) for update in updates if isinstance(update, dict) and isinstance(update.get(name), str)]
