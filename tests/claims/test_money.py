"""Sums are read as written: amount, currency, qualifier, conversion."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.money import sums

_SCALES = {"": 1, " million": 10**6, "m": 10**6, " billion": 10**9, "bn": 10**9, "-billion": 10**9, " trillion": 10**12}
_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "US$": "USD", "C$": "CAD", "¥": "JPY", "₴": "UAH", "NOK ": "NOK"}
_WORDS = {"euros": "EUR", "dollars": "USD", "hryvnia": "UAH", "shekels": "ILS", "Norwegian kroner": "NOK"}
_QUALIFIERS = {"": "exact", "about ": "approx", "at least ": "at_least", "more than ": "more_than", "up to ": "up_to"}


@given(
    st.integers(min_value=1, max_value=9_999),
    st.sampled_from(list(_SCALES)),
    st.sampled_from(list(_SYMBOLS)),
    st.sampled_from(list(_QUALIFIERS)),
)
def test_a_sum_with_a_symbol_reads_back_as_it_was_written(number, scale, symbol, qualifier):
    text = f"The loan is worth {qualifier}{symbol}{number:,}{scale} in all."
    (found,) = sums(text)
    assert found.amount == Decimal(number) * _SCALES[scale]
    assert (found.currency, found.qualifier) == (_SYMBOLS[symbol], _QUALIFIERS[qualifier])
    assert text[found.start : found.end].startswith(symbol)


@given(
    st.decimals(min_value="0.1", max_value="999.99", places=2),
    st.sampled_from([" million", " billion", "bn", " trillion"]),
    st.sampled_from(list(_WORDS)),
)
def test_a_sum_with_a_currency_word_reads_back_as_it_was_written(number, scale, word):
    (found,) = sums(f"They gave {number}{scale} {word} to the fund.")
    assert found.amount == number * _SCALES[scale.strip() if scale == "bn" else scale]
    assert found.currency == _WORDS[word]


@given(st.text(max_size=400))
def test_any_text_is_read_without_error_and_every_span_is_its_text(text):
    for found in sums(text):
        assert text[found.qualifier_start : found.end] == found.text
        assert found.amount >= 0


def test_a_conversion_in_brackets_belongs_to_its_sum():
    (found,) = sums("a package of 15.8 billion yen ($106 million) for farms")
    assert (found.currency, found.converted, found.converted_currency) == ("JPY", Decimal(106_000_000), "USD")


def test_a_range_is_its_lower_bound():
    for text in ("between $5bn and $7bn", "$5-7 billion", "from 5 to 7 billion dollars", "$5bn–$7bn"):
        (found,) = sums(f"It will cost {text} a year.")
        assert (found.amount, found.qualifier) == (Decimal(5_000_000_000), "at_least"), text


def test_a_rise_from_one_sum_to_another_is_no_range():
    found = sums("Aid was raised from €8.5bn to €11.5bn.")
    assert [int(m.amount) for m in found] == [8_500_000_000, 11_500_000_000]


def test_a_number_without_currency_takes_the_one_before_it():
    found = sums("Lawmakers set aside 90 billion shekels. They added 412 billion in July and 3 million people cheered.")
    assert [(int(m.amount), m.currency) for m in found] == [(90 * 10**9, "ILS"), (412 * 10**9, "ILS")]


def test_the_countries_of_a_post_decide_what_crowns_are():
    assert sums("500 million crowns", ((0, "SE"),))[0].currency == "SEK"
    assert sums("500 million crowns", ((0, "CZ"),))[0].currency == "CZK"


def test_of_several_countries_the_nearest_before_a_sum_decides():
    text = "India spends 10 billion rupees, Pakistan 5 billion rupees."
    named = ((0, "IN"), (text.index("Pakistan"), "PK"))
    assert [m.currency for m in sums(text, named)] == ["INR", "PKR"]


@pytest.mark.parametrize(
    "text", ["1,200 pounds of explosives", "won 55 seats", "($1 = 149.3000 yen)", "5,000 people", "242 drones"]
)
def test_what_is_no_sum_is_left_out(text):
    assert sums(text) == []


def test_a_long_hostile_text_is_read_in_a_moment():
    for piece in ("$", "1,", "9", "about ", "($", "billion "):
        assert isinstance(sums(piece * 20_000), list)
