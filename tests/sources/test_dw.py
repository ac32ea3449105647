"""DW: every form of a page gives the same posts, and what is not a post stays out of them."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.dw import address
from pipelines.sources.registry import identify
from tests.posts.reading import read, stream_of, versions
from tests.sources import blog

FORMS = sorted(blog.FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_page_gives_the_same_posts_in_the_same_versions(form: str) -> None:
    page = read(blog.FORMS[form]())
    assert page.outcome == ("partial" if form == "text" else "complete"), page.reason
    assert versions(page) == versions(read(blog.dw_json()))
    assert len(page.posts) == len(blog.POSTS)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_page_apart_from_its_posts(form: str) -> None:
    page = read(blog.FORMS[form]())
    assert page.form
    header = page.form.header
    assert (header.title, header.teaser, header.authors) == (blog.TITLE, blog.TEASER, blog.AUTHORS)
    assert header.key_points == blog.KEY_POINTS
    assert header.closing_notice == blog.CLOSING


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_recognised_by_its_content_alone(form: str) -> None:
    assert stream_of(blog.FORMS[form]()) == f"dw:{blog.BLOG_ID}"


def test_captions_and_videos_stand_apart_from_the_body() -> None:
    mayor, watch, sumy, welcome = read(blog.dw_text()).posts
    assert (
        mayor.body
        == 'The mayor said the bridge was safe again.\n\n"We are back," she told reporters on Tuesday & smiled.'
    )
    assert mayor.captions == ("The first lorry crossed at noon (Image: A. Photographer/Agency)",)
    assert (watch.body, watch.videos) == ("Our reporter spent a night with the builders.", ("A night on the scaffold",))
    assert sumy.body.split("\n\n")[1:3] == [
        "Nine drones were launched, four were shot down.",
        "A school lost its roof.",
    ]
    assert "independently" in sumy.body
    assert welcome.authors == ("Ada Example", "Bořek Muster")


def test_a_stated_day_is_kept_as_a_day_without_a_time() -> None:
    post = read(blog.dw_json()).posts[0]
    assert (post.published_at, post.published_on, post.published_text) == (None, date(2025, 9, 3), "September 3, 2025")


def test_the_seed_gives_the_same_13_posts_in_all_its_forms(shared: Path) -> None:
    pages = [read(path.read_bytes()) for path in sorted((shared / "seed").iterdir())]
    assert len(pages) == 4
    assert {tuple(versions(page)) for page in pages} == {tuple(versions(pages[0]))}
    assert len(pages[0].posts) == 13
    assert not any("Image:" in post.body or "p.dw.com" in post.body for post in pages[0].posts)


def test_real_articles_are_quarantined_as_articles(shared: Path) -> None:
    import gzip

    for path in (shared / "pages").glob("DW_*.html.gz"):
        page = read(gzip.decompress(path.read_bytes()))
        assert page.outcome == "quarantined"
        assert "a DW article" in (page.reason or "")


def test_the_permalink_is_base62_of_the_content_id() -> None:
    assert address.permalink_id("https://p.dw.com/p/4zqSD") == 73844989
    assert address.permalink(73844989) == "https://p.dw.com/p/4zqSD"


@given(st.integers(min_value=1, max_value=10**12))
def test_a_permalink_leads_back_to_its_id(number: int) -> None:
    assert address.permalink_id(address.permalink(number)) == number


@pytest.mark.parametrize(
    "url",
    [
        "https://www.dw.com/en/some-title/live-98000001",
        "https://www.dw.com/en/some-title/live-98000001?maca=en-rss-en-all-1573-rdf",
        "https://amp.dw.com/en/some-title/live-98000001",
        "https://www.dw.com/graph-api/en/content/liveblog/98000001",
        "https://p.dw.com/p/" + address.permalink(98000001).rsplit("/", 1)[1],
        "https://proxy.example:443/https/www.dw.com/en/some-title/live-98000001",
        "https://web.archive.org/web/20250902120000id_/https://www.dw.com/en/some-title/live-98000001",
        "https://proxy.example/?url=https%3A%2F%2Fwww.dw.com%2Fen%2Fsome-title%2Flive-98000001",
    ],
)
def test_every_address_of_a_live_blog_leads_to_one_stream(url: str) -> None:
    identity = identify(b"", url)
    assert identity and identity.stream == "dw:98000001"


@pytest.mark.parametrize("url", ["https://example.org/live-98000001", "https://notdw.com/live-1", "live-98000001", ""])
def test_other_addresses_lead_nowhere(url: str) -> None:
    assert identify(b"", url) is None


def test_forms_that_contradict_each_other_are_quarantined_with_both_wordings() -> None:
    page = read(blog.dw_state(shown=blog.changed(2, parts=[("p", "Three people were killed.")])))
    assert page.outcome == "quarantined"
    assert page.evidence and set(page.evidence) == {"dw.state.1", "dw.dom.1"}
    assert {wording["body"][:5] for wording in page.evidence.values()} == {"Two p", "Three"}


def test_a_form_with_fewer_posts_is_no_contradiction() -> None:
    page = read(blog.dw_state(shown=blog.POSTS[:2]))
    assert (page.outcome, len(page.posts)) == ("complete", 4)


def test_a_post_that_only_another_form_shows_makes_the_page_partial() -> None:
    page = read(blog.dw_state(posts=blog.POSTS[:3], shown=blog.POSTS))
    assert (page.outcome, len(page.posts)) == ("partial", 3)
    assert "shows 1 posts that this one does not" in (page.reason or "")


def test_a_button_for_more_posts_makes_a_page_partial() -> None:
    for page in (
        read(blog.dw_dom(button="<button>Show more posts</button>")),
        read(blog.dw_text(ending="Show more posts")),
    ):
        assert page.outcome == "partial"
        assert "a button for more posts" in (page.reason or "")


@pytest.mark.parametrize("form", FORMS)
def test_half_a_page_is_partial_or_quarantined_and_never_complete(form: str) -> None:
    body = blog.FORMS[form]()
    for cut in (len(body) // 4, len(body) // 2, len(body) * 3 // 4):
        page = read(body[:cut], blog.CANONICAL)
        assert page.outcome != "complete"
        assert page.reason


def test_a_dom_that_breaks_off_between_two_posts_is_partial() -> None:
    body = blog.dw_dom()
    page = read(body[: body.index(b'<section class="sc-kW" id="liveblog-post-98000022"')])
    assert (page.outcome, len(page.posts)) == ("partial", 2)
    assert page.reason == "The page breaks off before its closing tag."


def test_a_page_of_days_its_parser_was_not_made_for_says_so() -> None:
    page = read(blog.dw_json().replace(b'"firstPublicationDate": "2025', b'"firstPublicationDate": "2021'))
    assert page.form and "the page is of 2021-09-02" in page.form.reading.unread_fields[0]


def test_a_state_whose_posts_have_no_ids_gives_way_to_the_dom() -> None:
    posts = json.loads(blog.dw_json())["data"]["content"]["posts"]
    without = json.dumps([{n: v for n, v in post.items() if n not in ("id", "permaLinkUrl")} for post in posts])
    text = blog.dw_state([]).decode().replace('"posts": []', '"posts": ' + without.replace("</", "<\\/"))
    sections = blog.dw_dom().decode()
    start, end = sections.index("<section class"), sections.index("</article>")
    page = read(text.replace("</article>", sections[start:end] + "</article>").encode())
    assert (page.outcome, len(page.posts)) == ("partial", 4)
    assert "No post could be read by dw.state.1" in (page.reason or "")


def test_a_title_is_plain_text_in_the_data() -> None:
    page = read(blog.dw_json(blog.changed(0, title="Army <b> division: 5 < 7 & more")))
    assert page.posts[0].title == "Army <b> division: 5 < 7 & more"


def test_a_state_that_cannot_be_read_falls_back_to_the_dom_and_says_so() -> None:
    page = read(blog.dw_state().replace(b'"posts": [', b'"posts": [,'))
    assert (page.outcome, page.form and page.form.reading.form) == ("partial", "dom")
    assert "embedded state breaks off or is no JSON" in (page.reason or "")


def test_relative_dates_skip_links_and_share_links_make_no_version() -> None:
    first = blog.dw_dom().decode()
    one = first.replace("September 2, 2025", "2 hours ago").encode()
    two = first.replace("September 2, 2025", "3 hours ago").replace("Skip next section We", "Skip next section WE")
    two = two.replace("Copy link", "Share on X")
    assert versions(read(one)) == versions(read(two.encode()))
    assert read(one).posts[-1].published_on is None


def test_a_changed_word_makes_a_version_of_that_post_only() -> None:
    before, after = versions(read(blog.dw_json())), versions(read(blog.dw_json(blog.changed(1, title="WATCH: Mended"))))
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, False, True, True]


def test_a_field_nobody_knows_is_reported() -> None:
    answer = json.loads(blog.dw_json())
    answer["data"]["content"]["posts"][0]["pinned"] = True
    answer["data"]["content"]["language"] = "KLINGON"
    page = read(json.dumps(answer).encode())
    assert page.form and page.form.reading.unread_fields == ("liveblog: unknown language 'KLINGON'", "post.pinned")


def test_a_post_that_cannot_be_read_falls_out_alone_with_a_reason() -> None:
    answer = json.loads(blog.dw_json())
    answer["data"]["content"]["posts"][1]["text"] = 7
    answer["data"]["content"]["posts"][2]["id"] = 5
    page = read(json.dumps(answer).encode())
    assert (page.outcome, len(page.posts)) == ("partial", 2)
    assert page.faults[0] == "post 2 of 4 fell out: post.text should be a text, but is a number"
    assert "disagree" in page.faults[1]


@pytest.mark.parametrize("number", [0, -1, 10**30, True, 1.5, "-7", "٣", None])
def test_an_id_that_is_none_is_not_taken_for_one(number: object) -> None:
    answer = json.loads(blog.dw_json())
    answer["data"]["content"]["posts"][0] |= {"id": number, "permaLinkUrl": None}
    page = read(json.dumps(answer).encode())
    assert (page.outcome, page.faults) == ("partial", ("post 1 of 4 fell out: it has neither an id nor a permalink",))


def test_two_posts_with_one_id_and_different_words_make_the_page_partial() -> None:
    page = read(blog.dw_json([*blog.POSTS, blog.changed(0, title="Another")[0]]))
    assert (page.outcome, len(page.posts)) == ("partial", 4)


def test_an_old_live_blog_with_h2_sections_is_read_with_weak_keys() -> None:
    page = read(blog.dw_article(day="02.11.2022"))
    assert [post.title for post in page.posts] == [post["title"] for post in blog.POSTS]
    assert {post.key_basis for post in page.posts} == {"hash"}
    assert [post.body for post in page.posts] == [post.body for post in read(blog.dw_json()).posts]


@pytest.mark.parametrize(
    ("title", "day"), [("A long read about bridges", "02.11.2022"), ("Live updates", "02.11.2024")]
)
def test_an_article_is_not_taken_for_a_live_blog(title: str, day: str) -> None:
    page = read(blog.dw_article(title=title, day=day))
    assert page.outcome == "quarantined"
    assert "not a live blog" in (page.reason or "")


def test_references_in_a_circle_come_to_an_end() -> None:
    store = blog.apollo_store()
    store["LiveblogPost:98000044"]["posts"] = [{"__ref": f"Liveblog:{blog.BLOG_ID}"}]
    store["LiveblogPost:98000033"]["persons"] = [{"__ref": "LiveblogPost:98000033"}]
    store["Person:Ada Example"]["persons"] = [{"__ref": "Person:Ada Example"}]
    script = f"<script> window.__APOLLO_STATE__={json.dumps(store)}; </script>"
    assert len(read(blog.dw_dom(blog.POSTS, script)).posts) == 4


def test_posts_asked_for_in_parts_make_the_page_partial() -> None:
    store = blog.apollo_store()
    page = store[f"Liveblog:{blog.BLOG_ID}"]
    page['posts({"limit":4})'] = page.pop("posts")
    script = f"<script> window.__APOLLO_STATE__={json.dumps(store)}; </script>"
    read_page = read(blog.dw_dom(blog.POSTS, script))
    assert (read_page.outcome, len(read_page.posts)) == ("partial", 4)
    assert "a part of its posts only" in (read_page.reason or "")


def test_a_text_of_a_fresh_page_with_relative_dates_is_read() -> None:
    text = blog.dw_text().decode().replace("Published September 2, 2025last updated September 3, 2025", "2 hours ago")
    page = read(text.replace("September 2, 2025", "an hour ago").encode())
    assert page.form and page.form.header.title == blog.TITLE
    assert [post.published_on for post in page.posts] == [date(2025, 9, 3), None, None, None]
    assert page.posts[1].body == read(blog.dw_text()).posts[1].body


def test_words_that_a_text_shows_after_a_permalink_are_reported() -> None:
    text = blog.dw_text().decode().replace("\nSkip next section WATCH", "\nA stray line\nSkip next section WATCH")
    page = read(text.encode())
    assert page.form and page.form.reading.unread_fields == (
        "words after the permalink of \"'We are back' — mayor of Lyman\"",
    )


def test_a_german_live_blog_is_kept_as_german() -> None:
    words = "Die Brücke ist wieder offen, sagte die Bürgermeisterin am Dienstag vor Journalisten in der Stadt. " * 3
    page = read(blog.dw_json(blog.changed(0, parts=[("p", words)])).replace(b"ENGLISH", b"GERMAN"))
    assert page.form and page.form.reading.language == "de"
    assert page.posts[0].language == "de"
