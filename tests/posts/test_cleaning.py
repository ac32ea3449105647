"""Cleaning: what a reader would call the text, in one form only."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.posts.cleaning import clean_html, clean_words
from pipelines.posts.language import detect_language


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("One<br>two", ["One", "two"]),
        ("<p>Rock &amp; roll&nbsp;&mdash; 5&thinsp;km</p>", ["Rock & roll — 5 km"]),
        ("<p>in\u00adde\u00adpen\u200bdent\ufeff</p>", ["independent"]),
        ("<p>Cafe\u0301</p>", ["Café"]),
        ("<p>a <b>bold</b> <i>word</i></p>", ["a bold word"]),
        ("<p>13 Billion<svg><path d='M1'/></svg> doses</p>", ["13 Billion doses"]),
        ("<ul><li>one</li><li>two</li></ul><p>three</p>", ["one", "two", "three"]),
        ("<p>text</p><div class='x rich-text-ad'>Buy!</div><script>x()</script><style>p{}</style>", ["text"]),
        ("<p>text</p><blockquote class='twitter-tweet'><p>a tweet</p></blockquote>", ["text"]),
        ("<blockquote><p>a quotation</p></blockquote>", ["a quotation"]),
        ("<p>text</p><aside>related</aside><form>mail <input></form><button>Copy</button>", ["text"]),
        ("<p>text</p><div class='newsletter-signup'>Sign up</div><ul class='share-links'><li>X</li></ul>", ["text"]),
        ("<p>text<!-- hidden --></p><iframe>frame</iframe><noscript>no</noscript>", ["text"]),
        ("<p>nul\x00 and \x07bell</p>", ["nul and bell"]),
        ("<p>text<span class='sr-only kBKVFk'>text again</span></p>", ["text"]),
        ("<p></p><p> </p><p>&nbsp;</p>", []),
        ("", []),
    ],
)
def test_html_becomes_the_paragraphs_a_reader_sees(html: str, paragraphs: list[str]) -> None:
    assert clean_html(html).paragraphs == paragraphs


def test_a_caption_never_glues_to_the_body() -> None:
    html = (
        "<p>Before.</p><figure><img alt='x'/><figcaption>In Russia<small>Image: A/B</small></figcaption></figure>After."
    )
    clean = clean_html(html)
    assert (clean.paragraphs, clean.captions) == (["Before.", "After."], ["In Russia (Image: A/B)"])


def test_a_table_in_a_figure_is_text() -> None:
    assert clean_html("<figure><table><tr><td>a</td><td>b</td></tr></table></figure>").paragraphs == ["a", "b"]


def test_a_video_gives_its_title_and_an_image_without_caption_nothing() -> None:
    video = "<div class='vjs-wrapper embed big'><h2>The bridge</h2><video><p>enable JavaScript</p></video></div>"
    clean = clean_html(f"<p>a</p>{video}<figure><img alt='unused'/></figure>")
    assert (clean.paragraphs, clean.videos, clean.captions) == (["a"], ["The bridge"], [])


@given(st.text())
def test_clean_words_are_nfc_without_controls_and_stay_as_they_are(text: str) -> None:
    words = clean_words(text)
    assert words == clean_words(words)
    assert unicodedata.is_normalized("NFC", words)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in words)
    assert "  " not in words and words == words.strip()


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=5))
def test_plain_paragraphs_come_back_in_order(words: list[str]) -> None:
    from html import escape

    expected = [clean for word in words if (clean := clean_words(word))]
    assert clean_html("".join(f"<p>{escape(word)}</p>" for word in words)).paragraphs == expected


@given(st.text(alphabet="<>/ abdipr='\"&;!-\x00\ud800", max_size=60))
def test_any_markup_is_cleaned_without_an_error(html: str) -> None:
    clean = clean_html(html)
    assert all(paragraph.strip() for paragraph in clean.paragraphs)


def test_a_long_run_of_combining_marks_is_cut() -> None:
    assert len(clean_words("a" + "\u0316\u0301" * 10_000)) < 100


def test_a_language_is_told_only_from_enough_text() -> None:
    english = "The governor said on Tuesday that the bridge had been repaired and that lorries could cross it again, "
    german = "Der Gouverneur sagte am Dienstag, die Brücke sei repariert und Lastwagen könnten sie wieder befahren, "
    assert detect_language(english * 2) == "en"
    assert detect_language(german * 2) == "de"
    assert detect_language("WATCH: Drones") is None
