"""Sentences and words keep exact offsets whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.text import Document

NEWS = st.lists(
    st.sampled_from(
        [
            "Gen. Smith",
            "U.S. forces",
            "killed 1.2 million",
            "“quoted.”",
            "Kyiv",
            "said",
            ".",
            "!",
            "\n\n",
            "•",
            "5 p.m.",
            ",",
            "é",
            "İ",
            "👍",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(st.text(max_size=400) | NEWS, st.text(max_size=400) | NEWS)
def test_sentences_and_words_are_exact_pieces_of_the_text(title: str, body: str) -> None:
    document = Document(title, body)
    assert document.text == f"{title}\n\n{body}"
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
        for word in sentence.words:
            assert document.text[word.start : word.end] == word.text


@given(st.text(max_size=400) | NEWS)
def test_sentences_cover_all_words_once(body: str) -> None:
    document = Document("", body)
    assert "".join("".join(s.text.split()) for s in document.sentences) == "".join(body.split())


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Gen. Mark Milley said so. He left.", 2),
        ("At 5 p.m. on Monday a drone fell.", 1),
        ("The U.S. Army said so.", 1),
        ("“It is over.” He left.", 2),
        ("Odesa: two killed\n\nKherson: one hurt", 2),
    ],
)
def test_abbreviations_do_not_end_a_sentence(body: str, count: int) -> None:
    assert len(Document("", body).sentences) == count
