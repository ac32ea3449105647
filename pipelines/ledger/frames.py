"""How a body is compressed: zstd, with the stream's previous body as prefix dictionary."""

import zstandard

FULL_FRAME_EVERY = 20
"""A chain of deltas is at most this long, so that reading one body never decompresses more."""

# Full frames are one in twenty, and nearly half of the bytes stored.
_FULL_LEVEL, _DELTA_LEVEL = 6, 3
_LEAST_WINDOW_LOG = 16


def compress(body: bytes, base: bytes | None) -> bytes:
    """One zstd frame of the body, as a delta to `base` where one is given."""
    # A window and tables of zstd's own choosing are too small to find a page of megabytes in the one before.
    window = max((len(body) + len(base or b"")).bit_length(), _LEAST_WINDOW_LOG)
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _DELTA_LEVEL if base else _FULL_LEVEL, window_log=window, hash_log=window - 3, chain_log=window - 4
    )
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=_prefix(base)).compress(body)


def decompress(data: bytes, base: bytes | None) -> bytes:
    """The body of a frame that was compressed against the same `base`; raises zstandard.ZstdError on damage."""
    return zstandard.ZstdDecompressor(dict_data=_prefix(base)).decompress(data)


def _prefix(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if base else None
