"""Attack claims: means, sides, places and numbers, worded for these tests."""

import time
from datetime import date

import pytest

from pipelines.claims import attack, lexicon
from pipelines.claims.claim import Attack, PostText
from pipelines.claims.text import read


def claims(body: str, title: str = "Overnight") -> list[Attack]:
    return [c for c in attack.find(read(PostText(title, body, date(2025, 6, 17)))) if c.modality == "asserted"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A Russian missile hit a clinic in Dnipro.", ("missile", "RU", "UA", ("Dnipro",))),
        ("Ukrainian drones struck a refinery in Saratov.", ("drone", "UA", "RU", ("Saratov",))),
        ("Israeli warplanes bombed Rafah.", ("airstrike", "IL", "PS", ("Rafah",))),
        ("RSF fighters stormed the town of El Fasher.", ("ground", "RSF", "SD", ("El Fasher",))),
        ("Russian forces have captured the village of Fedorivka.", ("ground", "RU", "UA", ("Fedorivka",))),
        ("A market in Kharkiv was hit by Russian shelling.", ("shelling", "RU", "UA", ("Kharkiv",))),
        ("A drone attack on Kherson wounded two people.", ("drone", "RU", "UA", ("Kherson",))),
    ],
)
def test_means_sides_and_places(body: str, expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    (found,) = claims(body)
    assert (found.attack_type, found.attacker, found.target_country, found.places) == expected


def test_a_wave_told_in_several_sentences_is_one_attack_with_its_numbers() -> None:
    body = (
        "Russia launched 150 drones overnight, Ukraine's air force said, adding that 120 drones had been shot down. "
        "In Bila Tserkva drones set fire to a warehouse."
    )
    (found,) = claims(body)
    assert (found.attack_type, found.launched, found.intercepted) == ("drone", 150, 120)
    assert found.places == ("Bila Tserkva",)


def test_drones_and_missiles_of_one_wave_are_combined_and_summed() -> None:
    (found,) = claims("Russia fired 375 drones and 21 missiles at Ukraine overnight.")
    assert (found.attack_type, found.launched) == ("combined", 396)


def test_two_places_attacked_by_other_means_are_two_attacks() -> None:
    body = "A Russian glide bomb hit Vovchansk on Friday.\n\nRussian artillery shelled Nikopol on Saturday."
    assert [(c.attack_type, c.places) for c in claims(body)] == [
        ("airstrike", ("Vovchansk",)),
        ("shelling", ("Nikopol",)),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Zelenskyy called for an end to Russian attacks on Ukraine.",
        "Railway workers went on strike in Kharkiv.",
        "The actor died of a heart attack in Odesa.",
        "A court in Kyiv jailed a man suspected of shooting dead a politician in Lviv.",
        "The drones were supplied by Turkey, the ministry in Kyiv said.",
        "The plant will make 155mm artillery shells in Lower Saxony.",
        "killed at",
    ],
)
def test_what_is_no_attack(body: str) -> None:
    assert claims(body) == []


def test_a_clause_with_its_own_place_and_force_is_an_attack_of_its_own() -> None:
    body = "RSF fighters took the town of Bara on Sunday, two days after they seized Umm Rawaba."
    assert [(c.attacker, c.places) for c in claims(body)] == [("RSF", ("Bara",)), ("RSF", ("Umm Rawaba",))]


def test_places_belong_to_the_clause_that_tells_the_force() -> None:
    body = "Thai jets bombed two Cambodian posts after rockets fired from Cambodia hit a school in Kantharalak."
    places = {c.attack_type: c.places for c in claims(body)}
    assert places == {"airstrike": (), "shelling": ("Kantharalak",)}


def test_the_lines_of_a_round_up_join_the_wave_whose_numbers_are_told() -> None:
    body = (
        "▪ Sumy — a drone hit a depot\n\n▪ Poltava — three injured, a block of flats damaged\n\n"
        "▪ Kharkiv — a missile hit a school\n\n"
        "The air force counted 180 drones and 12 missiles; 150 drones were shot down."
    )
    (found,) = claims(body)
    assert (found.attack_type, found.launched, found.intercepted) == ("combined", 192, 150)
    assert set(found.places) == {"Sumy", "Poltava", "Kharkiv"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Gunmen killed nine pilgrims on a bus in Reasi. The TTP claimed responsibility.", ("TTP", "The TTP")),
        ("Attackers stormed a base in Ankara. The interior minister blamed the PKK.", ("PKK", "The interior minister")),
        ("Two shells hit a market in Omdurman. Fighters stormed Bara, the mayor said.", (None, None)),
        ("A car bomb killed nine in Quetta. An al Qaeda affiliate claimed it.", (None, "An al Qaeda affiliate")),
    ],
)
def test_who_did_it_by_claim_or_blame_and_whose_word_that_is(
    body: str, expected: tuple[str | None, str | None]
) -> None:
    first = claims(body)[0]
    assert (first.attacker, first.asserted_by) == expected


def test_a_definite_mention_is_the_outlets_voice() -> None:
    body = (
        "Zelenskyy flew to Paris.\n\nTwo more people died of wounds from Monday's missile strike on Sumy, medics said."
    )
    (found,) = claims(body)
    assert (found.places, found.asserted_by) == (("Sumy",), None)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("M23 fighters walked into Bukavu at noon.", ("ground", "M23", ("Bukavu",))),
        ("The town of Bakhmut is under Russian control.", ("ground", "RU", ("Bakhmut",))),
        ("Two churches in Palma were burned by insurgents.", ("ground", None, ("Palma",))),
        ("A family's home in Rafah was flattened from the air.", ("airstrike", "IL", ("Rafah",))),
        ("The evening brought mortar fire on Stanislav.", ("shelling", "RU", ("Stanislav",))),
        ("In Nuseirat a drone fired a missile at a group of men, killing three.", ("drone", "IL", ("Nuseirat",))),
        ("The Kachin Freedom Front (KFF) ambushed a convoy near Bhamo.", ("ground", "KFF", ("Bhamo",))),
    ],
)
def test_force_told_by_what_weapons_or_armed_people_did(
    body: str, expected: tuple[str, str | None, tuple[str, ...]]
) -> None:
    (found,) = claims(body)
    assert (found.attack_type, found.attacker, found.places) == expected


@pytest.mark.parametrize(
    ("body", "launched", "intercepted"),
    [
        ("Russia fired 90 drones at Ukraine; Kyiv says it shot down 21.", 90, 21),
        ("Air defences shot down 18 of 23 drones and a cruise missile launched by Russia.", 24, 19),
        ("Israeli jets dropped eight 2,000-pound bombs on Rafah.", 8, None),
        ("Russia said it had destroyed 184 Ukrainian drones, 62 of them over Kursk and 31 over Belgorod.", None, 184),
        ("Iran fired 170 drones and 150 missiles at Israel, one of them hypersonic.", 320, None),
    ],
)
def test_numbers_are_those_of_the_whole_attack(body: str, launched: int | None, intercepted: int | None) -> None:
    (found,) = claims(body)
    assert (found.launched, found.intercepted) == (launched, intercepted)


def test_soldiers_who_were_hit_carry_their_flag() -> None:
    (found,) = claims("Nine Israeli reservists were killed when a missile hit their post near Maghazi, in Gaza.")
    assert found.target_country == "IL"


@pytest.mark.parametrize(
    "piece", ["Russia fired 30 missiles, 3 of them at Kyiv, ", "debris killed a man in Kyiv, where "]
)
def test_a_hostile_sentence_is_read_in_bounded_time(piece: str) -> None:
    started = time.process_time()
    attack.find(read(PostText("", piece * (10_000 // len(piece)))))
    assert time.process_time() - started < 5


def test_words_of_force_and_weapons_are_well_formed() -> None:
    types = {"drone", "missile", "airstrike", "shelling", "ground", "sabotage", "assassination", "combined", "other"}
    words, arms = lexicon.rows("force_words"), lexicon.rows("weapons")
    assert {r["attack_type"] for r in (*words, *arms)} <= types | {"self"}
    assert {r["role"] for r in words} == {"attack", "launch", "intercept", "capture"}
    assert {r["part"] for r in words} == {"noun", "verb", "phrase", "deed", "damage", "seizure"}
    assert all(r["origin"] for r in (*words, *arms))
    assert len({(r["form"], r["part"]) for r in words}) == len(words)
    assert len({r["phrase"] for r in arms}) == len(arms)
