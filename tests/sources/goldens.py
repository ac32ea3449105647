"""Goldens: dated pages in every structure we know, in our own words, and what was read from them.

    python -m tests.sources.goldens            write what is read today beside every page; look at the diff
    python -m tests.sources.goldens --pages    first add the pages below that have no file yet; none is rewritten

A page is `goldens/<source>/<day its structure was seen>.<parser>.<ending>`, what was read from it ends in `.read.json`.
"""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.posts.page import Page, read_page
from pipelines.posts.post import Post
from tests.posts.reading import stream_of
from tests.sources import blog

FOLDER = Path(__file__).parent / "goldens"
READ = ".read.json"


def _apollo() -> bytes:
    """The older page with what surrounds the live blog in its store: translations, footer, navigation, sharing."""
    store = blog.apollo_store()
    live_blog = store[f"Liveblog:{blog.BLOG_ID}"]
    live_blog |= {
        "isRtl": False, "subdomain": "NEWS", "classicUrl": blog.CANONICAL, "ampUrl": None,
        "footer": {"__typename": "Footer", "policyId": 1}, "contentLinks": [{"__ref": 'ContentLink:{"targetId":1}'}],
        'navigations({"amount":1})': [], "socialMediaConfig": {"entries": []}, "trackingId": blog.BLOG_ID,
    }  # fmt: skip
    store['ContentLink:{"targetId":1}'] = {"__typename": "ContentLink", "target": {"__ref": "Image:1"}}
    store["ROOT_QUERY"]['i18nByLang({"lang":"ENGLISH"})'] = {"__typename": "Translations", "all": '{"general": {}}'}
    script = json.dumps(store).replace("</", "<\\u002f")
    return blog.dw_dom(blog.POSTS, f"<script> window.__APOLLO_STATE__={script}; </script>")


def _express() -> bytes:
    publisher = {"@type": "Organization", "name": "express", "logo": {"@type": "ImageObject", "width": 600}}
    image = {"@type": "ImageObject", "url": "https://cdn.images.express.example/1.jpg", "width": 1200}
    page = "https://www.express.co.uk/news/world/1924698/bridge-live-lorries"
    updates = [
        blog.ld_update(
            number, **{"@context": "http://schema.org"}, author="Jo Example", image=image, publisher=publisher,
            headline="The mayor&#39;s &#34;bridge&#34;", mainEntityOfPage=page, url=f"{page}#live-1924698-q{number}",
            dateModified=f"2025-09-02T{10 + number}:15:09+01:00",
        )
        for number in (2, 1)
    ]  # fmt: skip
    live = blog.ld_blog(*updates, description="Lorries cross.", publisher=publisher, mainEntityOfPage={"@id": page})
    return blog.ld_page(live, page)


def _nytimes() -> bytes:
    page = "https://www.nytimes.com/live/2020/09/25/business/bridge-markets"
    image = [
        {"@type": "ImageObject", "url": f"https://x.example/{size}.jpg", "caption": "A  bridge."} for size in (1, 2)
    ]
    updates = [
        blog.ld_update(
            number, url=f"{page}#lorry-number-{number}-crosses", image=image, copyrightYear=2020,
            datePublished=f"2020-09-25T10:28:5{number}.000Z", dateModified="2020-09-25T20:06:15.757Z",
        )
        for number in (2, 1)
    ]  # fmt: skip
    live = blog.ld_blog(*updates, datePublished="2020-09-25T10:28:52.000Z", coverageEndTime="2020-09-26T01:13:16.198Z")
    return blog.ld_page(live, page)


def _guardian() -> bytes:
    page = "https://www.theguardian.com/world/live/2025/sep/02/bridge-reopens-live"
    updates = [
        blog.ld_update(0, url=None, headline="Bridge live: lorries cross", datePublished="2025-09-02T09:00:00+01:00",
                       **{"@id": f"68b6a0d08f08{number}"}, articleBody=f"Lorry {number} crossed.")
        for number in (2, 1)
    ]  # fmt: skip
    return blog.ld_page(blog.ld_blog(*updates), page)


PAGES: dict[str, Callable[[], bytes]] = {
    "dw/2025-09-02.state.html": blog.dw_state,
    "dw/2023-06-13.apollo.html": _apollo,
    "dw/2025-09-02.json.json": blog.dw_json,
    "dw/2025-09-02.dom.html": blog.dw_dom,
    "dw/2025-09-02.text.txt": blog.dw_text,
    "dw/2022-11-02.articles.html": blog.dw_article,
    "express/2024-07-18.jsonld.html": _express,
    "nytimes/2020-09-25.jsonld.html": _nytimes,
    "guardian/2025-09-02.jsonld.html": _guardian,
}


def pages() -> Iterator[Path]:
    """Every golden page."""
    yield from sorted(path for path in FOLDER.rglob("*.*") if not path.name.endswith(READ))


def day_of(path: Path) -> date:
    """The day the page's structure was seen."""
    return date.fromisoformat(path.name.split(".")[0])


def expected(path: Path) -> Any:
    """What the golden says is read from the page."""
    return json.loads(path.with_name(path.name + READ).read_text("utf-8"))


def what_is_read(path: Path) -> dict[str, Any]:
    """What is read from the page today, as JSON."""
    body = path.read_bytes()
    stream = stream_of(body)
    page = read_page(body, stream)
    read = {"stream": stream, "outcome": page.outcome, "reason": page.reason, **_head(page)}
    return json.loads(json.dumps(read | {"posts": [_post(post) for post in page.posts]}, default=str))  # type: ignore[no-any-return]


def _head(page: Page) -> dict[str, Any]:
    if page.form is None:
        return {}
    reading = page.form.reading
    facts = {"parser": reading.parser, "language": reading.language, "canonical_url": reading.canonical_url}
    return facts | vars(page.form.header) | {"unread_fields": reading.unread_fields}


def _post(post: Post) -> dict[str, Any]:
    return {name: value for name, value in vars(post).items() if name not in ("text_sha256", "source")}


def main() -> None:
    """Write goldens, and say which."""
    for name, build in PAGES.items() if "--pages" in sys.argv else ():
        path = FOLDER / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(build())
    for path in pages():
        text = json.dumps(what_is_read(path), indent=1, ensure_ascii=False) + "\n"
        path.with_name(path.name + READ).write_text(text, "utf-8")
        print(path.relative_to(FOLDER), "->", path.name + READ)  # noqa: T201


if __name__ == "__main__":
    main()
