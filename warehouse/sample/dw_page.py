"""A live-blog page in the structure of a DW page: embedded state, and the same posts as sections."""

import json
import string
from datetime import datetime
from html import escape
from typing import Any

BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} – DW – {day}</title>
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
</article></main>{ending}</body></html>
"""
SECTION = """<section id="liveblog-post-{id}"><a class="quick-item" href="#post-liveblog-post-{id}">
<span>Skip next section {title}</span></a>
<span class="time-area"><span class="publication"><time aria-hidden="true">{date}</time></span></span>
<h2>{title}</h2><div class="rich-text">{text}</div>
<div class="copy-button-wrapper"><span>{permalink}</span><button>Copy link</button></div></section>
<div id="post-liveblog-post-{id}"></div>"""


def address(blog: dict[str, Any]) -> str:
    """Where the blog would be published."""
    return f"https://www.dw.com/en/{blog['slug']}/live-{blog['id']}"


def permalink(content_id: int) -> str:
    """DW's short address of a content id: its base62 digits."""
    digits = ""
    while content_id:
        content_id, digit = divmod(content_id, 62)
        digits = BASE62[digit] + digits
    return f"https://p.dw.com/p/{digits}"


def figure(post: dict[str, Any], caption: int) -> str:
    """The picture above a post's text, where it has one."""
    if "caption" not in post:
        return ""
    words = post["caption"][caption - 1]
    return f'<figure class="placeholder-image"><img alt="" src=""/><figcaption>{words}</figcaption></figure>'


def post_state(post: dict[str, Any], version: str, date: str) -> dict[str, Any]:
    """One post as the page's embedded state lists it; `version` is its wording, or wording+caption."""
    wording, _, caption = version.partition("+")
    return {
        "__typename": "LiveblogPost",
        "id": post["id"],
        "permaLinkUrl": permalink(post["id"]),
        "title": post["title"],
        "localizedContentDate": date,
        "persons": [],
        "text": figure(post, int(caption or 1)) + post["text"][int(wording) - 1],
    }


def page(blog: dict[str, Any], capture: dict[str, Any]) -> str:
    """The whole page as it stood at one capture; a partial one has no state, and a button for more posts."""
    named = [name.rpartition(".") for name in capture["posts"]]
    posts = [post_state(blog["posts"][name], version, blog["date"]) for name, _, version in named]
    overview = "<ul>" + "".join(f"<li>{escape(point, quote=False)}</li>" for point in blog["key_points"]) + "</ul>"
    if "closing_notice" in capture:
        overview += f"<p><strong>{capture['closing_notice']}</strong></p>"
    button = "<button>Show more posts</button>"
    return PAGE.format(
        title=escape(blog["title"]),
        day=datetime.fromisoformat(blog["published_at"]).strftime("%m/%d/%Y"),
        url=address(blog),
        authors=" | ".join(blog["authors"]),
        date=blog["date"],
        teaser=escape(blog["teaser"], quote=False),
        permalink=permalink(blog["id"]),
        overview=overview,
        sections="\n".join(section(post, blog["date"]) for post in posts),
        ending=button if capture.get("is_partial") else state_script(blog, overview, posts),
    )


def section(post: dict[str, Any], date: str) -> str:
    """One post as a reader sees it."""
    return SECTION.format(
        id=post["id"],
        title=escape(post["title"], quote=False),
        date=date,
        text=post["text"],
        permalink=post["permaLinkUrl"],
    )


def state_script(blog: dict[str, Any], overview: str, posts: list[dict[str, Any]]) -> str:
    """The state that DW's pages embed."""
    content = {
        "__typename": "Liveblog",
        "id": blog["id"],
        "namedUrl": f"/en/{blog['slug']}/live-{blog['id']}",
        "canonicalUrl": address(blog),
        "permaLinkUrl": permalink(blog["id"]),
        "title": blog["title"],
        "kicker": "Conflicts",
        "teaser": blog["teaser"],
        "text": overview,
        "firstPersonArray": [{"fullName": name} for name in blog["authors"]],
        "firstPublicationDate": blog["published_at"],
        "lastPublicationDate": blog["published_at"],
        "localizedContentDate": blog["date"],
        "contentDateMode": "LAST_PUBLICATION_DATE",
        "thematicFocusCategory": {"name": "Conflicts"},
        "posts": posts,
    }
    state = {f"/graph-api/en/content/liveblog/{blog['id']}": {"data": {"content": content}}}
    embedded = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    return f"<script>window.__APP_STATE__={embedded};</script>"
