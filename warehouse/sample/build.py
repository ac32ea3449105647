"""Write the sample live blog's pages, in the structure of a DW page, from the wording in the TOML file beside."""

import json
import string
import tomllib
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} – DW – 09/02/2025</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{title}"></head><body>
<a class="quick-item" href="#main"><span>Skip to content</span></a>
<main id="main"><article><header><div data-tracking-name="content-detail-kicker"><span>Conflicts</span></div>
<h1>{title}</h1>
<span class="author-details">{authors}</span>
<div class="time-area"><span class="publication"><time aria-hidden="true">Published {date}</time></span></div>
<p class="teaser-text">{teaser}</p>
<div class="copy-button-wrapper"><span>{permalink}</span></div></header>
<section><a class="quick-item" href="#post-overview"><span>Skip next section What you need to know</span></a>
<h2>What you need to know</h2><div class="rich-text">{overview}</div></section><div id="post-overview"></div>
{sections}
</article></main><script>window.__APP_STATE__={state};</script></body></html>
"""
SECTION = """<section id="liveblog-post-{id}"><a class="quick-item" href="#post-liveblog-post-{id}">
<span>Skip next section {title}</span></a>
<span class="time-area"><span class="publication"><time aria-hidden="true">{date}</time></span></span>
<h2>{title}</h2><div class="rich-text">{text}</div>
<div class="copy-button-wrapper"><span>{permalink}</span><button>Copy link</button></div></section>
<div id="post-liveblog-post-{id}"></div>"""


def permalink(content_id: int) -> str:
    """DW's short address of a content id: its base62 digits."""
    digits = ""
    while content_id:
        content_id, digit = divmod(content_id, 62)
        digits = BASE62[digit] + digits
    return f"https://p.dw.com/p/{digits}"


def figure(post: dict[str, Any]) -> str:
    """The picture above a post's text, where it has one."""
    if "caption" not in post:
        return ""
    return f'<figure class="placeholder-image"><img alt="" src=""/><figcaption>{post["caption"]}</figcaption></figure>'


def post_state(post: dict[str, Any], wording: int, date: str) -> dict[str, Any]:
    """One post as the page's embedded state lists it."""
    return {
        "__typename": "LiveblogPost",
        "id": post["id"],
        "permaLinkUrl": permalink(post["id"]),
        "title": post["title"],
        "localizedContentDate": date,
        "persons": [],
        "text": figure(post) + post["text"][wording - 1],
    }


def page(blog: dict[str, Any], capture: dict[str, Any]) -> str:
    """The whole page as it stood at one capture."""
    url = f"https://www.dw.com/en/{blog['slug']}/live-{blog['id']}"
    named = [name.rpartition(".") for name in capture["posts"]]
    posts = [post_state(blog["posts"][name], int(wording), blog["date"]) for name, _, wording in named]
    overview = "<ul>" + "".join(f"<li>{escape(point, quote=False)}</li>" for point in blog["key_points"]) + "</ul>"
    if "closing_notice" in capture:
        overview += f"<p><strong>{capture['closing_notice']}</strong></p>"
    content = {
        "__typename": "Liveblog",
        "id": blog["id"],
        "namedUrl": f"/en/{blog['slug']}/live-{blog['id']}",
        "canonicalUrl": url,
        "permaLinkUrl": permalink(blog["id"]),
        "title": blog["title"],
        "kicker": "Conflicts",
        "teaser": blog["teaser"],
        "text": overview,
        "firstPersonArray": [{"fullName": name} for name in blog["authors"]],
        "firstPublicationDate": "2025-09-02T00:00:00.000Z",
        "lastPublicationDate": "2025-09-02T00:00:00.000Z",
        "localizedContentDate": blog["date"],
        "contentDateMode": "LAST_PUBLICATION_DATE",
        "thematicFocusCategory": {"name": "Conflicts"},
        "posts": posts,
    }
    state = {f"/graph-api/en/content/liveblog/{blog['id']}": {"data": {"content": content}}}
    return PAGE.format(
        title=escape(blog["title"]),
        url=url,
        authors=" | ".join(blog["authors"]),
        date=blog["date"],
        teaser=escape(blog["teaser"], quote=False),
        permalink=permalink(blog["id"]),
        overview=overview,
        sections="\n".join(
            SECTION.format(
                id=post["id"],
                title=escape(post["title"], quote=False),
                date=blog["date"],
                text=post["text"],
                permalink=post["permaLinkUrl"],
            )
            for post in posts
        ),
        state=json.dumps(state, ensure_ascii=False).replace("</", "<\\/"),
    )


def build(folder: Path = HERE / "pages") -> list[Path]:
    """Write every capture of every blog described beside this file; equal input gives equal bytes."""
    folder.mkdir(exist_ok=True)
    written = []
    for description in sorted(HERE.glob("live-*.toml")):
        blog = tomllib.loads(description.read_text("utf-8"))
        for capture in blog["captures"]:
            moment = capture["observed_at"].replace(":", "").replace("-", "")
            path = folder / f"live-{blog['id']}.{moment}.html"
            path.write_text(page(blog, capture), "utf-8")
            url = f"https://www.dw.com/en/{blog['slug']}/live-{blog['id']}"
            sidecar = {"observed_at": capture["observed_at"], "url": url}
            path.with_name(path.name + ".json").write_text(json.dumps(sidecar) + "\n", "utf-8")
            written.append(path)
    return written


if __name__ == "__main__":
    for page_path in build():
        print(page_path.name)
