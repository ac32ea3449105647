"""Number phrases: what is stated is read exactly, and what is no number of people is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims import numbers
from pipelines.claims.text import Document, Sentence

SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def sentence(text: str) -> Sentence:
    return Document("", text).sentences[0]


def read(text: str) -> list[tuple[int | None, str]]:
    return [(q.value, q.qualifier) for q in numbers.quantities(sentence(text))]


def spelled(value: int) -> str:
    if value < 20:
        return SMALL[value]
    tens, unit = TENS[value // 10 - 2], value % 10
    return f"{tens}-{SMALL[unit]}" if unit else tens


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_number_in_digits_is_read_as_written(value: int) -> None:
    assert read(f"Police counted {value:,} people there") == [(value, "exact")]


@given(st.integers(min_value=2, max_value=99))
def test_a_number_in_words_is_read_as_its_digits(value: int) -> None:
    assert read(f"Police found {spelled(value)} people there") == [(value, "exact")]


@given(st.integers(min_value=2, max_value=9), st.integers(min_value=0, max_value=99))
def test_hundreds_in_words_are_read(hundreds: int, rest: int) -> None:
    phrase = f"{SMALL[hundreds]} hundred" + (f" and {spelled(rest)}" if rest else "")
    assert read(f"Police found {phrase} people there") == [(hundreds * 100 + rest, "exact")]


@pytest.mark.parametrize(
    ("phrase", "value", "qualifier"),
    [
        ("at least 24", 24, "at_least"),
        ("no fewer than nine", 9, "at_least"),
        ("more than 1,000", 1000, "more_than"),
        ("up to 300", 300, "up_to"),
        ("around 400", 400, "approx"),
        ("an estimated 1.2 million", 1_200_000, "approx"),
        ("between 20 and 30", 20, "at_least"),
        ("half a dozen", 6, "exact"),
        ("a dozen", 12, "exact"),
        ("two dozen", 24, "exact"),
        ("dozens of", None, "vague"),
        ("several", None, "vague"),
        ("tens of thousands of", None, "vague"),
    ],
)
def test_qualifiers_and_ranges_follow_the_codebook(phrase: str, value: int | None, qualifier: str) -> None:
    assert read(f"The blast hurt {phrase} people in the town") == [(value, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "It happened on June 11 in the town",
        "It happened in 2024",
        "The sirens wailed at 18:30 in the town",
        "Turnout rose by 50 percent",
        "They drove 30 km",
        "The plan costs $ 40",
        "The siege lasted three years",
    ],
)
def test_dates_times_sums_and_measures_are_no_numbers_of_people(text: str) -> None:
    assert read(text) == []


def test_vague_words_have_bounds_and_no_value() -> None:
    (quantity,) = numbers.quantities(sentence("Dozens of people were hurt"))
    assert (quantity.value, quantity.low, quantity.high) == (None, 24, 99)


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_with_exact_offsets(text: str) -> None:
    document = Document("", text)
    for one in document.sentences:
        for quantity in numbers.quantities(one):
            assert document.text[quantity.start : quantity.end] == quantity.text
