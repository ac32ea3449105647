"""Casualties of wars the gazetteer knows little of, at sea, and harm that is no news."""

import pytest

from pipelines.claims import casualty, text
from pipelines.claims.claim import PostText


def told(title: str, body: str) -> list[tuple[str, int | None, str | None, str | None]]:
    found = casualty.find(text.read(PostText(title=title, body=body)))
    return [(c.harm, c.count, c.victim_country, c.place) for c in found if c.modality == "asserted"]


def test_a_town_of_a_state_the_post_does_not_tell_of_is_a_namesake() -> None:
    body = "In Yohmor, two brothers died when warplanes bombed a workshop."
    assert told("Israeli strikes on southern Lebanon", body) == [("killed", 2, "LB", "Yohmor")]


def test_victims_at_sea_have_no_country() -> None:
    body = "Three seafarers were killed when drones hit a bulk carrier in the Red Sea, the EU's naval mission said."
    assert told("Ship attacked", body) == [("killed", 3, None, "Red Sea")]


def test_a_capital_that_speaks_is_not_where_it_happened() -> None:
    body = "Seven Ugandan soldiers were killed when al-Shabab attacked a base at Bulo Marer, Kampala said."
    assert told("Base attacked", body) == [("killed", 7, "UG", "Bulo Marer")]


def test_a_police_officer_is_one_person() -> None:
    assert told("Attack", "A Kenyan police officer was killed by militants in Cali.") == [("killed", 1, "KE", "Cali")]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Swap", "Russia and Ukraine each returned 307 captured soldiers, and Kyiv received the bodies of 909 fallen."),
        ("Fake", "A video that shows 40 soldiers captured near Sumy was made by artificial intelligence."),
        ("History", "A new history tells how 43,000 civilians were killed in air raids."),
        ("Rebel gets life", "Fighters killed three men at a checkpoint, a witness said."),
    ],
)
def test_what_changes_hands_is_invented_or_judged_is_no_new_harm(title: str, body: str) -> None:
    assert told(title, body) == []
