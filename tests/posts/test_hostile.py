"""Hostile input: whatever comes, a page ends as posts, partial or quarantined with a reason a person understands."""

import gzip
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.posts.page import Page, read_page
from pipelines.sources.markup import MAX_TAGS
from tests.posts.mutants import mutants
from tests.posts.reading import read, stream_of
from tests.sources import blog, goldens

STREAM = f"dw:{blog.BLOG_ID}"
PAGES = [path.read_bytes() for path in goldens.pages()]
MUTANTS_PER_SEED = 10_000
_MACHINE_WORDS = re.compile(r"Traceback|object at 0x|Error\b|None\b|<class")


def require_a_clear_end(page: Page) -> None:
    """The promise every input is held to."""
    assert page.outcome in ("complete", "partial", "quarantined")
    assert (page.reason is None) == (page.outcome == "complete")
    assert page.reason is None or (len(page.reason) > 20 and not _MACHINE_WORDS.search(page.reason)), page.reason
    assert bool(page.posts) == (page.outcome != "quarantined")
    for post in page.posts:
        for text in (post.title, post.body, *post.captions, *post.videos, *post.authors):
            text.encode("utf-8")
            assert unicodedata.is_normalized("NFC", text)
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u00ad]", text)
        assert post.has_words


def read_mutants(seed: int, pages: list[bytes], count: int) -> set[str]:
    outcomes = set()
    for number, body in enumerate(mutants(seed, pages, count)):
        stream = stream_of(body, blog.CANONICAL if number % 2 else None)
        page = read_page(body, stream)
        require_a_clear_end(page)
        outcomes.add(page.outcome)
    return outcomes


def test_mutants_of_every_form_come_to_a_clear_end() -> None:
    assert read_mutants(1, PAGES, 600) == {"complete", "partial", "quarantined"}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_hundred_thousand_mutants_come_to_a_clear_end(seed: int) -> None:
    assert read_mutants(seed, PAGES, MUTANTS_PER_SEED) == {"complete", "partial", "quarantined"}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_mutants_of_real_pages_come_to_a_clear_end(shared: Path) -> None:
    pages = [gzip.decompress(path.read_bytes()) for path in sorted((shared / "pages").glob("*.gz"))]
    pages += [path.read_bytes() for path in sorted((shared / "seed").iterdir())]
    assert "quarantined" in read_mutants(7, pages, 300)


@given(st.binary(max_size=300))
def test_any_bytes_come_to_a_clear_end(body: bytes) -> None:
    require_a_clear_end(read(body))
    require_a_clear_end(read_page(body, STREAM))


_NAMES = ["data", "content", "__typename", "id", "posts", "text", "title", "persons", "@type", "liveBlogUpdate"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_in_every_place_comes_to_a_clear_end(value: object) -> None:
    written = json.dumps(value)
    for body in (
        written,
        f"<html><script>window.__APP_STATE__={written}</script>",
        f"<html><script>window.__APOLLO_STATE__={written}</script>",
        f'<html><script type="application/ld+json">{written}</script>',
        json.dumps({"data": {"content": {"__typename": "Liveblog", "id": blog.BLOG_ID, "posts": value}}}),
    ):
        require_a_clear_end(read_page(body.encode(), STREAM))
        require_a_clear_end(read_page(body.encode(), "schema_org:x"))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 6_000,
        "<div>" * 15_000,
        "<figure>" * 6_000 + "x",
        "<figure><img><figcaption>" + "<i>" * 6_000 + "x",
        "<p " + " ".join(f"a{number}" for number in range(200_000)) + ">x",
        "<p>a" + "\u0316\u0301" * 200_000,
        "<table>" * 9_000,
        "<b><i><u>" * 5_000 + "</p>" * 50_000,
        "<!--" * 100_000,
        "&lt;" * 300_000,
        "<br>" * (MAX_TAGS + 1),
    ],
    ids=lambda body: body[:12],
)
def test_a_post_made_to_cost_quadratic_time_is_read_or_refused(body: str) -> None:
    posts = blog.changed(0, parts=[("p", "x")])
    page = read(blog.dw_json(posts).replace(b"<p>x</p>", body.replace('"', "'").encode()))
    require_a_clear_end(page)


def test_a_page_of_fifty_megabytes_is_refused_by_its_size() -> None:
    page = read_page(b"<html>" + b"x" * 50_000_000, STREAM)
    assert page.reason == "The page has 50,000,006 bytes; pages above 10,000,000 are not read."


def test_a_page_of_endless_posts_is_refused_by_their_number() -> None:
    answer = blog.content([])
    answer["posts"] = [{"id": number, "title": "t", "text": "<p>x</p>"} for number in range(1, 10_002)]
    page = read_page(json.dumps({"data": {"content": answer}}).encode(), STREAM)
    assert page.reason == "The page lists 10,001 posts; real live blogs have some hundreds."


def test_a_billion_entities_stay_what_they_are_in_html() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE html [<!ENTITY l0 "lol">{entities}]>'.encode() + blog.dw_dom().split(b">", 1)[1]
    require_a_clear_end(read_page(body, STREAM))
