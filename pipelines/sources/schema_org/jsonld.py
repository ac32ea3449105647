"""One page with a `LiveBlogPosting` in JSON-LD, with the habits of real publishers."""

from dataclasses import replace
from datetime import UTC, tzinfo
from html import unescape
from typing import Any

from pipelines.sources.addresses import plain_address
from pipelines.sources.dates import stated_instant
from pipelines.sources.document import Document, language_code
from pipelines.sources.fields import Fields
from pipelines.sources.reading import PageReading, Unreadable
from pipelines.sources.schema_org.posts import OfPage, read_posts
from pipelines.sources.schema_org.values import IGNORED, as_html, is_type, names_of, url_of

NAME = "schema_org.jsonld.1"
CLOSING = (
    r"(?i)\b(?:live ?blog|blog|live (?:page|coverage|updates)|coverage)\b.{0,60}\b(?:closed|ended|concluded|over)\b"
)
_MAX_OBJECTS = 200_000


def read(
    document: Document, *, language: str | None, zone: tzinfo | None, lists_every_post: bool
) -> PageReading | None:
    """The reading of the page's LiveBlogPosting; None where it has none; absent posts count only if it lists all."""
    found = _live_blog(document)
    if found is None:
        return None
    unread: set[str] = set()
    page = Fields(found, "liveblog", unread)
    headline, address = page.text("headline", "name") or "", stated_address(document) or ""
    published_at = stated_instant(page.text("datePublished"))
    of_page = OfPage((address, url_of(found), found.get("@id")), unescape(headline), published_at, zone or UTC)
    posts, faults = read_posts(_updates(page), of_page, unread)
    is_whole = lists_every_post and bool(posts)
    reading = PageReading(
        form="jsonld",
        parser=NAME,
        blog_id=None,
        posts=tuple(posts),
        language=language_code(page.text("inLanguage")) or document.language or language,
        canonical_url=plain_address(address) or None,
        title_html=as_html(headline) or None,
        teaser_html=as_html(page.text("description") or "") or None,
        authors=names_of(page.anything("author")),
        published_on=published_at.date() if published_at else None,
        gaps=() if is_whole else ("The page's data is not known to list every post of the live blog.",),
        faults=tuple(faults),
    )
    page.finish(IGNORED)
    return replace(reading, unread_fields=tuple(sorted(unread)))


def _updates(page: Fields) -> list[Any]:
    updates = page.anything("liveBlogUpdate")
    if not isinstance(updates, dict | list):
        raise Unreadable("The page's LiveBlogPosting has no liveBlogUpdate, so it shows no posts.")
    return updates if isinstance(updates, list) else [updates]


def stated_address(document: Document) -> str | None:
    """The address the page states: its canonical link, else what its LiveBlogPosting says."""
    if canonical := document.canonical_url:
        return canonical
    found = _live_blog(document)
    return url_of(found) if found else None


def _live_blog(document: Document) -> dict[str, Any] | None:
    """The page's one LiveBlogPosting; of several, the one the page is about."""
    found = [value for value in _objects(document.json_ld) if is_type(value, "LiveBlogPosting")]
    canonical = plain_address(document.canonical_url or "")
    own = [value for value in found if plain_address(url_of(value) or "") == canonical]
    candidates = own or found
    if any(value != candidates[0] for value in candidates[1:]):
        raise Unreadable(
            f"The page holds {len(candidates)} different LiveBlogPostings and does not say which is its own."
        )
    return candidates[0] if candidates else None


def _objects(values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """The objects of the page's JSON-LD that stand at the top, in lists, or in graphs."""
    pending: list[Any] = list(reversed(values))
    objects: list[dict[str, Any]] = []
    while pending and len(objects) < _MAX_OBJECTS:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            objects.append(value)
            pending.extend(reversed([value[name] for name in ("@graph", "mainEntity") if name in value]))
    return objects
