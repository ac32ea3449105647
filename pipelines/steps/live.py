"""Looks at one live page per source and says in plain words what newsledger understands of it, and what not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.capture.client import PoliteClient
from pipelines.capture.discovery import find_blogs
from pipelines.capture.web import fetch
from pipelines.claims.claim import PostText
from pipelines.claims.extract import extract
from pipelines.core.clock import to_text
from pipelines.core.errors import BadInput, NewsledgerError
from pipelines.core.events import BlogDiscovered, CaptureFailed, Recordable
from pipelines.core.ids import canonical_json
from pipelines.core.settings import Settings
from pipelines.posts.page import Page, read_page
from pipelines.sources.registry import SOURCES, identify
from pipelines.sources.source import Source


@dataclass(frozen=True)
class LiveLook:
    """One live page: whether it is understood, and in words what was found in it; `body` is null where none came."""

    source: str
    url: str | None
    is_understood: bool
    words: tuple[str, ...]
    observed_at: str | None = None
    body: bytes | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """For people."""
        head = f"{'understood' if self.is_understood else 'NOT UNDERSTOOD':<15} {self.source}  {self.url or ''}"
        return "\n".join([head, *(f"    {line}" for line in self.words)])


def look_at(settings: Settings, url: str, client: PoliteClient | None = None) -> LiveLook:
    """Fetch one live page and read it; raises BadInput where no source knows the address."""
    identity = identify(b"", url)
    if identity is None:
        raise BadInput(f"No source knows {url}.", f"Known sources: {', '.join(SOURCES)}. See docs/adding-a-source.md.")
    return _look(client or PoliteClient(settings), SOURCES[identity.source], url)


def look_at_all(settings: Settings) -> Iterator[LiveLook]:
    """One live page of every source that has a feed; a source that cannot be reached is one look that says so."""
    client = PoliteClient(settings)
    for source in SOURCES.values():
        if source.discovery.feeds:
            yield _look_at_source(client, source)


def save(look: LiveLook, folder: Path) -> Path | None:
    """Keep the page and its sidecar for a golden; None where no page came. Its text belongs to the publisher."""
    if look.body is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{look.source}.{(look.observed_at or '').replace(':', '').replace('-', '')[:15]}Z.html"
    path.write_bytes(look.body)
    sidecar = canonical_json({"observed_at": look.observed_at, "url": look.url})
    path.with_name(f"{path.name}.json").write_text(sidecar + "\n", "utf-8")
    return path


def _look_at_source(client: PoliteClient, source: Source) -> LiveLook:
    try:
        found = list(find_blogs(source, client))
    except NewsledgerError as error:
        return LiveLook(source.name, None, False, (error.what,))
    blogs = [one.event.url for one in found if isinstance(one.event, BlogDiscovered)]
    if not blogs:
        return LiveLook(source.name, None, False, tuple(_failures(found)) or ("Its feeds name no live blog now.",))
    return _look(client, source, blogs[0])


def _look(client: PoliteClient, source: Source, url: str) -> LiveLook:
    recordable = fetch(url, client)
    if recordable.body is None:
        return LiveLook(source.name, url, False, tuple(_failures([recordable])))
    page = read_page(recordable.body, recordable.stream)
    moment = to_text(recordable.observed_at)
    return LiveLook(source.name, url, page.form is not None, tuple(_words(page)), moment, recordable.body)


def _failures(recordables: list[Recordable]) -> list[str]:
    events = [one.event for one in recordables]
    return [f"{event.url}: {event.detail}" for event in events if isinstance(event, CaptureFailed)]


def _words(page: Page) -> Iterator[str]:
    yield f"The page is {page.outcome}." + (f" {page.reason}" if page.reason else "")
    yield from page.faults
    if page.form is None:
        return
    posts = page.posts
    yield f"Read from its {page.form.reading.form} form by {page.form.reading.parser}: {len(posts)} posts."
    timed, dated = sum(p.published_at is not None for p in posts), sum(p.published_on is not None for p in posts)
    yield f"{timed} posts have a time, {dated} a day, {sum(p.key_basis != 'hash' for p in posts)} an id of their own."
    claims = sum(len(extract(PostText(post.title, post.body, post.published_on))) for post in posts)
    yield f"{claims} claims were read from them."
    if page.form.reading.unread_fields:
        yield f"Fields that newsledger does not know: {', '.join(page.form.reading.unread_fields)}."
