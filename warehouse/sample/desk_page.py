"""A live-blog page of an invented outlet: a schema.org LiveBlogPosting in JSON-LD that lists only part of its posts."""

import json
from html import escape
from typing import Any

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{url}">
<script type="application/ld+json">{data}</script></head><body><main><h1>{title}</h1>
{articles}
<nav>Page {number}</nav></main></body></html>
"""


def address(blog: dict[str, Any]) -> str:
    """Where the blog would be published."""
    return str(blog["url"])


def post_data(blog: dict[str, Any], name: str, wording: int) -> dict[str, Any]:
    """One post as the page's JSON-LD lists it."""
    post = blog["posts"][name]
    return {
        "@type": "BlogPosting",
        "@id": f"{blog['url']}#{name}",
        "url": f"{blog['url']}#{name}",
        "headline": post["title"],
        "datePublished": post["published_at"],
        "articleBody": post["text"][wording - 1],
    }


def page(blog: dict[str, Any], capture: dict[str, Any]) -> str:
    """The page as it stood at one capture."""
    named = [name.rpartition(".") for name in capture["posts"]]
    posts = [post_data(blog, name, int(wording)) for name, _, wording in named]
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "url": blog["url"],
        "headline": blog["title"],
        "description": blog["teaser"],
        "datePublished": blog["published_at"],
        "inLanguage": "en",
        "author": {"@type": "Person", "name": blog["author"]},
        "liveBlogUpdate": posts,
    }
    return PAGE.format(
        title=escape(blog["title"]),
        url=blog["url"],
        data=json.dumps(data, ensure_ascii=False).replace("</", "<\\/"),
        articles="\n".join(f"<article><h2>{p['headline']}</h2><p>{p['articleBody']}</p></article>" for p in posts),
        number=capture.get("page", 1),
    )
