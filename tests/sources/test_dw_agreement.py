"""DW: whatever a live blog says, its forms agree on it."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.posts.reading import read, versions
from tests.sources import blog

_LETTERS = st.characters(categories=["Ll", "Lu", "Nd"], exclude_characters="\u0345")
_WORD = st.text(_LETTERS, min_size=1, max_size=8) | st.sampled_from(
    ["€2", "(AP)", "—", "'we'", "5,000", "<b>", "&amp;"]
)
_WORDS = st.lists(_WORD, min_size=1, max_size=8).map(" ".join)
_SENTENCE = _WORDS.map(lambda words: f"A {words}.") | _WORDS.map(lambda words: f'"A {words}."')
_PARAGRAPH = st.tuples(st.just("p"), _SENTENCE)
_LIST = st.lists(_SENTENCE, min_size=1, max_size=3).map(lambda items: ("list", *items))
_IMAGE = st.tuples(st.just("image"), _WORDS, _WORDS, _WORDS.map(lambda words: f"Image: {words}"))
_VIDEO = st.tuples(st.just("video"), _WORDS.map(lambda words: f"How {words} ends"))


@st.composite
def posts(draw: st.DrawFn) -> blog.Blog:
    """A live blog of one to four posts; a video, as on DW's pages, ends its post."""
    numbers = draw(st.lists(st.integers(98000002, 98999999), min_size=1, max_size=4, unique=True))
    return [draw(_post(number)) for number in numbers]


@st.composite
def _post(draw: st.DrawFn, number: int) -> dict[str, Any]:
    parts = [draw(_PARAGRAPH), *draw(st.lists(_PARAGRAPH | _LIST | _IMAGE, max_size=4))]
    return {
        "id": number,
        "day": draw(st.dates(date(2023, 3, 1), date(2030, 1, 1))),
        "title": draw(_WORDS.map(lambda words: f"Title {words}")),
        "authors": draw(st.sampled_from([(), ("Ada Example",), ("Ada Example", "Bořek van Muster")])),
        "parts": [*parts, *([draw(_VIDEO)] if draw(st.booleans()) else [])],
    }


@settings(max_examples=100, deadline=None)
@given(posts())
def test_every_form_of_any_live_blog_gives_the_same_versions(some: blog.Blog) -> None:
    expected = versions(read(blog.dw_json(some)))
    assert len(expected) == len(some)
    for name, form in blog.FORMS.items():
        assert versions(read(form(some))) == expected, name


GERMAN = (
    (
        "Skip next section WATCH: How the bridge was mended",
        "Den nächsten Abschnitt WATCH: How the bridge was mended {}",
    ),
    ("Image: ", "Bild: "),
    ("Published September 2, 2025last updated", "Veröffentlicht 2. September 2025Zuletzt aktualisiert"),
    ("September 3, 2025", "3. September 2025"),
    ("September 2, 2025", "02.09.2025"),
    ("with AFP, dpa", "mit AFP, dpa"),
)


def test_german_pages_agree_on_captions_dates_and_posts() -> None:
    pages = {}
    for name, form in blog.FORMS.items():
        text = form().decode()
        for english, german in GERMAN:
            text = text.replace(english, german.format("überspringen"))
        pages[name] = read(text.encode())
    assert {tuple(versions(page)) for page in pages.values()} == {tuple(versions(pages["json"]))}
    first = pages["text"].posts[0]
    assert first.captions == ("The first lorry crossed at noon (Bild: A. Photographer/Agency)",)
    assert first.published_on == date(2025, 9, 3)
    assert pages["text"].form and pages["text"].form.header.authors == blog.AUTHORS
