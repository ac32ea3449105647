"""Content hashes and ids; no id contains a version, a time of running, or a machine."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> str:
    """One text per value: sorted keys, no spaces, UTF-8 kept; refuses NaN and infinities."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_hex(data: bytes | str) -> str:
    """The sha256 of bytes, or of a text's UTF-8, as 64 hex digits; lone surrogates are hashed, not refused."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()


def content_id(*parts: Any) -> str:
    """A 32-digit id of the given JSON values: equal parts give equal ids on every machine."""
    return sha256_hex(canonical_json(parts))[:32]
