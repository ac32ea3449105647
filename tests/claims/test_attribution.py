"""Who says it: the noun phrase as written, and how far its word reaches."""

import pytest

from pipelines.claims import attribution
from pipelines.claims.text import Document


def source(body: str, of: str) -> str | None:
    document = Document("Title", body)
    start = document.text.index(of)
    return attribution.read(document).of(start, start + len(of))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Five people died, the regional governor said on Telegram.", "the regional governor"),
        ("Ukraine's security service, the SBU, says five people died.", "Ukraine's security service, the SBU"),
        ("According to the ministry, five people died.", "the ministry"),
        ("Five people died, according to the Red Crescent.", "the Red Crescent"),
        (
            "Five people died, said Human Rights Activists, a Washington-based group.",
            "Human Rights Activists, a Washington-based group",
        ),
        ("Five people died, state media reported, citing the ministry.", "the ministry"),
        ("Five people died in the city.", None),
    ],
)
def test_the_source_is_the_noun_phrase_as_written(body: str, expected: str | None) -> None:
    found = source(body, "ive people died")
    assert found == expected


def test_a_pronoun_speaks_for_the_last_source_and_for_what_lies_between() -> None:
    body = "Four people were hurt, governor Ivan Petrenko said. One lost an eye. The fire is out, he added."
    assert source(body, "One lost an eye") == "governor Ivan Petrenko"


def test_the_next_sentence_without_a_source_is_the_outlets_voice() -> None:
    body = "Four people were hurt, governor Ivan Petrenko said. A kindergarten was damaged."
    assert source(body, "A kindergarten") is None


def test_what_is_quoted_names_no_source_of_its_own() -> None:
    body = '"They told us that nothing would happen," said the mayor.'
    assert source(body, "They told") == "the mayor"
