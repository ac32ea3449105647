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
        (
            "Two Israeli soldiers lost their lives in Rafah and a third was seriously wounded.",
            [("killed", 2, "exact", "military"), ("injured", 1, "exact", "military")],
        ),
        (
            "The army said 12 militants and five soldiers died in a firefight near Wana.",
            [("killed", 12, "exact", "military"), ("killed", 5, "exact", "military")],
        ),
        (
            "Two more people have died of their wounds, bringing the death toll of the strike on Sumy to 13.",
            [("killed", 13, "exact", "unspecified")],
        ),
        ("Killed in the strike on Sumy were a priest and two nuns.", [("killed", 3, "exact", "civilian")]),
        ("Gunmen took 30 villagers hostage in a raid on Kaya.", [("captured", 30, "exact", "civilian")]),
        ("Rebels hacked 12 farmers to death in a raid on Oicha.", [("killed", 12, "exact", "civilian")]),
        (
            "The strike on Kosti left 12 people dead and injured dozens more.",
            [("killed", 12, "exact", "unspecified"), ("injured", None, "vague", "unspecified")],
        ),
        (
            "The ministry counts 45 dead after the strike on Rafah, the Red Crescent 50.",
            [("killed", 45, "exact", "unspecified"), ("killed", 50, "exact", "unspecified")],
        ),
        ("Two teenagers were among five people killed by a drone.", [("killed", 5, "exact", "unspecified")]),
        ("A minibus with 16 people was shelled, ten of whom died.", [("killed", 10, "exact", "unspecified")]),
        ("Shelling of Siversk: a woman, her son and two policemen hurt.", [("injured", 4, "exact", "civilian")]),
        ("The army lost 18 men in the battle for Bakhmut.", [("killed", 18, "exact", "military")]),
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
        "Two soldiers were killed when a shell exploded in a training accident near Sliven.",
        "A court sentenced the sniper to ten years for killing two civilians.",
        "Reports of two dead in the drone attack on Odesa were false.",
        "Relatives lit candles in the gym where 334 hostages were killed after militants seized it.",
        "Thousands of civilians could be killed in an assault on the city.",
    ],
)
def test_what_is_no_claim(body: str) -> None:
    assert told(body) == []


def test_several_places_in_one_sentence_are_several_claims() -> None:
    body = "Three people were killed by shelling in Kharkiv, two in Kherson and one in Sumy."
    assert [(c.count, c.place) for c in claims(body)] == [(3, "Kharkiv"), (2, "Kherson"), (1, "Sumy")]


def test_no_part_of_a_list_sums_the_others() -> None:
    body = "Two people were killed in Chernihiv, three in Kherson and one in Kostiantynivka in Russian strikes."
    assert sorted((c.count, c.is_total) for c in claims(body)) == [(1, False), (2, False), (3, False)]


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


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("A drone hit a market in Kyiv's Sviatoshyn district, killing two people.", "Kyiv"),
        ("Rockets killed nine civilians in Sisaket, Surin and Buriram.", None),
        ("A bomb fell on Nikopol. Two people were killed there, police said.", "Nikopol"),
        ("Missiles struck a tower in Ramat Gan, near Tel Aviv, killing a woman.", "Ramat Gan"),
        ("A couple from the Belgorod region were killed by a drone in Sumy.", "Sumy"),
        ("Shelling killed 13 civilians across the country on Sunday.", None),
        (
            "Drones struck depots in Odesa. Elsewhere, in Ukraine's Vinnytsia region, two people were killed.",
            "Vinnytsia",
        ),
    ],
)
def test_the_place_is_the_one_of_the_harm(body: str, place: str | None) -> None:
    assert {c.place for c in claims(body, title="Attacks")} == {place}


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("South Korea's agency says 2,000 soldiers deployed by North Korea have been killed.", "KP"),
        ("Russia's defence ministry said 89 of its servicemen died in the strike on Makiivka.", "RU"),
        ("The Thai army reported three soldiers dead after Cambodian shelling.", "TH"),
        ("Six gunmen were killed in the attack on Derbent.", None),
        ("The air raid on Saada killed a British aid worker.", "GB"),
        ("The army said a soldier was killed in Khan Younis by militants.", "IL"),
        ("Gunmen killed four people at the market of Mpondwe, western Uganda.", "UG"),
        ("A strike in Damascus killed 11 people: eight Iranians and three Syrians.", None),
    ],
)
def test_whose_people_the_victims_are(body: str, country: str | None) -> None:
    assert claims(body, title="Attacks")[0].victim_country == country


@pytest.mark.parametrize(
    ("body", "scopes"),
    [
        (
            "128 people were killed in strikes over the past 24 hours, lifting the toll since October 7 to 22,313.",
            ["incident", "cumulative"],
        ),
        ("At least 404 people were killed in the heaviest strikes of the war.", ["incident"]),
        ("Fighting has killed 2,900 people in Goma since 12 June.", ["incident"]),
        ("Around 2,000 North Korean troops have been killed fighting for Moscow.", ["cumulative"]),
    ],
)
def test_the_words_of_time_nearest_to_a_number_say_how_long_it_counts(body: str, scopes: list[str]) -> None:
    assert [c.scope for c in claims(body, title="Attacks")] == scopes


def test_a_headline_without_articles_counts_one_person() -> None:
    (found,) = claims("Glide bombs fell on Huliaipole all day.", title="Strike kills mother of two in Huliaipole")
    assert (found.count, found.place) == (1, "Huliaipole")


def test_what_the_headline_calls_one_is_counted_in_the_body() -> None:
    found = claims("A bomb killed General Moskalik and his aide in Balashikha.", title="General killed by bomb")
    assert [c.count for c in found] == [2]
