"""From a post's HTML to clean text: paragraphs joined by a blank line, NFC; captions and videos apart."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborNode

from pipelines.sources.document import parse_html

_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figure", "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_DROPPED_TAGS = frozenset({
    "applet", "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "form", "head", "iframe", "input",
    "link", "meta", "nav", "noscript", "object", "script", "select", "style", "svg", "math", "template", "textarea",
    "title", "video",
})  # fmt: skip
_DROPPED_CLASSES = frozenset({
    "ad", "ads", "advert", "advertisement", "rich-text-ad", "gpt-slot", "sr-only", "visually-hidden", "share",
    "share-links", "social-share", "sharing", "newsletter", "newsletter-signup", "subscribe", "subscription",
    "twitter-tweet", "instagram-media", "embed", "copy-button-wrapper",
})  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MEDIA = "img, picture, video, iframe"


@dataclass
class Clean:
    """The text of one post: its paragraphs, and apart from them list items, image captions and video titles."""

    paragraphs: list[str] = field(default_factory=list)
    list_items: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, joined by a blank line."""
        return "\n\n".join(self.paragraphs)


def clean_html(html: str, boilerplate: re.Pattern[str] | None = None) -> Clean:
    """The clean text of an HTML fragment; whole paragraphs that match `boilerplate` are left out."""
    clean = Clean()
    body = parse_html(html).body if html.strip() else None
    words: list[str] = []
    in_list = 0
    for node, is_leaving in _walk(body, clean) if body else ():
        tag = node.tag or ""
        if tag == "-text":
            words.append(node.text_content or "")
        elif tag in _BLOCKS:
            _end_paragraph(words, clean, boilerplate, is_item=in_list > 0)
            in_list += (tag == "li") * (-1 if is_leaving else 1)
    _end_paragraph(words, clean, boilerplate, is_item=False)
    return clean


def clean_line(html: str | None) -> str:
    """The clean text of a title, name or teaser, on one line."""
    return " ".join(clean_html(html or "").paragraphs)


def clean_words(text: str) -> str:
    """Text without invisible characters, controls and surplus spaces, in NFC."""
    if not text.isascii():
        text = _marks().sub(r"\1", _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub(" ", text).split()))


@cache
def _marks() -> re.Pattern[str]:
    """More combining marks in a row than any script has: sorting a long run of them takes quadratic time."""
    marks = "".join(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(c))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")


def _walk(root: LexborNode, clean: Clean) -> Iterator[tuple[LexborNode, bool]]:
    """Nodes in document order, each element on entering and on leaving; media go to `clean` and are skipped."""
    pending = [(root, False)]
    while pending:
        node, is_leaving = pending.pop()
        if not is_leaving and _is_taken_apart(node, clean):
            continue
        yield node, is_leaving
        if not is_leaving and node.tag != "-text":
            pending.append((node, True))
            pending.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _is_taken_apart(node: LexborNode, clean: Clean) -> bool:
    tag = node.tag or ""
    if tag == "-text":
        return False
    if tag in _DROPPED_TAGS or tag.startswith(("-", "!", "_")):
        return True
    if tag == "figure" and node.css_first(_MEDIA) is not None:
        _add_caption(node, clean)
        return True
    classes = set((node.attributes.get("class") or "").split())
    if not classes & _DROPPED_CLASSES:
        return False
    if node.css_first("video") is not None:
        _add(clean.videos, _text_without(node, "video"))
    return True


def _add_caption(figure: LexborNode, clean: Clean) -> None:
    if figure.css_first("video") is not None:
        return _add(clean.videos, _text_without(figure, "video"))
    caption = figure.css_first("figcaption")
    if caption is None:
        return None
    credit = clean_words(" ".join(small.text() for small in caption.css("small")))
    words = _text_without(caption, "small")
    return _add(clean.captions, f"{words} ({credit})" if words and credit else words or credit)


def _text_without(node: LexborNode, selector: str) -> str:
    for inner in node.css(selector):
        inner.decompose()
    return clean_words(node.text(separator=" "))


def _add(values: list[str], value: str) -> None:
    if value:
        values.append(value)


def _end_paragraph(words: list[str], clean: Clean, boilerplate: re.Pattern[str] | None, *, is_item: bool) -> None:
    paragraph = clean_words("".join(words))
    words.clear()
    if not paragraph or (boilerplate and boilerplate.fullmatch(paragraph)):
        return
    clean.paragraphs.append(paragraph)
    if is_item:
        clean.list_items.append(paragraph)
