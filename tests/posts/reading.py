"""What the tests of pages share: reading bytes as capture and posts do together."""

from pipelines.core.ids import sha256_hex
from pipelines.posts.page import Page, read_page
from pipelines.sources.registry import identify


def stream_of(body: bytes, url: str | None = None) -> str:
    """The stream capture would give the page."""
    identity = identify(body, url)
    return identity.stream if identity else f"unknown:{sha256_hex(body)[:16]}"


def read(body: bytes, url: str | None = None) -> Page:
    """The page as it is read after capture."""
    return read_page(body, stream_of(body, url))


def versions(page: Page) -> list[str]:
    """The post versions on the page, topmost first."""
    return [post.post_version_id for post in page.posts]
