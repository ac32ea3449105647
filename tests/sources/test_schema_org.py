"""LiveBlogPosting JSON-LD: the habits of real publishers, and eleven publishers as a few lines of data each."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.posts.page import Page
from pipelines.sources.registry import SOURCES, identify
from tests.posts.reading import read, stream_of, versions
from tests.sources.blog import ld_blog, ld_page, ld_update

GUARDIAN = "https://www.theguardian.com/world/live/2025/sep/02/bridge-reopens-live"


def read_blog(*updates: dict[str, Any], canonical: str | None = None, **changes: Any) -> Page:
    return read(ld_page(ld_blog(*updates, **changes), *([canonical] if canonical else [])))


def test_posts_are_keyed_by_their_own_address_and_dated_in_utc() -> None:
    page = read_blog()
    newest = page.posts[0]
    assert (newest.post_key, newest.key_basis) == ("express:123456#live-123456-3", "url")
    assert newest.published_at == datetime(2025, 9, 2, 12, 15, tzinfo=UTC)
    assert newest.published_on == date(2025, 9, 2)
    assert newest.body == "Lorry number 3 crossed the bridge.\n\nIt was late."
    assert newest.authors == ("Ada Example",)


@pytest.mark.parametrize(("stated", "code"), [("de-AT", "de"), ("pt_BR", "pt"), ("fil", "en"), (7, "en"), (None, "en")])
def test_the_language_is_the_one_the_page_states(stated: object, code: str) -> None:
    page = read_blog(inLanguage=stated)
    assert page.form and page.form.reading.language == code


def test_an_absent_post_is_no_withdrawal_where_the_data_may_leave_posts_out() -> None:
    assert read_blog().outcome == "partial"
    assert not any(source.lists_every_post for name, source in SOURCES.items() if name != "dw")


@pytest.mark.parametrize("same", ["2025-09-02T11:15:00Z", "2025-09-02T11:15:00+0000", "2025-09-02T11:15:00.000Z"])
def test_one_instant_written_in_two_ways_is_one_version(same: str) -> None:
    one, two = (
        read_blog(ld_update(1, datePublished="2025-09-02T12:15:00+01:00")),
        read_blog(ld_update(1, datePublished=same)),
    )
    assert versions(one) == versions(two)
    assert one.posts[0].published_at == two.posts[0].published_at


def test_the_day_is_the_publishers_day_however_the_instant_is_written() -> None:
    late = read_blog(ld_update(1, datePublished="2025-09-02T23:30:00Z"))
    assert late.posts[0].published_on == date(2025, 9, 3)


def test_a_time_without_an_offset_gives_a_day_and_no_instant() -> None:
    post = read_blog(ld_update(1, datePublished="2025-09-02T23:30:00")).posts[0]
    assert (post.published_at, post.published_on) == (None, date(2025, 9, 2))


def test_entities_left_in_a_body_are_read() -> None:
    body = "The mayor&#39;s &#34;bridge&#34; &amp;amp; the budget: 5 &lt; 7"
    assert read_blog(ld_update(1, articleBody=body)).posts[0].body == 'The mayor\'s "bridge" & the budget: 5 < 7'


def test_a_body_of_html_loses_its_tags_and_keeps_its_paragraphs() -> None:
    body = "<p>One <a href='#'>bridge</a>.</p><p>Two.</p><iframe src='x'></iframe>"
    assert read_blog(ld_update(1, articleBody=body)).posts[0].body == "One bridge.\n\nTwo."


def test_a_post_that_repeats_the_pages_headline_and_date_has_neither() -> None:
    updates = [
        {"@type": "BlogPosting", "@id": f"64f0c8e28f08{n}", "headline": "Bridge live: lorries cross",
         "datePublished": "2025-09-02T09:00:00+01:00", "articleBody": f"Lorry {n} crossed."}
        for n in (1, 2)
    ]  # fmt: skip
    page = read_blog(*updates, canonical=GUARDIAN)
    assert [post.title for post in page.posts] == ["", ""]
    assert [post.published_at for post in page.posts] == [None, None]
    assert [post.published_on for post in page.posts] == [None, None]
    assert page.posts[0].post_key == "guardian:world/live/2025/sep/02/bridge-reopens-live#64f0c8e28f081"
    assert page.posts[0].key_basis == "id"


def test_a_date_that_several_posts_share_with_the_page_is_no_posts_date() -> None:
    page = read_blog(*(ld_update(n, datePublished="2025-09-02T09:00:00+01:00") for n in (1, 2)), ld_update(3))
    assert [post.published_on is None for post in page.posts] == [True, True, False]


def test_a_post_of_its_own_keeps_the_date_that_the_page_took_from_it() -> None:
    page = read_blog(ld_update(2), ld_update(1), datePublished="2025-09-02T12:15:00+01:00")
    assert page.posts[0].published_at is not None


def test_the_pages_own_address_is_no_key_of_a_post() -> None:
    page = read_blog(*(ld_update(n, url="https://www.express.co.uk/news/123456/a-live-blog") for n in (1, 2)))
    assert [post.key_basis for post in page.posts] == ["hash", "hash"]
    assert len({post.post_key for post in page.posts}) == 2


def test_a_single_post_under_the_pages_own_address_has_a_weak_key() -> None:
    page = read_blog(ld_update(1, url="https://www.express.co.uk/news/123456/a-live-blog"))
    assert page.posts[0].key_basis == "hash"


def test_a_modification_that_copies_the_publication_is_none() -> None:
    copied = ld_update(1, dateModified="2025-09-02T11:15:00+01:00")
    assert read_blog(copied).posts[0].modified_at is None
    assert read_blog(ld_update(1, dateModified="2025-09-02T12:00:00Z")).posts[0].modified_at is not None


def test_a_touched_but_unchanged_post_is_no_new_version() -> None:
    one, two = (read_blog(ld_update(1, dateModified=f"2025-09-02T1{n}:00:00Z")) for n in (3, 4))
    assert versions(one) == versions(two)


def test_a_post_with_an_empty_body_is_kept_for_its_headline() -> None:
    page = read_blog(ld_update(2), ld_update(1, articleBody=""))
    assert [post.body for post in page.posts][1] == ""
    assert page.faults == ()


def test_a_post_without_words_falls_out() -> None:
    page = read_blog(ld_update(2), ld_update(1, articleBody="", headline=""))
    assert len(page.posts) == 1
    assert page.faults == ("post 2 of 2 fell out: it has no words",)


def test_hundreds_of_posts_are_read_from_the_data() -> None:
    page = read_blog(*(ld_update(n, datePublished=None) for n in range(400)))
    assert len(page.posts) == 400


def test_captions_and_videos_stand_apart() -> None:
    image = [
        {"@type": "ImageObject", "caption": "A  lorry at noon", "width": 1},
        {"@type": "ImageObject", "caption": "A  lorry at noon"},
    ]
    post = read_blog(ld_update(1, image=image, video={"@type": "VideoObject", "name": "The crossing"})).posts[0]
    assert (post.captions, post.videos) == (("A lorry at noon",), ("The crossing",))
    assert "lorry at noon" not in post.body


def test_unknown_fields_and_types_are_reported() -> None:
    page = read_blog(ld_update(1, **{"@type": "Tombola", "prize": 1}), drawing="x")
    assert page.form
    assert page.form.reading.unread_fields == ("liveblog.drawing", "post.prize", "post: unknown type 'Tombola'")


def test_a_live_blog_without_posts_is_quarantined_with_a_reason() -> None:
    for updates in ("none", None, 5):
        page = read_blog(liveBlogUpdate=updates)
        assert page.outcome == "quarantined"
        assert "no liveBlogUpdate" in (page.reason or "")
    assert read_blog(liveBlogUpdate=[]).outcome == "quarantined"


def test_broken_json_ld_is_quarantined_with_the_place_where_it_breaks() -> None:
    page = read(ld_page(ld_blog()).replace(b'"liveBlogUpdate"', b"liveBlogUpdate"))
    assert page.outcome == "quarantined"
    assert "JSON-LD breaks off or is no JSON at character" in (page.reason or "")


def test_of_several_live_blogs_the_pages_own_is_read() -> None:
    import json

    other = {"@type": "LiveBlogPosting", "url": "https://www.express.co.uk/news/999999/other", **ld_blog(ld_update(9))}
    mine = {"@type": ["LiveBlogPosting"], "url": "https://www.express.co.uk/news/123456/a-live-blog", **ld_blog()}
    script = f'<script type="application/ld+json">{json.dumps({"@graph": [other, mine]})}</script>'
    body = ld_page(ld_blog()).decode()
    start, end = body.index("<script"), body.index("</script>") + len("</script>")
    assert len(read((body[:start] + script + body[end:]).encode()).posts) == 3


def test_a_page_of_an_unknown_publisher_is_read_under_schema_org() -> None:
    page = ld_page(ld_blog(), "https://news.example.org/live/bridge?utm=1")
    assert stream_of(page) == "schema_org:news.example.org/live/bridge"
    assert len(read(page).posts) == 3


@pytest.mark.parametrize(
    ("url", "stream"),
    [
        (GUARDIAN, "guardian:world/live/2025/sep/02/bridge-reopens-live"),
        (GUARDIAN + "?page=with:block-1#block-1", "guardian:world/live/2025/sep/02/bridge-reopens-live"),
        ("https://web.archive.org/web/2025id_/" + GUARDIAN, "guardian:world/live/2025/sep/02/bridge-reopens-live"),
        ("https://www.bbc.co.uk/news/live/c1w9dzq0yqgt", "bbc:c1w9dzq0yqgt"),
        ("https://www.aljazeera.com/news/liveblog/2025/9/2/bridge", "aljazeera:2025/9/2/bridge"),
        ("https://www.nbcnews.com/world/live-blog/live-updates-bridge-rcna123456", "nbc:rcna123456"),
    ],
)  # fmt: skip
def test_an_address_of_a_known_publisher_names_its_stream(url: str, stream: str) -> None:
    identity = identify(b"", url)
    assert identity and identity.stream == stream


def test_eight_publishers_and_more_say_who_they_are_and_whether_they_were_verified() -> None:
    publishers = [source for name, source in SOURCES.items() if name not in ("dw", "schema_org")]
    assert len(publishers) >= 8
    for source in publishers:
        assert source.discovery.hosts and source.discovery.include and source.language
        assert source.verified.startswith(("verified: ", "unverified: "))


def test_real_live_blogs_of_two_publishers_are_read(shared: Path) -> None:
    for name, source in (("Express_2024_07_18", "express"), ("NYT_2020_live_blog", "nytimes")):
        page = read(gzip.decompress((shared / "pages" / f"{name}.html.gz").read_bytes()))
        assert len(page.posts) == 9
        assert page.form and page.form.reading.unread_fields == ()
        for post in page.posts:
            assert post.source == source
            assert post.title and post.body and post.published_at and post.key_basis == "url"
            assert "&#" not in post.title + post.body
