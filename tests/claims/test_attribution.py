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
        ("Citing hospital sources, Al Jazeera reported that five people died.", "hospital sources"),
        ("Five people died, per the prosecutor's office.", "the prosecutor's office"),
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


@pytest.mark.parametrize(
    ("body", "of", "expected"),
    [
        ("The United States is sending tents, President Joe Biden told reporters.", "tents", "President Joe Biden"),
        ("Denmark has put together a convoy, its minister said in Aarhus.", "convoy", "its minister"),
        ("Lawmakers added 400 million in July.", "400", None),
        ("A fleet of an estimated 300 boats left.", "boats", None),
        ("Hospitals counted 11 dead, the rebels said.", "11", "the rebels"),
        ("By noon local hospitals had counted 68 dead.", "68", "local hospitals"),
        ("Police gave the number of dead as 31.", "31", "Police"),
        ("Mali's army said five died, whom it holds responsible.", "five", "Mali's army"),
        ("Delhi says it answered the attack in Pahalgam, where gunmen shot dead 26 people.", "26", None),
        ("Ghana sent a note, the ministry said, and Togo closed a bridge.", "bridge", None),
        ("The raid, in 38 of which the navy says nobody died, cost four boats.", "four", None),
        ("Coast guard: a drone sank two boats.", "two", "Coast guard"),
        ("Twelve died, Reuters reported, quoting sources it did not name.", "Twelve", "Reuters"),
        ("Jets bombed Marib, the army said on X, adding that nine died.", "nine", "the army"),
        ("The week began with reports from army sources that nine died.", "nine", "army sources"),
    ],
)
def test_the_word_of_a_source_reaches_as_far_as_its_clause(body: str, of: str, expected: str | None) -> None:
    assert source(body, of) == expected


def test_he_is_the_person_named_before_where_nobody_has_spoken() -> None:
    body = "President Mark Ashdown came to Juba on Sunday. He said that nine had died."
    assert source(body, "nine") == "Mark Ashdown"


def test_it_is_what_the_sentence_before_is_about_where_nobody_has_spoken() -> None:
    body = "The army raided two villages. It said 32 fighters had died."
    assert source(body, "32") == "The army"


def test_a_clause_before_a_colon_is_no_source() -> None:
    assert source("The Gulf states carry the bulk: five of the ships.", "five") is None


def test_a_sentence_that_is_all_quotation_goes_on_with_its_speaker() -> None:
    body = '"Two died," the mayor, Jane Roe, wrote on Telegram. "Forty were wounded."'
    assert source(body, "Forty") == "the mayor, Jane Roe"
