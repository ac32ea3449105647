"""One live blog in our own words, written out in every form a page of it can have."""

import json
from copy import deepcopy
from datetime import date
from html import escape
from typing import Any

from pipelines.sources.dw.address import permalink

BLOG_ID = 98000001
TITLE = "Ukraine: Bridge at Lyman reopens after repairs"
SLUG = "ukraine-bridge-at-lyman-reopens-after-repairs"
CANONICAL = f"https://www.dw.com/en/{SLUG}/live-{BLOG_ID}"
TEASER = "Engineers finished the crossing two weeks early. Meanwhile, the cabinet debates next year's reserve."
AUTHORS = ("Ada Example", "Bořek Muster")
KEY_POINTS = ("The Lyman bridge carries lorries again", "The cabinet debates a €2 billion ($2.2 billion) reserve")
CLOSING = "This live blog is now closed."

Part = tuple[str, ...]
Blog = list[dict[str, Any]]

POSTS: Blog = [
    {
        "id": 98000044,
        "day": date(2025, 9, 3),
        "title": "'We are back' — mayor of Lyman",
        "authors": ("Ada Example",),
        "parts": [
            ("p", "The mayor said the\u00a0bridge was safe again."),
            ("image", "A lorry on a bridge", "The first lorry crossed at noon", "Image: A. Photographer/Agency"),
            ("p", '"We are back," she told reporters on Tuesday & smiled.'),
        ],
    },
    {
        "id": 98000033,
        "day": date(2025, 9, 2),
        "title": "WATCH: How the bridge was mended",
        "authors": (),
        "parts": [("p", "Our reporter spent a night with the builders."), ("video", "A night on the scaffold")],
    },
    {
        "id": 98000022,
        "day": date(2025, 9, 2),
        "title": "Drones over Sumy kill 2, injure 7",
        "authors": (),
        "parts": [
            ("p", "Two people were killed and seven injured in Sumy overnight, the regional governor said."),
            ("list", "Nine drones were launched, four were shot down.", "A school lost its roof."),
            ("p", "The account could not be inde\u00adpendently verified."),
            ("image", "A roof", "The school in Sumy after the night", "Image: B. Witness/Agency"),
        ],
    },
    {
        "id": 98000011,
        "day": date(2025, 9, 2),
        "title": "Welcome to our coverage",
        "authors": ("Ada Example", "Bořek Muster"),
        "parts": [("p", "We follow the day's events around the bridge and the budget.")],
    },
]


def days(day: date) -> str:
    """The day as DW's English pages word it."""
    return f"{day:%B} {day.day}, {day.year}"


def post_html(post: dict[str, Any]) -> str:
    """The post's body as DW's data holds it."""
    return "".join(_part_html(part) for part in post["parts"])


def _part_html(part: Part) -> str:
    kind, words = part[0], [escape(text, quote=False) for text in part[1:]]
    if kind == "p":
        return f"<p>{words[0]}</p>"
    if kind == "list":
        return "<ul>" + "".join(f"<li>{word}</li>" for word in words) + "</ul>"
    if kind == "video":
        no_js = '<p class="vjs-no-js">To view this video please enable JavaScript</p>'
        return f'<div class="vjs-wrapper embed big"><video id="video-1">{no_js}</video><p>{words[0]}</p></div>'
    alt, caption, credit = words
    small = f'<small class="copyright">{credit}</small>'
    figure = f'<img alt="{alt}" src=""/><figcaption class="img-caption">{caption}{small}</figcaption>'
    return f'<figure class="placeholder-image big">{figure}</figure>'


def intro_html() -> str:
    """The HTML above the posts."""
    points = "".join(f"<li>{escape(point, quote=False)}</li>" for point in KEY_POINTS)
    return f"<ul>{points}</ul><p><strong>{CLOSING}</strong></p>"


def content(posts: Blog = POSTS) -> dict[str, Any]:
    """The live blog object of the API and of the state."""
    return {
        "__typename": "Liveblog",
        "id": BLOG_ID,
        "language": "ENGLISH",
        "canonicalUrl": CANONICAL,
        "permaLinkUrl": permalink(BLOG_ID),
        "title": TITLE,
        "teaser": TEASER,
        "text": intro_html(),
        "firstPersonArray": [{"fullName": name} for name in AUTHORS],
        "firstPublicationDate": "2025-09-02T05:00:00.000Z",
        "posts": [
            {
                "__typename": "LiveblogPost",
                "id": post["id"],
                "permaLinkUrl": permalink(post["id"]),
                "title": escape(post["title"], quote=False),
                "localizedContentDate": days(post["day"]),
                "persons": [{"fullName": name} for name in post["authors"]],
                "text": post_html(post),
            }
            for post in posts
        ],
    }


def dw_json(posts: Blog = POSTS) -> bytes:
    """The answer of the API."""
    return json.dumps({"data": {"content": content(posts)}}, ensure_ascii=False).encode()


def dw_dom(posts: Blog = POSTS, script: str = "", button: str = "") -> bytes:
    """The page as HTML, optionally with a script that holds its state and a button for more posts."""
    sections = "".join(_section(post) for post in posts)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} – DW – 09/03/2025</title>
<link data-rh="true" rel="canonical" href="{CANONICAL}"/></head><body>
<a class="sc-aB1 quick-item" href="#main"><span>Skip to content</span></a><main id="main"><article>
<header><div data-tracking-name="content-detail-kicker"><span>Conflicts</span></div><h1 class="sc-x">{TITLE}</h1>
<div class="author-details">{" | ".join(AUTHORS)} with AFP, dpa</div><span class="time-area"><span class="publication">
<time aria-hidden="true">Published September 2, 2025</time><span class="sr-only">September 2, 2025</span></span></span>
<p class="teaser-text">{TEASER}</p></header><div class="copy-button-wrapper"><span>{permalink(BLOG_ID)}</span></div>
<section><a class="quick-item" href="#post-overview"><span>Skip next section What you need to know</span></a>
<h2>What you need to know</h2><div class="sc-q rich-text">{intro_html()}</div></section>{sections}
{button}</article></main>
<section id="related" data-tracking-name="section-related-topics"><a href="#post-related">
<span>Skip next section Related</span></a><h2>Related</h2></section>{script}</body></html>""".encode()


def _section(post: dict[str, Any]) -> str:
    title = escape(post["title"], quote=False)
    authors = f'<span class="author-details">{" | ".join(post["authors"])}</span>' if post["authors"] else ""
    return f"""<section class="sc-kW" id="liveblog-post-{post["id"]}">
<a class="sc-h quick-item" href="#post-{post["id"]}"><span>Skip next section {title}</span></a>
<span class="time-area"><time aria-hidden="true">{days(post["day"])}</time>
<span class="sr-only">{days(post["day"])}</span></span><h2 class="sc-dO">{title}</h2>{authors}
<div class="sc-fT rich-text">{post_html(post)}</div><div class="copy-button-wrapper">
<span>{permalink(post["id"])}</span><button>Copy link</button></div>
</section><div class="quick-item-target" id="post-{post["id"]}"></div>"""


def dw_state(posts: Blog = POSTS, shown: Blog | None = None) -> bytes:
    """The page with its state: `posts` in the state, `shown` in the DOM."""
    state = {f"/graph-api/en/content/liveblog/{BLOG_ID}": {"data": {"content": content(posts)}}}
    script = f"<script> window.__APP_STATE__={json.dumps(state).replace('</', '<' + chr(92) + '/')}; </script>"
    return dw_dom(posts if shown is None else shown, script)


def apollo_store(posts: Blog = POSTS) -> dict[str, Any]:
    """The flat store of the older page: objects that point to each other."""
    page = content(posts)
    store: dict[str, Any] = {}
    for post in page["posts"]:
        people = [f"Person:{name}" for name in (person["fullName"] for person in post["persons"])]
        store |= {key: {"__typename": "Person", "fullName": key.removeprefix("Person:")} for key in people}
        store[f"LiveblogPost:{post['id']}"] = post | {"persons": [{"__ref": key} for key in people]}
    page["posts"] = [{"__ref": f"LiveblogPost:{post['id']}"} for post in page["posts"]]
    page['persons({"amount":1})'] = page.pop("firstPersonArray")[:1]
    page["persons"] = [{"__typename": "Person", "fullName": name} for name in AUTHORS]
    query = {"__typename": "Query", f'content({{"id":{BLOG_ID},"lang":"ENGLISH"}})': {"__ref": f"Liveblog:{BLOG_ID}"}}
    return {"ROOT_QUERY": query, f"Liveblog:{BLOG_ID}": page, **store}


def dw_apollo(posts: Blog = POSTS) -> bytes:
    """The older page with its Apollo state."""
    script = json.dumps(apollo_store(posts)).replace("</", "<\\u002f")
    return dw_dom(posts, f"<script> window.__APOLLO_STATE__={script}; </script>")


def dw_text(posts: Blog = POSTS, ending: str = "") -> bytes:
    """The page as somebody saved its text, behind a proxy that rewrote its links."""
    proxy = "https://proxy.example:443/https/"
    head = [
        "1. Skip to content", "ConflictsUkraine", "", TITLE, "", f"{' | '.join(AUTHORS)} with AFP, dpa",
        "Published September 2, 2025last updated September 3, 2025", "", TEASER, "",
        permalink(BLOG_ID).replace("https://", proxy), "A bridge", "The bridge from aboveImage: A. Photographer/Agency",
        "Skip next section What you need to know", "", "What you need to know", "",
        *(f"  • {point}" for point in KEY_POINTS), "", CLOSING, "",
    ]  # fmt: skip
    return "\n".join([*head, *(line for post in posts for line in _text_post(post, proxy)), ending]).encode()


def _text_post(post: dict[str, Any], proxy: str) -> list[str]:
    lines = [f"Skip next section {post['title']}", days(post["day"]), "", post["title"], ""]
    if post["authors"]:
        lines += [" | ".join(post["authors"]) + " Editor", ""]
    for part in post["parts"]:
        if part[0] == "image":
            lines += [part[1], part[2] + part[3], ""]
        elif part[0] == "list":
            lines += [*(f"  • {word}" for word in part[1:]), ""]
        else:
            lines += [part[1] + " ", ""]
    return [*lines, permalink(post["id"]).replace("https://", proxy)]


def dw_article(posts: Blog = POSTS, title: str = "Ukraine updates: Bridge reopens", day: str = "02.11.2022") -> bytes:
    """A live blog of the years when they were articles: posts are h2 sections of one text."""
    sections = "".join(f"<h2>{escape(post['title'], quote=False)}</h2>\n{post_html(post)}" for post in posts)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="https://www.dw.com/en/{SLUG}/a-{BLOG_ID}"/></head><body><article><header><h1>{title}</h1>
<span class="time-area"><span class="publication"><time aria-hidden="true">{day}</time></span></span>
<p class="teaser-text">{TEASER}</p></header><div class="sc-fZ rich-text">{intro_html()}{sections}</div></article>
</body></html>""".encode()


def ld_page(live_blog: dict[str, Any], canonical: str = "https://www.express.co.uk/news/123456/a-live-blog") -> bytes:
    """A page whose live blog is JSON-LD."""
    script = json.dumps({"@context": "http://schema.org", "@type": "LiveBlogPosting"} | live_blog)
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A live blog</title>
<link rel="canonical" href="{canonical}"/><script type="application/ld+json">{script}</script></head>
<body><h1>A live blog</h1></body></html>""".encode()


def ld_update(number: int, **changes: Any) -> dict[str, Any]:
    """One post of a JSON-LD live blog."""
    update = {
        "@type": "BlogPosting",
        "headline": f"Bridge news {number}",
        "url": f"https://www.express.co.uk/news/123456/a-live-blog#live-123456-{number}",
        "datePublished": f"2025-09-02T{10 + number}:15:00+01:00",
        "articleBody": f"Lorry number {number} crossed the bridge.\nIt was late.",
        "author": {"@type": "Person", "name": "Ada Example"},
    }
    return {name: value for name, value in (update | changes).items() if value is not None}


def ld_blog(*updates: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A JSON-LD live blog with the given posts, or three of its own."""
    return {
        "headline": "Bridge live: lorries cross",
        "datePublished": "2025-09-02T09:00:00+01:00",
        "coverageEndTime": "2025-09-03T09:00:00+01:00",
        "liveBlogUpdate": list(updates) or [ld_update(3), ld_update(2), ld_update(1)],
    } | changes


def changed(place: int, **changes: Any) -> Blog:
    """The posts with one of them changed."""
    posts = deepcopy(POSTS)
    posts[place] |= changes
    return posts


FORMS = {"state": dw_state, "apollo": dw_apollo, "json": dw_json, "dom": dw_dom, "text": dw_text}
