"""Decompression with a bound: a bomb is refused before it fills the memory."""

import gzip
import io
import zlib

GZIP_MAGIC = b"\x1f\x8b"


class DecompressionError(ValueError):
    """The bytes are not what their encoding says, or end too early."""


class TooLargeError(DecompressionError):
    """The decompressed bytes would exceed the bound."""


def gunzip(data: bytes, limit: int) -> bytes:
    """The content of all gzip members, at most `limit` bytes."""
    try:
        return _bounded(gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1), limit)
    except (OSError, EOFError, zlib.error) as error:
        raise DecompressionError(f"damaged or cut off ({error})") from error


def inflate(data: bytes, limit: int) -> bytes:
    """HTTP's `deflate`: a zlib stream, or the raw deflate stream some servers send instead; at most `limit` bytes."""
    try:
        return _inflate(data, zlib.MAX_WBITS, limit)
    except zlib.error:
        pass
    try:
        return _inflate(data, -zlib.MAX_WBITS, limit)
    except zlib.error as error:
        raise DecompressionError(f"damaged ({error})") from error


def decoded(body: bytes, content_encoding: str, limit: int) -> bytes:
    """A body without its HTTP content encoding, which may be gzip, deflate or none; at most `limit` bytes."""
    encodings = [name.strip().lower() for name in content_encoding.split(",")]
    match [name for name in encodings if name not in ("", "identity")]:
        case []:
            return body
        case ["gzip" | "x-gzip"]:
            return gunzip(body, limit)
        case ["deflate"]:
            return inflate(body, limit)
    raise DecompressionError(f"its encoding is {content_encoding[:50]!r}, which is none of gzip and deflate")


def _inflate(data: bytes, wbits: int, limit: int) -> bytes:
    machine = zlib.decompressobj(wbits)
    content = _bounded(machine.decompress(data, limit + 1), limit)
    if not machine.eof:
        raise DecompressionError("damaged or cut off (no end of the stream)")
    return content


def _bounded(content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        raise TooLargeError(f"more than {limit} bytes when decompressed")
    return content
