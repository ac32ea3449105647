"""The posts of a LiveBlogPosting: keyed by their own id, dated by their own dates, never by the page's."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
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


@dataclass(frozen=True)
class OfPage:
    """What belongs to the page and not to its posts: its own ids, its headline, its instant and time zone."""

    ids: tuple[str | None, ...]
    headline: str
    published_at: datetime | None
    zone: tzinfo


def read_posts(updates: list[Any], page: OfPage, unread: set[str]) -> tuple[list[ReadPost], list[str]]:
    """Posts in page order, and in words those that fell out."""
    repeats = _Repeats(updates, page)
    posts, faults = [], []
    for place, update in enumerate(updates, start=1):
        try:
            posts.append(_read_post(update, page, repeats, unread))
        except Unreadable as error:
            faults.append(f"post {place} of {len(updates)} fell out: {error}")
    return posts, faults


class _Repeats:
    """Which values of a post are no post's own, because the page or several posts carry them."""

    def __init__(self, updates: list[Any], page: OfPage) -> None:
        self._page = page
        self._page_ids = set(map(_local_id, page.ids))
        self._ids = {name: Counter(map(_local_id, _values(updates, name))) for name in ("@id", "url")}
        self._dates = Counter(stated_instant(value) for value in _values(updates, "datePublished"))

    def own_id(self, post: Fields) -> tuple[str, KeyBasis] | None:
        """The post's id that nothing else on the page carries, and which field it is from."""
        bases: tuple[tuple[str, KeyBasis], ...] = (("@id", "id"), ("url", "url"))
        for name, basis in bases:
            local = _local_id(post.peek(name))
            if local and local not in self._page_ids and self._ids[name][local] == 1:
                return local, basis
        return None

    def is_own_date(self, moment: datetime | None, headline: str) -> bool:
        """Whether the instant is the post's: the page's counts only for one post with a headline of its own."""
        is_pages = moment == self._page.published_at
        return not is_pages or (self._dates[moment] == 1 and headline != self._page.headline)


def _read_post(value: Any, page: OfPage, repeats: _Repeats, unread: set[str]) -> ReadPost:
    post = Fields(value, "post", unread)
    if not any(is_type(value, name) for name in _POST_TYPES):
        post.warn(f"unknown type {post.peek('@type')!r}")
    key, url = repeats.own_id(post), post.text("url")
    headline, stated = unescape(post.text("headline", "name") or ""), post.text("datePublished")
    if not repeats.is_own_date(stated_instant(stated), headline):
        stated = None
    published_at = stated_instant(stated)
    modified_at = stated_instant(post.text("dateModified"))
    body = post.text("articleBody", "text") or ""
    own_id, basis = key or _weak_key(headline, published_at, body)
    media = media_html(post.anything("image"), "img") + media_html(post.anything("video"), "video")
    result = ReadPost(
        own_id=own_id,
        key_basis=basis,
        url=url,
        title_html="" if headline == page.headline else as_html(headline),
        body_html=as_html(body) + media,
        authors=names_of(post.anything("author")),
        published_at=published_at,
        published_on=_day(stated, published_at, page),
        published_text=stated,
        modified_at=modified_at if modified_at != published_at else None,
    )
    post.finish(IGNORED)
    return result


def _day(stated: str | None, published_at: datetime | None, page: OfPage) -> date | None:
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


def _weak_key(headline: str, published_at: datetime | None, body: str) -> tuple[str, KeyBasis]:
    """A key for a post without an id, by its headline and instant, else by its words: an edit makes another post."""
    words = headline if headline and published_at else f"{headline}\n{body}".strip()
    if not words:
        raise Unreadable("it has no id, no headline and no body")
    return content_id(words, to_text(published_at) if published_at else None)[:16], "hash"


def _values(updates: list[Any], name: str) -> list[Any]:
    return [update.get(name) for update in updates if isinstance(update, dict) and isinstance(update.get(name), str)]
