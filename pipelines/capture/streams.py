"""Which stream of the ledger a page belongs to."""

from pipelines.core.ids import sha256_hex
from pipelines.sources.registry import identify


def stream_of(body: bytes, url: str | None) -> str:
    """`source:blog-id` of a page, or `unknown:<hash of its bytes>` where no source recognises it."""
    identity = identify(body, url)
    return identity.stream if identity else unknown_stream(body)


def stream_of_address(url: str) -> str:
    """`source:blog-id` of an address whose page is not at hand, or `unknown:<hash of the address>`."""
    identity = identify(b"", url)
    return identity.stream if identity else unknown_stream(url)


def unknown_stream(content: bytes | str) -> str:
    """The stream of something no source recognises: a page's bytes, or the address that gave none."""
    return f"unknown:{sha256_hex(content)[:16]}"
