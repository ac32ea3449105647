"""What learned questions may be answered with: the names, places and periods that a post gives, as it writes them."""

from datetime import date

import pytest

from pipelines.claims import text
from pipelines.claims.claim import Claim, PostText
from pipelines.claims.extract import rules_only
from pipelines.claims.learned import names, unread
from pipelines.claims.learned.candidates import sets
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.reading import Reading


def _offered(body: str, question: str, anchor_word: str) -> set[object]:
    """The values offered for a question about the claim that hangs on a word of the body."""
    document = text.read(PostText("Overnight summary", body, date(2026, 3, 4)))
    reading = Reading(document)
    made: list[Claim] = rules_only(document)
    claims = [*made, *unread.find(reading, made)]
    asked = next(q for q in QUESTIONS if q.name == question)
    sentence = document.sentence_at(document.text.index(anchor_word)).index
    about = next(c for c in claims if c.type == asked.claim_type and document.sentence_at(c.anchor).index == sentence)
    return {option.value for option in asked.ask(reading, about, claims)}


def test_a_sentence_that_opens_with_its_place_is_offered_no_place_of_another() -> None:
    told = "In Bila Tserkva, two people were killed by a drone.\n\n{}, one man was killed by shelling."
    opened = _offered(told.format("In the Donetsk region"), "casualty_place", "one man")
    assert "Donetsk" in opened
    assert "Bila Tserkva" not in opened
    assert "Bila Tserkva" in _offered(told.format("Later"), "casualty_place", "one man")


@pytest.mark.parametrize(
    "attacker", ["pro-Russian separatists", "Saudi-led coalition", "Tuareg separatists", "al-Mourabitoun"]
)
def test_an_attacker_may_be_a_group_as_the_post_describes_it(attacker: str) -> None:
    body = f"Four soldiers died when {attacker} shelled a checkpoint near the town at dawn, the army said."
    assert attacker in _offered(body, "attack_attacker", "shelled")


@pytest.mark.parametrize(
    ("attacker", "body"),
    [
        ("forces loyal to Riek Machar", "On Friday forces loyal to Riek Machar shelled the town, the army said."),
        ("Russian-led forces", "Three Russian-led forces shelled the town, the army said."),
        ("Islamist gunmen", "Since Monday Islamist gunmen have shelled the town, the army said."),
        ("Maoist rebels", "It was quiet in Chhattisgarh. Maoist rebels shelled the town, the army said."),
        ("U.S.-backed rebels", "U.S.-backed rebels shelled the town, the army said."),
    ],
)
def test_a_description_begins_behind_days_numbers_and_the_sentence_before(attacker: str, body: str) -> None:
    described = {v for v in _offered(body, "attack_attacker", "shelled") if v and len(str(v)) > 2}
    assert attacker in described
    assert described <= {attacker, attacker.split(maxsplit=1)[0], "forces loyal to Riek Machar"}


def test_a_known_foe_that_the_post_does_not_name_is_no_attacker() -> None:
    body = "Pakistani Taliban shelled a police post in Peshawar in Pakistan, the army said."
    offered = _offered(body, "attack_attacker", "shelled")
    assert {"Pakistani Taliban", "PK"} <= offered
    assert not offered & {"IN", "IR", "AF", "BLA", "TTP"}


def test_a_foe_whose_war_goes_on_all_the_time_need_not_be_named() -> None:
    assert "RU" in _offered("Three drones hit Kharkiv in Ukraine at night, the mayor said.", "attack_attacker", "hit")


def test_a_country_that_the_post_does_not_name_is_no_target() -> None:
    body = "Boko Haram shelled a village in Borno in Nigeria, the army said."
    offered = _offered(body, "attack_target_country", "shelled")
    assert "NG" in offered
    assert not offered & {"TD", "CM", "NE"}


def test_a_party_is_no_venue_unless_it_is_a_place_of_the_post() -> None:
    offered = _offered("Putin met Kim in Beijing on Wednesday, the Kremlin said.", "diplomacy_venue", "met")
    assert "Beijing" in offered
    assert not offered & {"Putin", "Kim"}


@pytest.mark.parametrize(
    "period",
    [
        "fiscal 2027",
        "from 2026 to 2028",
        "up to 2029",
        "by the end of 2027",
        "annually",
        "since March 2024",
        "until Feb. 24",
    ],
)
def test_a_period_may_be_what_the_post_writes(period: str) -> None:
    body = f"Norway will give Ukraine 400 million euros {period}, the government said."
    assert period in _offered(body, "spending_period", "400 million")


def test_a_period_that_opens_its_sentence_is_offered_as_within_one() -> None:
    body = "Since March 2024 Norway has given Ukraine 400 million euros, the government said."
    assert "since March 2024" in _offered(body, "spending_period", "400 million")


def test_an_attacker_may_be_an_alliance() -> None:
    body = "Nine villagers died when NATO warplanes bombed a convoy near Djakovica, the police said."
    assert "NATO" in _offered(body, "attack_attacker", "bombed")


def test_how_the_war_began_is_no_attack_to_ask_about() -> None:
    document = text.read(PostText("Kyiv", "The talks are the first since Russia invaded Ukraine.", date(2026, 3, 4)))
    assert not [c for c in unread.find(Reading(document), []) if c.type == "attack"]


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("Drodro", "The militia set upon Drodro at dawn and shot dead 12 villagers, the army said."),
        ("Kasuwan Daji", "Gunmen fell on Kasuwan Daji market in the evening; 30 villagers were shot dead."),
        ("Karma", "Families from Karma, a village in Burkina Faso, counted 136 bodies after soldiers opened fire."),
    ],
)
def test_a_place_may_be_a_name_that_no_list_has_and_no_preposition_announces(place: str, body: str) -> None:
    assert place in _offered(body, "casualty_place", "shot dead" if "shot" in body else "bodies")


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("Kinshasa", "Kinshasa has given a count of 272 dead after the raid on the camp."),
        ("Hospital officials", "Hospital officials count at least 80 dead and 1,300 wounded after the strike."),
        ("the army", "Another band fell on a market; there the army, by its own account, lost four soldiers dead."),
    ],
)
def test_a_source_may_be_whoever_can_speak_whatever_verb_tells(source: str, body: str) -> None:
    offered = {str(value) for value in _offered(body, "casualty_asserted_by", "dead")}
    assert any(value.startswith(source) for value in offered)


def test_who_speaks_may_be_a_person_without_title_whom_no_list_has() -> None:
    body = "Amos Kirui said that Russia had to stop the war in Ukraine at once."
    assert ("Kirui",) in _offered(body, "diplomacy_participants", "said")


def test_a_second_act_of_force_in_a_clause_of_its_own_is_asked_about() -> None:
    body = "Russian shelling hit Kharkiv, and settlers set fire to homes in Huwara."
    document = text.read(PostText("Overnight summary", body, date(2026, 3, 4)))
    made: list[Claim] = [c for c in rules_only(document) if c.anchor < document.text.index("settlers")]
    found = [c for c in unread.find(Reading(document), made) if c.type == "attack"]
    assert [document.text[c.anchor :].partition(" ")[0] for c in found] == ["fire"]


@pytest.mark.parametrize(
    ("first", "second", "attacker"),
    [
        ("Rapid Support Forces (RSF)", "RSF", "RSF"),
        ("Rapid Support Forces militia (RSF)", "RSF", "RSF"),
        ("Rapid Support Forces", "RSF", "Rapid Support Forces"),
        ("Rapid Support Forces", "army", "Rapid Support Forces"),
        ("RSF", "army", "RSF"),
        ("M23 rebels", "army", "M23"),
        ("Chechen rebels", "rebels", "Chechen rebels"),
    ],
)
def test_a_group_is_one_attacker_however_often_the_post_renames_it(first: str, second: str, attacker: str) -> None:
    body = f"The {first} shelled a market at noon. Doctors said the {second} had used drones as well."
    forms = {"RSF", "Rapid Support Forces", "M23", "M23 rebels", "Chechen rebels", "rebels"}
    assert forms & _offered(body, "attack_attacker", "shelled") == {attacker}


def test_of_two_names_side_by_side_the_words_between_speak_for_both_or_one() -> None:
    document = text.read(PostText("Overnight", "Shells hit Kharkiv and Chuhuiv near Balakliia.", date(2026, 3, 4)))
    reading = Reading(document)
    anchor = document.text.index("hit")
    options = sets(None, {"Kharkiv": (), "Chuhuiv": (), "Balakliia": ()}, names.places(reading), anchor)
    features = {option.value: option.features for option in options}
    assert {"both around and", "first around near"} <= set(features["Kharkiv", "Chuhuiv"])
    assert {"first around and"} <= set(features["Kharkiv",])
    assert not any("around" in f for f in features[()])
