"""From events to frames: the tables as declared, pure, and a reason for every page that is not understood."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from pipelines.checks import check
from pipelines.core.errors import BodyRedactedError
from pipelines.core.events import BlogDiscovered, CaptureFailed, ClaimReviewed, Event, PageCaptured, PageUnchanged
from pipelines.core.ids import sha256_hex
from pipelines.core.tables import CAPTURES, PAGE_POSTS, PAGES, POST_VERSIONS, QUARANTINE, REVIEWS
from pipelines.ledger.store import StoredEvent
from pipelines.posts.project import parsers_version, read_events
from tests.posts.reading import stream_of
from tests.sources import blog

START = datetime(2025, 9, 2, 6, tzinfo=UTC)


class World:
    """Events as the ledger would hold them, and the bodies they name."""

    def __init__(self) -> None:
        self.events: list[StoredEvent] = []
        self.bodies: dict[str, bytes] = {}

    def captured(self, body: bytes, url: str | None = None, charset: str | None = None) -> "World":
        sha256 = sha256_hex(body)
        self.bodies[sha256] = body
        event = PageCaptured(
            url=url,
            charset=charset,
            capture_id=str(len(self.events)),
            body_sha256=sha256,
            body_size=len(body),
            observed_basis="given",
            origin="test",
        )
        return self.add(stream_of(body, url), event, sha256)

    def add(self, stream: str, event: Event, sha256: str | None = None) -> "World":
        position, moment = len(self.events) + 1, START + timedelta(hours=len(self.events))
        self.events.append(
            StoredEvent(position, stream, type(event).__name__, moment, moment, event, sha256, f"hash{position}")
        )
        return self

    def frames(self) -> dict[str, pl.DataFrame]:
        return read_events(self.events, self.body)

    def body(self, sha256: str) -> bytes:
        if sha256 not in self.bodies:
            raise BodyRedactedError(f"Body {sha256} was redacted.")
        return self.bodies[sha256]


def page_of(body: bytes, url: str | None = None) -> dict[str, Any]:
    return World().captured(body, url).frames()["pages"].row(0, named=True)


def test_frames_have_the_columns_of_the_tables_and_their_keys_are_unique() -> None:
    world = (
        World().captured(blog.dw_json()).captured(blog.dw_text()).captured(b"", "https://www.dw.com/x/live-98000001")
    )
    frames = world.frames()
    for table in (CAPTURES, PAGES, PAGE_POSTS, POST_VERSIONS, QUARANTINE):
        frame = frames[table.name]
        assert frame.columns == [column.name for column in table.columns]
        assert frame.select(table.key).is_unique().all()
        for column in table.columns:
            assert column.null_means or frame[column.name].null_count() == 0, column.name
            if column.one_of:
                assert set(frame[column.name].drop_nulls()) <= set(column.one_of)


def test_two_forms_of_one_page_are_two_pages_with_the_same_four_posts() -> None:
    frames = World().captured(blog.dw_state()).captured(blog.dw_text()).frames()
    assert (len(frames["pages"]), len(frames["page_posts"]), len(frames["post_versions"])) == (2, 8, 4)
    assert frames["page_posts"]["ordinal"].to_list() == [1, 2, 3, 4] * 2


def test_reading_the_same_events_twice_gives_the_same_rows() -> None:
    world = World().captured(blog.dw_state()).captured(blog.dw_dom(blog.changed(0, title="Another")))
    first, second = world.frames(), world.frames()
    assert all(first[name].equals(second[name]) for name in first)


def test_reading_in_two_batches_gives_the_same_rows_as_in_one() -> None:
    world = World().captured(blog.dw_state()).captured(blog.dw_text()).captured(blog.dw_json(blog.POSTS[1:]))
    whole = world.frames()
    parts = [read_events(world.events[:1], world.body), read_events(world.events[1:], world.body)]
    for table in (CAPTURES, PAGES, PAGE_POSTS, POST_VERSIONS, QUARANTINE):
        joined = pl.concat([part[table.name] for part in parts]).unique(table.key, keep="first", maintain_order=True)
        assert joined.equals(whole[table.name])


def test_an_unchanged_page_is_a_capture_of_the_page_known() -> None:
    world = World().captured(blog.dw_json())
    sha256 = next(iter(world.bodies))
    same = PageUnchanged(url=None, capture_id="b", body_sha256=sha256, observed_basis="fetched", origin="test")
    frames = world.add(f"dw:{blog.BLOG_ID}", same, sha256).frames()
    assert frames["captures"]["page_id"].n_unique() == 1
    assert len(frames["pages"]) == 1


def test_one_body_in_two_streams_is_two_pages() -> None:
    world = World().captured(blog.dw_json()).captured(blog.dw_json())
    world.events[1] = StoredEvent(**{**vars(world.events[1]), "stream": "unknown:1"})
    assert world.frames()["pages"]["outcome"].to_list() == ["complete", "quarantined"]


def test_a_failure_and_a_redacted_body_have_no_page() -> None:
    failed = CaptureFailed(
        url="https://www.dw.com/x/live-1", capture_id="a", reason="timeout", detail="slow", origin="t"
    )
    world = World().captured(blog.dw_json()).add("dw:1", failed)
    world.bodies.clear()
    frames = world.frames()
    assert frames["captures"]["page_id"].null_count() == 2
    assert frames["captures"]["failure_reason"].to_list() == [None, "timeout"]
    assert frames["pages"].is_empty()


def test_events_that_are_no_captures_are_passed_over() -> None:
    discovered = BlogDiscovered(url="https://www.dw.com/x/live-1", source="dw", found_by="hand")
    assert World().add("dw:1", discovered).frames()["captures"].is_empty()


@pytest.mark.parametrize(
    ("body", "url", "words"),
    [
        (b"", blog.CANONICAL, "The page is empty (0 bytes)."),
        (b" \n ", blog.CANONICAL, "The page is empty (3 bytes)."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "page.html", "a PNG image, not a web page"),
        (b"%PDF-1.7", None, "a PDF document"),
        (b"\x1f\x8b\x08\x00", blog.CANONICAL, "gzip-compressed data"),
        (blog.dw_dom().replace(b"Lyman", b"Lym\xffn", 1), blog.CANONICAL, "not valid utf-8: byte 0xff at offset"),
        (blog.dw_dom()[:300], blog.CANONICAL, "It breaks off before its end."),
        (blog.dw_json()[:900], blog.CANONICAL, "breaks off or is no JSON at character"),
        (b'{"weather": "fine"}', None, "The page is JSON (weather), but not of a live blog"),
        (b'{"weather": "fine"}', blog.CANONICAL, "JSON, but not an answer with a DW live blog"),
        (b"[1, 2]", None, "JSON (a list)"),
        (b"<html><title>Cats</title></html>", None, "The HTML page (Cats) shows no live blog"),
        (b"just words", blog.CANONICAL, "The text ('just words' "),
        (b'<html><meta charset="klingon">', blog.CANONICAL, "unknown character set 'klingon'"),
        (b"x" * 10_000_001, blog.CANONICAL, "pages above 10,000,000 are not read"),
        (b"<html>" + b"<div>" * 100_000, blog.CANONICAL, "nests its tags thousands deep"),
        (b'{"a": ' + b"[" * 100_000, blog.CANONICAL, "nests deeper than any real page"),
        (b'{"data": 1, "data": 2}', blog.CANONICAL, "the key 'data' has two different values"),
        (b'{"data": NaN}', blog.CANONICAL, "NaN is no JSON number"),
        (blog.dw_json(), "https://www.dw.com/x/live-5", None),
    ],
    ids=lambda value: str(value)[:40] if value else "none",
)
def test_a_page_nobody_understands_is_quarantined_with_a_reason(
    body: bytes, url: str | None, words: str | None
) -> None:
    frames = World().captured(body, url).frames()
    page = frames["pages"].row(0, named=True)
    if words is None:
        assert page["outcome"] == "complete", "the page itself says which live blog it is"
        return
    assert page["outcome"] == "quarantined"
    assert words in page["reason"]
    assert frames["quarantine"].row(0, named=True)["reason"] == page["reason"]
    assert frames["post_versions"].is_empty()


def test_a_page_of_another_live_blog_than_its_stream_is_quarantined() -> None:
    world = World().captured(blog.dw_json())
    world.events[0] = StoredEvent(**{**vars(world.events[0]), "stream": "dw:5"})
    page = world.frames()["pages"].row(0, named=True)
    assert page["reason"] == f"The page says it is live blog {blog.BLOG_ID}, but it was captured as 5."


def test_contradicting_forms_leave_both_wordings_in_quarantine() -> None:
    body = blog.dw_state(shown=blog.changed(2, parts=[("p", "Three people were killed.")]))
    row = World().captured(body).frames()["quarantine"].row(0, named=True)
    assert row["layer"] == "pages"
    assert "Three people" in row["row"] and "Two people" in row["row"]


def test_a_post_that_falls_out_is_quarantined_and_the_rest_is_kept() -> None:
    body = blog.dw_json().replace(b'"text": "<p>Our', b'"text": 7, "x": "<p>Our')
    frames = World().captured(body).frames()
    assert len(frames["post_versions"]) == 3
    assert frames["quarantine"]["layer"].to_list() == ["post_versions"]
    assert "post.text should be a text, but is a number" in frames["quarantine"]["reason"][0]


def test_a_parser_that_breaks_stops_only_its_own_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.posts import project

    whole: Callable[..., Any] = project.read_page

    def breaking(body: bytes, stream: str, charset: str | None) -> Any:
        if b"Lyman" in body:
            raise KeyError("posts")
        return whole(body, stream, charset)

    monkeypatch.setattr(project, "read_page", breaking)
    other = blog.dw_json().replace(b"Lyman", b"Izium")
    outcomes = World().captured(blog.dw_json()).captured(other).frames()["pages"]["outcome"].to_list()
    assert outcomes == ["quarantined", "complete"]


def test_a_page_is_decoded_by_the_charset_it_was_sent_with() -> None:
    body = blog.dw_dom().replace(b'<meta charset="utf-8">', b"").decode().encode("windows-1251", "replace")
    silent = World().captured(body, blog.CANONICAL).frames()["pages"]["outcome"][0]
    assert silent == "quarantined", "without the header nobody can know"
    assert World().captured(body, blog.CANONICAL, "windows-1251").frames()["pages"]["outcome"][0] != "quarantined"


def test_post_rows_say_everything_about_a_post() -> None:
    row = World().captured(blog.dw_json()).frames()["post_versions"].row(0, named=True)
    assert row["post_key"] == "dw:98000044"
    assert row["url"] == "https://p.dw.com/p/" + row["url"].rsplit("/", 1)[1]
    assert (row["key_basis"], row["source"], row["stream"]) == ("permalink", "dw", f"dw:{blog.BLOG_ID}")
    assert row["text_sha256"] == sha256_hex(f"{row['title']}\n\n{row['body']}")
    assert (row["published_text"], row["language"]) == ("September 3, 2025", "en")


def test_the_parsers_version_is_a_hash_that_stays() -> None:
    assert parsers_version() == parsers_version()
    assert len(parsers_version()) == 32


def test_a_review_is_a_row_with_its_words_and_values() -> None:
    review = ClaimReviewed(
        claim_id="c1",
        claim_type="casualty",
        post_key="dw:1",
        verdict="correct",
        reviewer="ada",
        reason="the text says six",
        values={"count": 5, "place": None},
        corrected={"count": 6},
        evidence="Six died.",
        text_sha256="0" * 64,
    )
    rows = World().add("dw:1", review).frames()["reviews"]
    assert check(REVIEWS, rows).valid.height == 1
    row = rows.row(0, named=True)
    assert (row["read_values"], row["corrected_values"]) == ('{"count":5,"place":null}', '{"count":6}')
    assert row["recorded_at"] == START.replace(tzinfo=None)


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"reviewer": ""}, {"verdict": "accept"}])
def test_a_review_without_reason_or_reviewer_or_with_values_it_does_not_correct_is_refused(
    wrong: dict[str, str],
) -> None:
    right = {"verdict": "correct", "reviewer": "ada", "reason": "the text says six"}
    review = ClaimReviewed(
        claim_id="c1", corrected={"count": 6}, evidence="Six died.", text_sha256="0", **(right | wrong)
    )  # type: ignore[arg-type]
    assert check(REVIEWS, World().add("dw:1", review).frames()["reviews"]).valid.is_empty()
