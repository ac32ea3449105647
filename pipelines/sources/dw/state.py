"""DW's page with `window.__APP_STATE__`: API answers by their path, one of which is the live blog."""

import re
from typing import Any

from pipelines.sources.document import Document, parse_json
from pipelines.sources.dw.content import read_live_blog
from pipelines.sources.reading import PageReading, Unreadable

NAME = "dw.state.1"
_STATE = re.compile(r"window\.__APP_STATE__\s{0,9}=")


def read(document: Document) -> PageReading | None:
    """The reading of the embedded state; None on a page without one."""
    if not document.is_html:
        return None
    found = _STATE.search(document.text)
    if not found:
        return None
    state = parse_json(document.text, "The page's embedded state", found.end())
    return read_live_blog(_live_blog(state), "state", NAME)


def _live_blog(state: Any) -> Any:
    answers = state.values() if isinstance(state, dict) else ()
    for answer in answers:
        content = answer
        for name in ("data", "content"):
            content = content.get(name) if isinstance(content, dict) else None
        if isinstance(content, dict) and content.get("__typename") == "Liveblog":
            return content
    raise Unreadable("The page's embedded state holds no live blog.")
