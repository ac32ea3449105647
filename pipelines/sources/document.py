"""The bytes of a page made readable: decoded, bounded, and parsed as HTML or JSON at most once."""

import codecs
import json
import re
from functools import cached_property
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from pipelines.sources.markup import Split, refuse_costly, split_scripts
from pipelines.sources.reading import Unreadable

MAX_BYTES = 10_000_000
HEAD_CHARACTERS = 300_000

_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file (RIFF)"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.I)
_TEXT_CODEC = re.compile(
    r"(utf-?8|windows-125\d|cp125\d|iso-?8859-\d+|latin-?1|us-ascii|ascii|koi8-[ru]|gb\w+|big5|shift_jis|euc-\w+)$"
)
_HTML_START = re.compile(r"<(?:[a-z]|!doctype|!--|\?xml)", re.I)
_LINK = re.compile(r"<(?:link|meta)\b[^<>]{0,2000}>", re.I)
_NAMES_PAGE = re.compile(r"(?:rel|property)\s?=\s?[\"']?(?:canonical|og:url)\b", re.I)
_TARGET = re.compile(r"(?:href|content)\s?=\s?[\"']?([^\"'<>\s]{1,2000})", re.I)
_KIND_NAMES = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}


class Document:
    """One page; every property raises Unreadable, with a reason for people, where the bytes do not allow it."""

    def __init__(self, body: bytes, url: str | None = None, charset: str | None = None) -> None:
        self.body = body
        self.url = url
        self.charset = charset

    @cached_property
    def text(self) -> str:
        """The page as text: by its byte order mark, the charset it was sent with, its meta charset, else UTF-8."""
        _refuse_unsuitable(self.body)
        codec = _codec(self.body, self.charset)
        try:
            return self.body.decode(codec)
        except UnicodeDecodeError as error:
            byte = self.body[error.start]
            raise Unreadable(f"The page is not valid {codec}: byte 0x{byte:02x} at offset {error.start}.") from error

    @cached_property
    def is_html(self) -> bool:
        """Whether the page starts as an HTML page does."""
        return _HTML_START.match(self.text.lstrip("\ufeff \t\r\n")[:100]) is not None

    @cached_property
    def is_json(self) -> bool:
        """Whether the page starts as a JSON object or list does."""
        return self.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")

    @cached_property
    def json(self) -> Any:
        """The page as JSON."""
        return parse_json(self.text.lstrip("\ufeff"), "The page")

    @cached_property
    def split(self) -> Split:
        """The page's markup and, apart from it, its scripts."""
        return split_scripts(self.text)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as an HTML tree, without scripts, styles and comments."""
        return parse_html(self.split.markup)

    @cached_property
    def json_ld(self) -> tuple[Any, ...]:
        """The JSON-LD values of the page; of broken ones, only one that names a LiveBlogPosting is refused."""
        if self.is_json:
            return (self.json,)
        values = []
        for attributes, script in self.split.scripts if self.is_html else ():
            if "ld+json" in attributes:
                try:
                    values.append(parse_json(script.replace("//<![CDATA[", ""), "The page's JSON-LD", is_strict=False))
                except Unreadable:
                    if "LiveBlogPosting" in script:
                        raise
        return tuple(values)

    @cached_property
    def canonical_url(self) -> str | None:
        """The address an HTML page states for itself: its canonical link, else its og:url."""
        if not self.is_html:
            return None
        tags = [tag for tag in _LINK.findall(self.head) if _NAMES_PAGE.search(tag)]
        targets = (found[1] for tag in sorted(tags, key=_is_meta) if (found := _TARGET.search(tag)))
        return next((unescape(target) for target in targets), None)

    @property
    def language(self) -> str | None:
        """The language code the HTML page states for itself."""
        return language_code(self.attribute_of("html", "lang")) if self.is_html else None

    @cached_property
    def head(self) -> str:
        """The beginning of the page, where an HTML page names its address and title."""
        return self.text[:HEAD_CHARACTERS]

    def inner_html(self, selector: str) -> str | None:
        """The HTML inside the first element the selector finds; None where there is none."""
        found = self.tree.css_first(selector)
        return found.inner_html if found else None

    def attribute_of(self, selector: str, name: str) -> str | None:
        """An attribute of the first element the selector finds; None where there is none."""
        found = self.tree.css_first(selector)
        return found.attributes.get(name) if found else None

    def text_of(self, selector: str) -> str | None:
        """The text of the first element the selector finds; None where there is none or it is blank."""
        found = self.tree.css_first(selector)
        return " ".join(found.text().split()) or None if found else None

    @property
    def breaks_off(self) -> bool:
        """Whether an HTML page ends before its closing tag."""
        return re.search(r"</(html|body)\s*>", self.text[-2000:], re.I) is None


def parse_html(text: str) -> LexborHTMLParser:
    """The tree of a page or fragment; refuses one that would take more time than any real page does."""
    refuse_costly(text)
    return LexborHTMLParser(text.encode("utf-8", "replace"))


def _is_meta(tag: str) -> bool:
    return tag[:5].lower() == "<meta"


def parse_json(text: str, what: str, start: int = 0, *, is_strict: bool = True) -> Any:
    """The JSON value at `start`; refuses what is no JSON, nests too deep, or gives a key two values."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant, strict=is_strict)
    stripped = start + len(text[start : start + 1000]) - len(text[start : start + 1000].lstrip())
    try:
        return decoder.raw_decode(text, stripped)[0]
    except json.JSONDecodeError as error:
        reason = f"breaks off or is no JSON at character {error.pos:,} of {len(text):,} ({error.msg})"
    except RecursionError:
        reason = "nests deeper than any real page does"
    except ValueError as error:
        reason = f"is no usable JSON: {error}"
    raise Unreadable(f"{what} {reason}.")


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag such as `en-GB`; None for tags without one, such as `fil`."""
    code = re.split("[-_]", (tag or "").strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch("[a-z]{2}", code) else None


def kind(value: Any) -> str:
    """The JSON kind of a value, in words."""
    return _KIND_NAMES.get(type(value), "a number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if seen.setdefault(key, value) != value:
                raise ValueError(f"the key {key[:60]!r} has two different values in one object")
    return result


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _refuse_unsuitable(body: bytes) -> None:
    if not body.strip():
        raise Unreadable(f"The page is empty ({len(body)} bytes).")
    if len(body) > MAX_BYTES:
        raise Unreadable(f"The page has {len(body):,} bytes; pages above {MAX_BYTES:,} are not read.")
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            raise Unreadable(f"The bytes are {name}, not a web page.")


def _codec(body: bytes, sent_as: str | None) -> str:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return codec
    declared = _META_CHARSET.search(body[:4096])
    stated = sent_as or (declared.group(1).decode("ascii", "replace") if declared else "utf-8")
    name = stated.lower()
    if not _TEXT_CODEC.match(name):
        raise Unreadable(f"The page declares the unknown character set {name!r}.")
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise Unreadable(f"The page declares the unknown character set {name!r}.") from error
    return "cp1252" if name in ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
