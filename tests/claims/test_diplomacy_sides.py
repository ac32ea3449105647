"""Whom acts and positions are towards where a common noun, a pronoun or an office stands for it."""

from datetime import date

import pytest

from pipelines.claims import diplomacy, text
from pipelines.claims.claim import Diplomacy, PostText


def _read(body: str, title: str = "") -> list[Diplomacy]:
    found = diplomacy.find(text.read(PostText(title, body, date(2025, 9, 14), None)))
    return [c for c in found if c.support != "low"]


@pytest.mark.parametrize(
    ("body", "counterparts"),
    [
        ("South Africa's Cyril Ramaphosa condemned the attack after Zelensky cut short a trip.", ()),
        (
            "Sudan is at war. Massad Boulos, the US envoy, urged the army and the RSF to accept a truce.",
            ("Sudan", "RSF"),
        ),
        ("The Houthis sank a ship. The US embassy in Sanaa accused them of kidnapping the crew.", ("Houthis",)),
        (
            'Iran is angry. France\'s foreign minister, Jean-Noel Barrot, told Tehran that "the door is open".',
            ("Iran",),
        ),
        ("India's foreign secretary, Vikram Misri, said Pakistan had violated the truce.", ("Pakistan",)),
    ],
)
def test_a_position_is_towards_whom_its_own_clause_addresses(body: str, counterparts: tuple[str, ...]) -> None:
    assert [c.counterparts for c in _read(body) if c.act == "statement"] == [counterparts]


def test_talks_of_the_government_and_the_rebels_are_between_the_state_and_the_group_named_before() -> None:
    body = "M23 took Nzibira. The Congolese army denied it. Talks between the government and the rebels opened in Doha."
    assert [c.participants for c in _read(body) if c.act == "negotiation"] == [("DR Congo", "M23")]


def test_both_men_are_the_two_named_before() -> None:
    body = (
        "Armenia's prime minister, Nikol Pashinyan, and Azerbaijan's president, Ilham Aliyev, sat together in Tirana. "
        "Emmanuel Macron spoke to both men by telephone."
    )
    assert [set(c.participants) for c in _read(body) if c.act == "call"] == [{"Macron", "Pashinyan", "Aliyev"}]


def test_words_of_a_home_office_about_home_are_no_position() -> None:
    body = "Sudan is at war. The head of Sudan's aviation agency, Marie Kabongo, said the pilot should have diverted."
    assert _read(body) == []


def test_leaving_a_town_is_no_treaty_left() -> None:
    assert _read("The M23 said it would withdraw from Uvira at the request of the US.") == []
