"""Markup before parsing: scripts apart, and only pages refused that no publisher would write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.markup import refuse_costly, split_scripts
from pipelines.sources.reading import Unreadable


def test_scripts_styles_and_comments_are_taken_out() -> None:
    split = split_scripts("<p>a</p><SCRIPT type='x'>b<p></SCRIPT><style>c</style>d<!-- <script>e</script> -->f")
    assert split.markup == "<p>a</p></SCRIPT></style>df"
    assert split.scripts == ((" type='x'", "b<p>"),)


def test_a_script_that_never_ends_reaches_to_the_end() -> None:
    assert split_scripts("a<script>b").scripts == (("", "b"),)


def test_letters_that_grow_when_lowered_do_not_shift_what_is_cut() -> None:
    assert split_scripts("İİİ<Script>x</Script>İ").markup == "İİİ</Script>İ"


@given(st.text(alphabet="<>!-/ scriptyleİ\"'=", max_size=80))
def test_nothing_but_scripts_styles_and_comments_is_lost(text: str) -> None:
    split = split_scripts(text)
    assert len(split.markup) + sum(len(script) for _, script in split.scripts) <= len(text)
    if not any(name in text.lower() for name in ("<script", "<style", "<!--")):
        assert split.markup == text


@pytest.mark.parametrize(
    "markup",
    [
        "<gu-island props=\"" + "{&quot;a&quot;: 1, b/c=d} " * 50_000 + "\">",
        "<p>" + "a long paragraph " * 50_000,
        "<img src='data:image/png;base64," + "abc/def=" * 50_000 + "'>",
        "<div><p>text</p></div>" * 50_000,
        "<p>never closed" * 100_000,
    ],
    ids=lambda markup: markup[:16],
)  # fmt: skip
def test_long_but_plain_markup_is_read(markup: str) -> None:
    refuse_costly(markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">",
        "<p " + "a/b/c/" * 50_000 + ">",
        '<p x="<" ' + "a b " * 50_000 + ">",
        "<p " + 'a="b"' * 50_000 + ">",
        "<div>" * 50_000,
        "<div></p><b></i>" * 20_000,
        "<br>" * 300_001,
    ],
    ids=lambda markup: markup[:16],
)
def test_markup_that_would_take_quadratic_time_is_refused(markup: str) -> None:
    with pytest.raises(Unreadable, match="real pages"):
        refuse_costly(markup)
