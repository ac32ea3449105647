"""The dashboard shows what the release says, and text from pages stays text."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from pipelines.release import Release
from pipelines.release.dashboard.build import build_dashboard, page_name
from pipelines.release.dashboard.serve import make_server
from tests.release.marts import BLOG, CASUALTY, FACT, HISTORY, LATER, SEEN, create_marts, insert

Publish = Callable[..., Release]
ATTACK = FACT | {"claim_id": "a1", "attack_type": "drone", "attacker": "RU", "target_country": "UA", "places": ["Kyiv"],
                 "evidence": "Russia launched 1,200 drones.", "launched": 1200}  # fmt: skip
MEETING = FACT | {"claim_id": "d1", "act": "meeting", "status": "scheduled", "participants": ["Rutte", "Zelenskyy"],
                  "evidence": "Rutte will meet Zelenskyy."}  # fmt: skip
MONEY = FACT | {"claim_id": "s1", "amount": 381_000_000_000, "amount_text": "€381 billion", "currency": "EUR",
                "qualifier": "exact", "status": "projected", "payer": "EU", "is_addable": False,
                "not_addable_reason": "total", "evidence": "The EU will spend €381 billion."}  # fmt: skip


@pytest.fixture
def home(settings: Settings) -> Settings:
    """A home whose marts are those of the dbt project, empty."""
    create_marts(settings.work_path)
    insert(settings.work_path, "meta_release", {"upto_position": 7})
    return settings


@pytest.fixture
def site(home: Settings, release: Publish, tmp_path: Path) -> Callable[[], dict[str, LexborHTMLParser]]:
    """Release what is there and read the built pages."""

    def build() -> dict[str, LexborHTMLParser]:
        first = build_dashboard(release().path, tmp_path / "site")
        return {str(p.relative_to(first.parent)): LexborHTMLParser(p.read_text()) for p in first.parent.rglob("*.html")}

    return build


Site = Callable[[], dict[str, LexborHTMLParser]]
BLOG_PAGE = f"blogs/{page_name('dw:1')}"


def words(element: LexborNode) -> str:
    return " ".join(element.text().split())


def test_every_fact_shows_its_sentence_source_permalink_and_times(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_casualties", CASUALTY)
    (card,) = site()["index.html"].css("article.casualty")
    assert words(card.css("h3")[0]) == "at least 6 killed"
    assert words(card.css("blockquote")[0]) == CASUALTY["evidence"]
    assert [mark.text() for mark in card.css("mark")] == ["six"]
    assert card.css("a.permalink")[0].attributes["href"] == "https://p.dw.com/p/1"
    assert "Said by police, as told by dw" in words(card)
    assert "Seen at the source 2 Sep 2025, 08:40 UTC. We learnt it 2 Sep 2025, 17:45 UTC." in words(card)
    assert "May be added" in words(card)


def test_a_fact_shows_who_reviewed_it_and_why(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    review = {"review_verdict": "correct", "review_state": "in_effect", "reviewed_by": "Ada <b>", "reviewed_at": LATER,
              "review_reason": "The text says six.", "corrected_columns": ["count", "place"]}  # fmt: skip
    changed = {"claim_id": "c2", "review_state": "text_changed", "review_verdict": "accept", "corrected_columns": None}
    insert(home.work_path, "fct_casualties", CASUALTY | review, CASUALTY | review | changed)
    corrected, waiting = map(words, site()["index.html"].css("article.casualty"))
    assert "Read and corrected (count, place) by Ada <b>, 2 Sep 2025, 17:45 UTC: The text says six." in corrected
    assert "Read and accepted by Ada <b>" in waiting
    assert "the post was changed since" in waiting


def test_a_file_imported_without_a_time_is_shown_as_such(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_casualties", CASUALTY | {"observed_basis": "imported"})
    stood = HISTORY | {"observed_basis": "imported", "valid_from_basis": "imported"}
    later = {"valid_from": LATER, "valid_from_basis": "given"}
    insert(home.work_path, "fct_casualties_history", CASUALTY | stood | {"valid_to": LATER}, CASUALTY | stood | later)
    pages = site()
    (now,), (ever,) = (pages[page].css("article.casualty") for page in ("index.html", BLOG_PAGE))
    not_known = "2 Sep 2025, 08:40 UTC (imported, time of the bytes not known)."
    assert f"Seen at the source {not_known}" in words(now)
    assert f"Stood from {not_known}" in words(ever)


def test_each_type_has_its_section_and_marks_its_number(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_attacks", ATTACK)
    insert(home.work_path, "fct_diplomacy", MEETING)
    insert(home.work_path, "fct_spending", MONEY)
    page = site()["index.html"]
    assert [mark.text() for mark in page.css("mark")] == ["1,200", "€381 billion"]
    headlines = {card.attributes["class"]: words(card.css("h3")[0]) for card in page.css("article")}
    assert headlines == {
        "fact attack": "1,200 launched",
        "fact diplomacy": "meeting scheduled",
        "fact spending": "EUR 381 billion projected",
    }
    assert "counts" not in words(page.css("article.attack")[0])
    assert "A sum of other figures" in words(page.css("article.spending .flag")[0])


def test_a_vague_number_is_shown_as_written(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    vague = {"count": None, "count_text": "dozens", "qualifier": "vague", "evidence": "Dozens of people were killed."}
    insert(home.work_path, "fct_casualties", CASUALTY | vague)
    page = site()["index.html"]
    assert words(page.css("article h3")[0]) == "dozens killed"
    assert [mark.text() for mark in page.css("mark")] == ["Dozens"]


def test_an_empty_release_says_what_to_do_next(site: Site) -> None:
    pages = site()
    assert set(pages) == {"index.html"}
    assert "newsledger import" in words(pages["index.html"].css("section.empty")[0])


def test_hostile_text_is_shown_as_text(home: Settings, site: Site) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>"
    link = "javascript:alert(4)"
    insert(home.work_path, "dim_blogs", BLOG | {"title": attack, "url": link, "source": attack})
    hostile = {"evidence": attack + " six", "asserted_by": attack, "url": link, "post_title": attack, "place": attack}
    insert(home.work_path, "fct_casualties", CASUALTY | hostile | {"not_addable_reason": attack})
    insert(home.work_path, "fct_casualties_history", CASUALTY | hostile | HISTORY)
    insert(home.work_path, "dim_posts", {"post_key": "dw:p1", "stream": "dw:1", "title": attack, "url": link})
    insert(
        home.work_path, "fct_post_revisions", revision(1, None, attack), revision(2, attack, "A <b>new</b> " + attack)
    )
    for name, page in site().items():
        assert len(page.css("script")) == 1, name
        assert page.css("img, [onerror], [onload], blockquote b, .diff b") == []
        assert [a.attributes["href"] for a in page.css("a") if "javascript" in a.attributes["href"]] == []
        assert attack in page.css("blockquote")[0].text()


def test_nothing_on_a_page_asks_the_network(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_casualties", CASUALTY)
    for page in site().values():
        assert page.css("link, iframe, [src], style[src]") == []
        policy = page.css("meta[http-equiv='Content-Security-Policy']")[0].attributes["content"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert all(a.attributes["rel"] == "noopener noreferrer" for a in page.css("a[href^=http]"))


def test_every_inner_link_leads_somewhere(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_casualties", CASUALTY)
    pages = site()
    for name, page in pages.items():
        for link in (a.attributes["href"] for a in page.css("a") if not a.attributes["href"].startswith("http")):
            target, _, anchor = link.partition("#")
            file = str(Path(name).parent / target).replace("blogs/../", "") if target else name
            assert file in pages, link
            assert not anchor or pages[file].css(f"#{anchor}"), link


def revision(number: int, before: str | None, after: str | None, change: str = "revised") -> dict[str, object]:
    title = "Tolls rise"
    return {
        "stream": "dw:1", "post_key": "dw:p1", "change_number": number,
        "change": "published" if before is None else change, "observed_at": LATER, "recorded_at": LATER,
        "previous_position": None if before is None else number - 1, "position": number,
        "previous_title": None if before is None else title, "title": None if after is None else title,
        "previous_body": before, "body": after,
    }  # fmt: skip


def test_a_posts_life_shows_which_words_changed(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "dim_posts", {"post_key": "dw:p1", "stream": "dw:1", "title": "Tolls rise"})
    insert(
        home.work_path,
        "fct_post_revisions",
        revision(1, None, "Four people were killed."),
        revision(2, "Four people were killed.", "Six people were killed."),
        revision(3, "Six people were killed.", None, "withdrawn"),
    )
    life = site()[BLOG_PAGE].css("article.post")[0]
    assert [words(item) for item in life.css(".change")] == ["First seen", "Reworded", "Withdrawn"]
    assert [words(item) for item in life.css("del")] == ["Four"]
    assert [words(item) for item in life.css("ins")] == ["Six"]


def test_a_posts_life_shows_changed_claims_with_old_and_new_values(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "dim_posts", {"post_key": "dw:p1", "stream": "dw:1", "title": "Tolls rise"})
    moved = revision(3, "Six.", None, "moved") | {"moved_to_stream": "dw:2", "moved_to_position": 9}
    insert(home.work_path, "fct_post_revisions", revision(1, None, "Four."), revision(2, "Four.", "Six."), moved)
    claim = {"stream": "dw:1", "post_key": "dw:p1", "claim_line_id": "l1", "claim_type": "casualty"}
    insert(
        home.work_path,
        "fct_claim_changes",
        claim | {"change_number": 1, "change": "added", "claim_id": "c1", "what": "4 killed"},
        claim | {"change_number": 2, "change": "changed", "changed_values": "count 4 → 6", "claim_id": "c2",
                 "previous_claim_id": "c1", "what": "6 killed", "previous_what": "4 killed"},
    )  # fmt: skip
    life = site()[BLOG_PAGE].css("article.post")[0]
    assert [words(item) for item in life.css(".claims li")] == ["Changed count 4 → 6: 6 killed"]
    assert "dw:2 shows it in capture 9" in words(life.css("li.moved")[0])


def test_a_post_shows_how_its_claims_hang_together(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "dim_posts", {"post_key": "dw:p1", "stream": "dw:1", "title": "Tolls rise"})
    post = {"stream": "dw:1", "post_key": "dw:p1", "claim_type": "casualty"}
    added = post | {"change_number": 1, "change": "added"}
    insert(
        home.work_path,
        "fct_claim_changes",
        added | {"claim_id": "c1", "claim_line_id": "l1", "what": "1 killed"},
        added | {"claim_id": "c5", "claim_line_id": "l5", "what": "at least 5 killed"},
    )
    part = post | {"claim_id": "c1", "link": "component_of", "linked_claim_id": "c5", "reason": "1 + 4 = 5 killed"}
    told = post | {"claim_id": "c5", "link": "restates", "reason": "the title says the same", "evidence": "Five dead"}
    insert(home.work_path, "fct_claim_links", part, told, told | {"valid_to": LATER}, told | {"known_to": LATER})
    links = [words(item) for item in site()[BLOG_PAGE].css(".links li")]
    assert links == [
        "1 killed is a part of at least 5 killed: 1 + 4 = 5 killed",
        "at least 5 killed is told again: the title says the same Five dead",
    ]


STEP = {key: CASUALTY[key] for key in ("stream", "source", "harm", "place", "scope", "evidence", "qualifier")} | {
    "toll_id": "t1", "step_number": 1, "claim_id": "c0", "count": 4, "change": "first", "moved_by": "the mayor",
    "is_same_post": False, "observed_at": SEEN,
}  # fmt: skip
RAISED = STEP | {
    "step_number": 2, "claim_id": "c1", "previous_claim_id": "c0", "count": 6, "previous_count": 4, "change": "raised",
    "moved_by": "police", "is_same_post": True, "observed_at": LATER,
}  # fmt: skip


def test_a_toll_that_moved_is_drawn_with_each_figure_and_source(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_toll_history", STEP, RAISED)
    toll = site()[BLOG_PAGE].css("figure.toll")[0]
    assert words(toll.css("figcaption")[0]) == "Killed, Kyiv"
    assert len(toll.css("circle")) == 2
    rows = [[words(cell) for cell in row.css("td")] for row in toll.css("tbody tr")]
    assert [row[:2] for row in rows] == [["at least 4", "the mayor"], ["at least 6", "police"]]
    assert [row[3] for row in rows] == ["2 Sep 2025, 17:45 UTC", "still stands"]


def test_another_posts_figure_ends_none_and_a_withdrawal_does(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    evening = LATER.replace(hour=20)
    gone = RAISED | {
        "step_number": 3,
        "count": None,
        "previous_claim_id": "c1",
        "change": "withdrawn",
        "moved_by": None,
    }
    insert(home.work_path, "fct_toll_history", STEP, RAISED | {"is_same_post": False}, gone | {"observed_at": evening})
    rows = [[words(cell) for cell in row.css("td")] for row in site()[BLOG_PAGE].css("figure.toll tbody tr")]
    assert [row[3] for row in rows] == ["still stands", "2 Sep 2025, 20:45 UTC"]


def test_a_toll_that_never_moved_is_not_drawn(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    insert(home.work_path, "fct_toll_history", STEP)
    assert site()[BLOG_PAGE].css("figure.toll") == []


def test_the_as_of_slider_has_a_stop_for_every_change(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    gone = CASUALTY | HISTORY | {"claim_id": "c0", "valid_to": LATER}
    forgotten = CASUALTY | HISTORY | {"claim_id": "c9", "known_to": LATER}
    insert(home.work_path, "fct_casualties_history", gone, CASUALTY | HISTORY | {"valid_from": LATER}, forgotten)
    page = site()[BLOG_PAGE]
    assert [o.attributes["data-moment"] for o in page.css("option")] == [SEEN.isoformat(), LATER.isoformat()]
    stood = sorted(
        (c.attributes["data-valid-from"], c.attributes.get("data-valid-to")) for c in page.css("article.fact")
    )
    assert stood == [(SEEN.isoformat(), LATER.isoformat()), (LATER.isoformat(), None)]


def test_a_claim_that_outlives_an_edit_stood_all_the_time(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    before = CASUALTY | HISTORY | {"post_version_id": "v1", "valid_to": LATER}
    after = CASUALTY | HISTORY | {"post_version_id": "v2", "valid_from": LATER}
    insert(home.work_path, "fct_casualties_history", before, after)
    (card,) = site()[BLOG_PAGE].css("article.fact")
    assert card.attributes["data-valid-from"] == SEEN.isoformat()
    assert "data-valid-to" not in card.attributes


def test_a_claim_that_came_back_stood_twice(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    back = CASUALTY | HISTORY | {"valid_from": LATER.replace(hour=20)}
    insert(home.work_path, "fct_casualties_history", CASUALTY | HISTORY | {"valid_to": LATER}, back)
    assert len(site()[BLOG_PAGE].css("article.fact")) == 2


def test_the_page_says_how_to_cite_the_release(site: Site, release: Publish) -> None:
    footer = words(site()["index.html"].css("footer")[0])
    assert release().release_id in footer
    assert "ledger position 7" in footer


def test_building_again_leaves_no_page_of_before(home: Settings, site: Site) -> None:
    insert(home.work_path, "dim_blogs", BLOG)
    assert set(site()) == {"index.html", BLOG_PAGE}
    create_marts(home.work_path)
    assert set(site()) == {"index.html"}


def test_a_folder_with_other_things_is_never_replaced(release: Publish, tmp_path: Path, home: Settings) -> None:
    mine = tmp_path / "documents"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(BadInput, match="stays as it is"):
        build_dashboard(release().path, mine)
    assert [file.name for file in mine.iterdir()] == ["thesis.txt"]


@pytest.fixture
def server(home: Settings, release: Publish) -> Iterator[str]:
    insert(home.work_path, "dim_blogs", BLOG)
    release()
    with make_server(home, 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


def test_the_served_page_is_the_built_one_with_careful_headers(server: str) -> None:
    with urlopen(server) as answer:
        assert b"Ukraine updates" in answer.read()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with urlopen(server + BLOG_PAGE) as answer:
        assert answer.status == 200


def test_serving_before_a_release_says_what_to_run(home: Settings) -> None:
    with pytest.raises(BadInput, match="newsledger refresh"):
        make_server(home, 0)
