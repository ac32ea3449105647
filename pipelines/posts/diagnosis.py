"""What a page is that no parser understands, in words for the person who imported it."""

from pipelines.posts.cleaning import clean_line
from pipelines.sources.document import Document
from pipelines.sources.reading import Unreadable


def what_it_is(document: Document) -> str:
    """A sentence that says what the bytes are and why no live blog was read from them."""
    try:
        return _describe(document)
    except Unreadable as error:
        return str(error)


def _describe(document: Document) -> str:
    if document.is_json:
        names = ", ".join(sorted(map(str, document.json))[:5]) if isinstance(document.json, dict) else "a list"
        return f"The page is JSON ({names[:200]}), but not of a live blog that any source knows."
    if document.is_html:
        title = document.tree.css_first("title")
        words = clean_line(title.text(deep=True))[:120] if title else "without a title"
        cut = " It breaks off before its end." if document.breaks_off else ""
        return f"The HTML page ({words}) shows no live blog in a form that any source knows.{cut}"
    return f"The text ({document.text.strip()[:60]!r} …) shows no posts in a form that any source knows."
