"""Values of schema.org as publishers write them: types, names, addresses, texts that may be HTML."""

import re
from html import escape, unescape
from typing import Any

_HTML = re.compile(r"</?(?:p|br|a|strong|em|b|i|u|ul|ol|li|div|span|figure|blockquote|h[1-6])\b[^<>]{0,2000}>", re.I)

# Known to schema.org or seen in real pages, and of no use here.
IGNORED = frozenset({
    "@context", "@type", "@id", "url", "mainEntityOfPage", "publisher", "image", "dateModified", "articleBody",
    "coverageStartTime", "coverageEndTime", "copyrightHolder", "copyrightYear", "sourceOrganization", "isPartOf",
    "isAccessibleForFree", "hasPart", "about", "keywords", "video", "speakable", "thumbnailUrl", "articleSection",
    "wordCount", "alternativeHeadline", "dateCreated", "creator", "contentLocation", "locationCreated", "mentions",
    "editor", "genre", "license", "potentialAction", "sponsor", "additionalType", "sameAs", "name", "description",
    "commentCount", "interactionStatistic", "publishingPrinciples", "accessMode", "associatedMedia", "maintainer",
    "mainEntity", "sharedContent", "identifier", "contributor", "provider", "audio", "position", "author", "headline",
})  # fmt: skip


def is_type(value: dict[str, Any], name: str) -> bool:
    """Whether the object is of the schema.org type, alone or among others, with or without its address."""
    types = value.get("@type")
    return any(
        isinstance(t, str) and t.rsplit("/", 1)[-1] == name for t in (types if isinstance(types, list) else [types])
    )


def url_of(value: dict[str, Any]) -> str | None:
    """The address of an object: its url, else the page it is the main thing of, else its id."""
    main = value.get("mainEntityOfPage")
    candidates = (value.get("url"), main.get("@id") if isinstance(main, dict) else main, value.get("@id"))
    return next((url for url in candidates if isinstance(url, str) and url.startswith("http")), None)


def names_of(value: Any) -> tuple[str, ...]:
    """The names in an author value: a text, an object, or a list of them."""
    values = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in values)
    return tuple(dict.fromkeys(unescape(name) for name in names if isinstance(name, str) and name.strip()))


def as_html(text: str) -> str:
    """A text that may be HTML or plain as HTML: plain lines become paragraphs, entities left in it are read."""
    if _HTML.search(text):
        return text
    lines = unescape(unescape(text)).splitlines()
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line.strip())


def media_html(value: Any, tag: str) -> str:
    """Captions of images, or names of videos, marked up as the other forms do; each wording once."""
    values = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
    words = dict.fromkeys(w for item in values if isinstance(w := item.get("caption" if tag == "img" else "name"), str))
    if tag == "img":
        return "".join(f"<figure><img><figcaption>{as_html(w)}</figcaption></figure>" for w in words)
    return "".join(f'<div class="embed"><video></video>{as_html(w)}</div>' for w in words)
