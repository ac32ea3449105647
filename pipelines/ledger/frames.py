"""How a body is compressed: zstd, with the stream's previous body as prefix dictionary."""

import zstandard

FULL_FRAME_EVERY = 20
"""A chain of deltas is at most this long, so that reading one body never decompresses more."""

_LEVEL = 3


def compress(body: bytes, base: bytes | None) -> bytes:
    """One zstd frame of the body, as a delta to `base` where one is given."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL, source_size=len(body), dict_size=len(base or b"")
    )
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=_prefix(base)).compress(body)


def decompress(data: bytes, base: bytes | None) -> bytes:
    """The body of a frame that was compressed against the same `base`; raises zstandard.ZstdError on damage."""
    return zstandard.ZstdDecompressor(dict_data=_prefix(base)).decompress(data)


def _prefix(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if base else None
