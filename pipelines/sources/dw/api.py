"""DW's JSON answer of `graph-api/<language>/content/liveblog/<id>`: the live blog with all its posts."""

from typing import Any

from pipelines.sources.document import Document
from pipelines.sources.dw.content import read_live_blog
from pipelines.sources.reading import PageReading, Unreadable

NAME = "dw.json.1"


def read(document: Document) -> PageReading | None:
    """The reading of an API answer; None where the page is no JSON."""
    if not document.is_json:
        return None
    content = live_blog_of(document.json)
    if content is None:
        raise Unreadable("The page is JSON, but not an answer with a DW live blog (data.content of type Liveblog).")
    return read_live_blog(content, "json", NAME)


def live_blog_of(answer: Any) -> dict[str, Any] | None:
    """The live blog object in one API answer; None where it holds something else."""
    for name in ("data", "content"):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer if isinstance(answer, dict) and answer.get("__typename") == "Liveblog" else None
