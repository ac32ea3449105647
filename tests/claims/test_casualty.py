"""Casualty claims: victims, harms and numbers, worded for these tests."""

from datetime import date

import pytest

from pipelines.claims import casualty
from pipelines.claims.claim import Casualty, PostText
from pipelines.claims.text import read


def claims(body: str, title: str = "War in Ukraine: Russian attacks") -> list[Casualty]:
    return casualty.find(read(PostText(title, body, date(2025, 6, 17))))


def told(body: str) -> list[tuple[str, int | None, str, str]]:
    return [(c.harm, c.count, c.qualifier, c.victim_group) for c in claims(body) if c.modality == "asserted"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Three residents were killed and 16 injured in Russian shelling of Nikopol.",
            [("killed", 3, "exact", "civilian"), ("injured", 16, "exact", "civilian")],
        ),
        (
            "A drone strike on Sumy killed at least two people and injured 36.",
            [("killed", 2, "at_least", "unspecified"), ("injured", 36, "exact", "unspecified")],
        ),
        ("A missile hit a clinic in Dnipro, killing a doctor.", [("killed", 1, "exact", "civilian")]),
        ("A shell killed a woman and her son in Kherson.", [("killed", 2, "exact", "civilian")]),
        ("The strike left 59 soldiers wounded in Kursk.", [("injured", 59, "exact", "military")]),
        ("The death toll from the strike on Odesa rose from seven to nine.", [("killed", 9, "exact", "unspecified")]),
        ("Rebels captured 12 soldiers in the raid near Goma.", [("captured", 12, "exact", "military")]),
        ("Dozens of people were wounded by shelling in Kharkiv.", [("injured", None, "vague", "unspecified")]),
        (
            "The blast in Quetta killed 26 people: 14 soldiers and 12 civilians.",
            [
                ("killed", 26, "exact", "unspecified"),
                ("killed", 14, "exact", "military"),
                ("killed", 12, "exact", "civilian"),
            ],
        ),
        ("A ranger lost a leg when a mine exploded near Izium.", [("injured", 1, "exact", "civilian")]),
    ],
)
def test_who_was_harmed_and_how_many(body: str, expected: list[tuple[str, int | None, str, str]]) -> None:
    assert told(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "No one was killed in the drone attack on Sumy.",
        "A strike on the plant could kill thousands of people.",
        "Some 40 people were killed or wounded in the attack on Lyman.",
        "The missile attack on Kyiv forced 300 people to leave their homes.",
        "Six people died when a bus crashed on an icy road near Lviv.",
        "The 65-year-old man watched the drone attack from afar.",
        "During the exercise two soldiers were wounded by a shell.",
    ],
)
def test_what_is_no_claim(body: str) -> None:
    assert told(body) == []


def test_several_places_in_one_sentence_are_several_claims() -> None:
    body = "Three people were killed by shelling in Kharkiv, two in Kherson and one in Sumy."
    assert [(c.count, c.place) for c in claims(body)] == [(3, "Kharkiv"), (2, "Kherson"), (1, "Sumy")]


def test_a_sum_of_claims_told_below_it_is_a_total() -> None:
    body = "Shelling killed three people.\n\nKherson: two people killed\n\nNikopol: one person killed"
    assert [(c.count, c.is_total) for c in claims(body)] == [(3, True), (2, False), (1, False)]


def test_the_same_number_in_title_and_body_is_one_claim_with_the_bodys_words() -> None:
    found = claims("An air strike on Rafah killed eight people.", title="Eight killed in Rafah air strike")
    assert [(c.count, c.place) for c in found] == [(8, "Rafah")]
    assert found[0].evidence == "An air strike on Rafah killed eight people."


def test_the_village_comes_before_its_region() -> None:
    (found,) = claims("A bomb hit the village of Yarova in Donetsk region, killing 24 people.")
    assert (found.place, found.victim_country) == ("Yarova", "UA")


def test_a_running_toll_of_the_war_is_cumulative() -> None:
    (found,) = claims("More than 12,000 civilians have been killed in the war since February 2022.")
    assert (found.scope, found.qualifier) == ("cumulative", "more_than")


def test_the_day_is_counted_from_the_day_of_the_post() -> None:
    (found,) = claims("A missile killed four people in Kryvyi Rih on Friday.")
    assert found.event_date == date(2025, 6, 13)


def test_another_decade_is_historical() -> None:
    assert [c.modality for c in claims("In 1995, shelling killed 71 people in Tuzla.")] == ["historical"]
