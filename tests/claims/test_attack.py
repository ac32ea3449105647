"""Attack claims: means, sides, places and numbers, worded for these tests."""

from datetime import date

import pytest

from pipelines.claims import attack
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
    ],
)
def test_what_is_no_attack(body: str) -> None:
    assert claims(body) == []
