"""Words of the dashboard: numbers, dates, links, and the marked words inside a sentence."""

from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.release.dashboard.lives import MAX_WORDS, compare
from pipelines.release.dashboard.words import marked, money, outlet, plural, spellings, web_link


@pytest.mark.parametrize(
    ("sentence", "phrase", "shown"),
    [
        ("In the past 24 hours 2 people died.", "2", "In the past 24 hours <mark>2</mark> people died."),
        ("Some 1,200 drones, 200 shot down", "200", "Some 1,200 drones, <mark>200</mark> shot down"),
        ("It costs US$5 billion.", "$5 billion", "It costs US<mark>$5 billion</mark>."),
        ("Dozens died.", "dozens", "<mark>Dozens</mark> died."),
        ("Nobody died.", "12", "Nobody died."),
        ("Six died.", None, "Six died."),
        ("6 < 7 & 8", "7", "6 &lt; <mark>7</mark> &amp; 8"),
    ],
)
def test_the_number_is_marked_where_it_stands_as_a_word(sentence: str, phrase: str | None, shown: str) -> None:
    assert marked(sentence, [phrase]) == shown


@given(st.text(), st.lists(st.text(max_size=5), max_size=4))
def test_marking_keeps_every_character_and_lets_no_tag_through(sentence: str, phrases: list[str]) -> None:
    shown = marked(sentence, phrases).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in shown
    assert unescape(shown) == sentence


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_a_diff_without_skipping_gives_back_both_texts(before: str, after: str) -> None:
    pieces = compare(before, after)
    if all(piece.kind != "skipped" for piece in pieces):
        old = "".join(p.text for p in pieces if p.kind in ("same", "gone"))
        new = "".join(p.text for p in pieces if p.kind in ("same", "added"))
        assert (old.split(), new.split()) == (before.split(), after.split())


def test_a_diff_leaves_out_what_stayed_far_from_the_change() -> None:
    words = [f"w{number}" for number in range(100)]
    pieces = compare(" ".join([*words, "four"]), " ".join([*words, "six"]))
    kept = " ".join(words[-12:]) + " "
    assert [(p.kind, p.text) for p in pieces] == [
        ("skipped", "… "),
        ("same", kept),
        ("gone", "four "),
        ("added", "six"),
    ]


def test_a_word_that_became_the_last_of_its_paragraph_is_no_change() -> None:
    pieces = compare("Police said.", "Police said.\n\nOne died.")
    assert [p.text for p in pieces if p.kind == "gone"] == []
    assert [p.text for p in pieces if p.kind == "added"] == ["One died."]


def test_marks_and_numbers_are_compared_on_their_own() -> None:
    pieces = compare("1,200 died, he said.", "1,300 died, he said, correcting himself.")
    changed = [(p.kind, p.text) for p in pieces if p.kind != "same"]
    assert changed == [("gone", "1,200 "), ("added", "1,300 "), ("added", ", correcting himself")]


def test_a_monstrous_text_is_not_compared() -> None:
    assert compare("a " * (MAX_WORDS + 1), "b") == compare("b", "c " * (MAX_WORDS + 1))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//x", "http://[", "", None]
)
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert web_link(url) is None


def test_money_is_shown_in_words_without_losing_digits() -> None:
    assert money(Decimal("381000000000.00"), "EUR") == "EUR 381 billion"
    assert money(Decimal("4512345678.00"), "USD") == "USD 4.512345678 billion"
    assert money(Decimal("350000.00"), "GBP") == "GBP 350,000"
    assert money(None, "EUR") == ""


def test_counts_agree_with_their_noun_and_numbers_are_found_in_three_spellings() -> None:
    assert [plural(1, "post"), plural(1200, "post")] == ["1 post", "1,200 posts"]
    assert spellings(6, None) == ["6", "6", "six"]


def test_a_publisher_without_an_entry_is_called_by_its_host() -> None:
    assert outlet("schema_org", "https://www.desk.example/live/1") == "desk.example"
    assert outlet("dw", "https://www.dw.com/en/live-1") == "dw"
    assert outlet("schema_org", None) == "schema_org"
    assert outlet("schema_org", "javascript:alert(1)") == "schema_org"
