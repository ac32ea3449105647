"""Live blogs are found in every kind of list, and nothing hostile in a list does harm."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.capture.client import PoliteClient
from pipelines.capture.discovery import canonical_address, find_blogs, watch_by_hand
from pipelines.capture.links import Link, links_in
from pipelines.core.errors import BadInput
from pipelines.core.events import BlogDiscovered, CaptureFailed
from pipelines.sources.source import Discovery, Source
from tests.capture.simulated import SimulatedTime
from tests.capture.site import Site, answer

RSS = b"""<?xml version="1.0"?><!DOCTYPE rss><rss version="2.0"><channel><title>All</title><link>/</link>
<item><title>A &amp; B</title><link>/en/one/live-1?maca=rss</link></item>
<item><link> /en/an-article/a-5 </link></item></channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="/"><title>All</title></channel>
<item rdf:about="/en/one/live-1"><title>One</title><link>/en/one/live-1</link></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>All</title><entry><title>One</title>
<link rel="self" href="/api/1"/><link href="/en/one/live-1"/></entry></feed>"""
SITEMAP = b"""\xef\xbb\xbf<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>/picture.jpg</image:loc><image:title>Picture</image:title></image:image>
<loc>/en/one/live-1</loc><news:news><news:title>One</news:title></news:news></url></urlset>"""
PAGE = b'<html><body><a href="/en/one/live-1"> One <b>more</b></a><a href="">none</a><a>none</a></body></html>'
NAVIGATION = json.dumps(
    {"data": {"content": [{"__typename": "Liveblog", "title": "One", "namedUrl": "/en/one/live-1", "id": 1}]}}
).encode()
LISTS = [(RSS, "A & B"), (RDF, "One"), (ATOM, "One"), (SITEMAP, "One"), (PAGE, "One more"), (NAVIGATION, "One")]


def source_of(site: Site, *feeds: str) -> Source:
    discovery = Discovery(
        hosts=("127.0.0.1",),
        feeds=tuple(site.url(feed) for feed in feeds),
        include=(r"/live-\d+$",),
        exclude=(r"/sport/",),
        drop_query=("maca",),
    )
    return Source(
        name="test",
        title="Test",
        language=None,
        lists_every_post=True,
        verified="",
        discovery=discovery,
        identify=lambda document: None,
        parsers=(),
    )


@pytest.mark.parametrize(("body", "title"), LISTS)
def test_a_live_blog_is_found_in_every_kind_of_list(site: Site, client: PoliteClient, body: bytes, title: str) -> None:
    site.pages["/list"] = answer(body, Content_Type="application/octet-stream")
    (found,) = find_blogs(source_of(site, "/list"), client)
    assert isinstance(found.event, BlogDiscovered)
    assert (found.event.url, found.event.title) == (site.url("/en/one/live-1"), title)
    assert (found.event.source, found.event.found_by) == ("test", site.url("/list"))


@pytest.mark.parametrize(("body", "_title"), LISTS)
def test_a_list_may_be_a_gzip_file(body: bytes, _title: str) -> None:
    assert links_in(gzip.compress(body)) == links_in(body)


def test_a_blog_in_two_lists_is_found_once_and_a_broken_list_stops_no_other(site: Site, client: PoliteClient) -> None:
    site.pages |= {"/rss": answer(RSS), "/page": answer(PAGE), "/empty": answer(b"<html></html>")}
    found = list(find_blogs(source_of(site, "/gone", "/rss", "/empty", "/page"), client))
    assert [type(recordable.event) for recordable in found] == [CaptureFailed, BlogDiscovered, CaptureFailed]
    assert [recordable.event.reason for recordable in found[::2]] == ["http_status", "content_type"]
    assert found[0].stream == "test:discovery"
    assert found[0].event.status_code == 404


def test_sitemap_indexes_are_followed_once_and_only_on_their_own_site(site: Site, client: PoliteClient) -> None:
    index = "<sitemapindex>{}</sitemapindex>"
    entries = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in ("/news.xml", "http://10.0.0.7/x", "/index"))
    site.pages |= {"/index": answer(index.format(entries).encode()), "/news.xml": answer(SITEMAP)}
    found = list(find_blogs(source_of(site, "/index"), client))
    assert [recordable.event.url for recordable in found] == [site.url("/en/one/live-1")]
    assert site.asked == ["/robots.txt", "/index", "/news.xml", "/index"]


def test_discovery_keeps_to_robots_txt_and_the_rate_limit(site: Site, client: PoliteClient) -> None:
    site.pages |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /rss"), "/rss": answer(RSS), "/page": answer(PAGE)}
    found = list(find_blogs(source_of(site, "/rss", "/page"), client))
    assert found[0].event.reason == "forbidden_by_robots"
    assert "/rss" not in site.asked
    robots, page = site.requests
    assert (page.at - robots.at).total_seconds() == pytest.approx(client.limits.min_interval_seconds, abs=0.001)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/en/live-1?maca=x&a=1&maca=y#top", None),
        ("/en/live-1?maca=x#top", "https://news.example/en/live-1"),
        ("  https://news.example/live-1\n", "https://news.example/live-1"),
        ("https://NEWS.example:443/live-1", "https://news.example/live-1"),
        ("https://news.example:8443/live-1", "https://news.example:8443/live-1"),
        ("//news.example/live-1", "https://news.example/live-1"),
        ("https://elsewhere.example/live-1", None),
        ("https://news.example@elsewhere.example/live-1", None),
        ("https://news.example/sport/live-1", None),
        ("javascript:alert(1)//live-1", None),
        ("file:///live-1", None),
        ("http://[live-1", None),
        ("mailto:live-1", None),
        ("/article-1", None),
    ],
)
def test_only_addresses_of_live_blogs_of_the_source_pass(link: str, expected: str | None) -> None:
    rules = Discovery(hosts=("news.example",), include=(r"/live-\d+$",), exclude=("/sport/",), drop_query=("maca",))
    assert canonical_address(link, "https://news.example/feed", rules) == expected


BOMB = b"""<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><item><link>/live-1</link><title>&b;</title></item></rss>"""
OUTSIDE = b"""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><link>&x;</link></item></rss>"""


@pytest.mark.parametrize(
    "body",
    [BOMB, OUTSIDE, b"", b"<rss><item>", b"<rss>" * 100_000, b"{", b"[" * 100_000, b"<rss/>", b"{}",
     gzip.compress(RSS)[:-9], b'<?xml version="1.0" encoding="nonsense"?><rss/>', b"<rss>\xff</rss>",
     b"<feed><entry/></feed>"],
)  # fmt: skip
def test_a_hostile_or_broken_list_is_a_clear_error(body: bytes) -> None:
    with pytest.raises(BadInput):
        links_in(body)


@given(st.binary(max_size=300) | st.text(alphabet='<>/&;"rssitemlnkfd {}[]:,', max_size=80).map(str.encode))
def test_any_bytes_are_links_or_a_clear_error(body: bytes) -> None:
    try:
        assert all(isinstance(link, Link) and link.url for link in links_in(body))
    except BadInput as error:
        assert error.what


def test_a_blog_named_by_hand_is_discovered(simulated: SimulatedTime) -> None:
    found = watch_by_hand("https://www.dw.com/en/some-words/live-99000001#post", simulated.clock)
    assert isinstance(found.event, BlogDiscovered)
    assert (found.stream, found.event.source, found.event.found_by) == ("dw:99000001", "dw", "hand")
    assert "#" not in found.event.url
    with pytest.raises(BadInput):
        watch_by_hand("/tmp/page.html")
