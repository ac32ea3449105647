"""DW's older page with `window.__APOLLO_STATE__`: a flat store of objects that point to each other by `__ref`."""

import re
from dataclasses import replace
from typing import Any

from pipelines.sources.document import Document, parse_json
from pipelines.sources.dw.content import read_live_blog
from pipelines.sources.reading import PageReading, Unreadable

NAME = "dw.apollo.1"
_STATE = re.compile(r"\bwindow\.__APOLLO_STATE__\s{0,9}=")
_PEOPLE = ("persons", "firstPersonArray")


def read(document: Document) -> PageReading | None:
    """The reading of the Apollo store; None on a page without one, or whose store holds an article."""
    if not document.is_html:
        return None
    for _, script in document.split.scripts:
        if found := _STATE.search(script):
            store = parse_json(script, "The page's Apollo state", found.end())
            content = _page_object(store)
            return _read(content, store) if content else None
    return None


def _read(content: dict[str, Any], store: dict[str, Any]) -> PageReading:
    reading = read_live_blog(_plain(content, store), "state", NAME)
    limited = [name for name in content if name.startswith("posts(")]
    if limited and "posts" not in content:
        gap = f"The page asked for a part of its posts only: {limited[0][:100]}."
        return replace(reading, gaps=(*reading.gaps, gap))
    return reading


def _page_object(store: Any) -> dict[str, Any] | None:
    """The live blog that the page's own query asked for; None where it asked for something else."""
    query = store.get("ROOT_QUERY") if isinstance(store, dict) else None
    if not isinstance(query, dict):
        raise Unreadable("The page's Apollo state has no ROOT_QUERY.")
    asked = [value for name, value in query.items() if name.startswith("content")]
    found = [target for value in asked if (target := _target(value, store)).get("__typename") == "Liveblog"]
    return found[0] if found else None


def _target(value: Any, store: dict[str, Any]) -> dict[str, Any]:
    reference = value.get("__ref") if isinstance(value, dict) else None
    target = store.get(reference) if isinstance(reference, str) else value
    return target if isinstance(target, dict) else {}


def _plain(page: dict[str, Any], store: dict[str, Any]) -> dict[str, Any]:
    """The page as the API gives it, followed to its posts and their people and no further, so no circle is endless."""
    plain = _without_arguments(page)
    plain |= {name: _targets(plain[name], store) for name in _PEOPLE if name in plain}
    if isinstance(posts := _targets(plain.get("posts"), store), list):
        plain["posts"] = [_plain_post(post, store) for post in posts]
    return plain


def _plain_post(post: dict[str, Any], store: dict[str, Any]) -> dict[str, Any]:
    plain = _without_arguments(post)
    return plain | {name: _targets(plain[name], store) for name in _PEOPLE if name in plain}


def _without_arguments(value: dict[str, Any]) -> dict[str, Any]:
    """Names without the query's arguments; where a name stands both with and without, the one without counts."""
    with_arguments = {name.split("(")[0]: part for name, part in value.items() if "(" in name}
    return with_arguments | {name: part for name, part in value.items() if "(" not in name}


def _targets(part: Any, store: dict[str, Any]) -> Any:
    return [_target(value, store) for value in part] if isinstance(part, list) else part
