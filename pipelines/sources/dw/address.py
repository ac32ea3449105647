"""DW's addresses: live blog ids in URLs, permalinks as base62 of the content id, wrappers of proxies taken off."""

import re
import string
from urllib.parse import unquote

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_DIGIT = {character: value for value, character in enumerate(_ALPHABET)}
_HOST = r"(?:(?:www|amp|m|p|api)\.)?dw\.com(?::\d{1,5})?"
_INNER = re.compile(rf"(?:^|https?:?/{{1,3}})({_HOST}/[^\s\"'<>]*)", re.I)
_PERMALINK = re.compile(r"p\.dw\.com/p/([0-9A-Za-z]{1,10})\b")
_BLOG = re.compile(r"/(?:live|a)-(\d{1,12})(?:$|[/?#&])")
_API = re.compile(r"/graph-api/\w{1,10}/content/(?:liveblog/)?(\d{1,12})\b")
_LANGUAGE = re.compile(r"dw\.com/(?:graph-api/)?([a-z]{2})(?:-[a-z]{2,3})?/")


def unwrap(url: str) -> str | None:
    """The DW address inside an address, without the proxy or archive around it; None where there is none."""
    found = _INNER.findall(unquote(url[:4000]))
    return "https://" + re.sub(r":\d+", "", found[-1], count=1) if found else None


def permalink_id(url: str) -> int | None:
    """The content id in a permalink such as `https://p.dw.com/p/4zqSD`; None where it is no permalink."""
    found = _PERMALINK.search(url[:4000])
    if not found:
        return None
    number = 0
    for character in found[1]:
        number = number * len(_ALPHABET) + _DIGIT[character]
    return number


def permalink(content_id: int) -> str:
    """The permalink of a content id, which is above zero."""
    digits = ""
    while content_id > 0:
        content_id, rest = divmod(content_id, len(_ALPHABET))
        digits = _ALPHABET[rest] + digits
    return f"https://p.dw.com/p/{digits}"


def blog_id(url: str) -> str | None:
    """The live blog id in any of DW's addresses: page, AMP, API, permalink, also behind a proxy or an archive."""
    inner = unwrap(url)
    if not inner:
        return None
    found = _BLOG.search(inner) or _API.search(inner)
    number = int(found[1]) if found else permalink_id(inner)
    return str(number) if number else None


def language(url: str | None) -> str | None:
    """The language code in the address; None where it has none."""
    found = _LANGUAGE.search(url or "")
    return found[1] if found else None
