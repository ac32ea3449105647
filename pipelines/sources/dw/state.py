"""DW's page with `window.__APP_STATE__`: API answers by their path, one of which is the live blog."""

import re

from pipelines.sources.document import Document, parse_json
from pipelines.sources.dw.api import live_blog_of
from pipelines.sources.dw.content import read_live_blog
from pipelines.sources.reading import PageReading, Unreadable

NAME = "dw.state.1"
_STATE = re.compile(r"\bwindow\.__APP_STATE__\s{0,9}=")


def read(document: Document) -> PageReading | None:
    """The reading of the embedded state; None on a page without one."""
    if not document.is_html:
        return None
    for _, script in document.split.scripts:
        if found := _STATE.search(script):
            state = parse_json(script, "The page's embedded state", found.end())
            answers = state.values() if isinstance(state, dict) else ()
            content = next((blog for answer in answers if (blog := live_blog_of(answer))), None)
            if content is None:
                raise Unreadable("The page's embedded state holds no live blog.")
            return read_live_blog(content, "state", NAME)
    return None
