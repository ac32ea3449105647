"""Addresses without what varies: archives and AMP wrappers taken off, no query, no fragment, https."""

import re
from urllib.parse import unquote, urlsplit

_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{1,14}(?:[a-z]{2}_)?/(?=https?:/)", re.I)
_AMP_PATH = re.compile(r"(?:/amp|\.amp|/amp\.html)/?$")


def plain_address(url: str) -> str:
    """The page's address as its publisher writes it; empty where it is none."""
    try:
        parts = urlsplit(_ARCHIVE.sub("", url.strip()[:4000]))
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    path = _AMP_PATH.sub("", unquote(parts.path, errors="replace")).rstrip("/")
    return f"https://{host}{path}"
