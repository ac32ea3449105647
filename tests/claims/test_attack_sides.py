"""Who attacked, in wars with armed groups that no list knows: named, meant, or told by the means."""

import pytest

from pipelines.claims import attack
from pipelines.claims.claim import Attack, PostText
from pipelines.claims.text import read


def claims(body: str) -> list[Attack]:
    return attack.find(read(PostText("Update", body)))


@pytest.mark.parametrize(
    ("body", "attacker"),
    [
        ("Fighters of the Ambazonia Defence Forces raided a school in Kumba, Cameroon.", "Ambazonia Defence Forces"),
        ("Six fishermen were beheaded by Ansar al-Sunna militants in Pemba, Mozambique.", "Ansar al-Sunna"),
        ("Members of the Gran Grif gang opened fire on residents of Verrettes in Haiti.", "Gran Grif"),
        ("Tuareg rebels attacked an army camp near Gao in Mali.", None),
        ("Insurgents from JNIM set 40 fuel tankers ablaze in an ambush near Kadiana, Mali.", "JNIM"),
        ("The raid followed an assault on a post at Makeen, in which TTP fighters killed 16 soldiers.", "TTP"),
        ("An army drone struck a health centre in Gondar, in Ethiopia's Amhara region.", "ET"),
        ("A jet bombed a school in Sagaing in Myanmar, a teacher said.", "MM"),
        ("One Indian soldier was killed by Pakistani return fire near Jammu.", "PK"),
    ],
)
def test_the_attacker_is_who_the_text_names_or_alone_has_the_means(body: str, attacker: str | None) -> None:
    (found,) = claims(body)
    assert found.attacker == attacker


def test_those_who_only_speak_of_an_attack_did_not_make_it() -> None:
    found = claims(
        "Israeli jets struck the defence ministry in Damascus. "
        "Turkey's foreign minister discussed the raids with his American counterpart."
    )
    assert [c.attacker for c in found] == ["IL"]


def test_a_blamed_group_is_the_attacker_though_a_pronoun_blames_it() -> None:
    (found,) = claims(
        "Explosives hidden in a culvert were detonated outside Valdivia, in Colombia, Governor Rodrigo Marín said. "
        "He attributed the attack to the 36th Front, a faction that grew out of the FARC."
    )
    assert (found.attack_type, found.attacker) == ("sabotage", "36th Front")


@pytest.mark.parametrize(
    ("body", "attack_type"),
    [
        ("Israeli troops backed by a helicopter raided the camp in Jenin.", "ground"),
        ("A roadside bomb hit a police van in Quetta in Pakistan.", "sabotage"),
        ("Russian bombs hit a market in Sumy.", "airstrike"),
        ("In Mogadishu, a volley of mortar rounds fell around the port.", "shelling"),
        ("Israel's air force struck a workshop in Isfahan.", "airstrike"),
        ("Israeli soldiers fired into a crowd in Rafah.", "ground"),
        ("A military-grade charge blew out a stretch of rail near Lublin in Poland.", "sabotage"),
        ("Pakistani jets carried out strikes in Kabul.", "airstrike"),
        ("Congolese army drones bombed positions near Walikale.", "drone"),
        ("At least 38 people were killed in an attack on a church in Goma by fighters with machetes.", "ground"),
        ("A suicide bomber killed 12 people outside a court in Islamabad.", "other"),
    ],
)
def test_the_means_are_those_of_who_strikes(body: str, attack_type: str) -> None:
    (found,) = claims(body)
    assert found.attack_type == attack_type


@pytest.mark.parametrize(
    "body",
    [
        "A tractor driver was injured by a mine in a field near Mykolaiv.",
        "Donors in Cairo promised 427bn Egyptian pounds for the rebuilding of Gaza.",
        "No drone came down in Constanța and nothing exploded, the ministry said.",
    ],
)
def test_mines_sums_and_negations_are_no_attacks(body: str) -> None:
    assert claims(body) == []


def test_the_month_of_may_makes_nothing_uncertain() -> None:
    (found,) = claims("Footage published on May 21 shows that Russian forces have seized Toretsk.")
    assert found.modality == "asserted"


def test_the_places_of_the_body_outweigh_those_of_the_title() -> None:
    (found,) = attack.find(
        read(
            PostText(
                "Army convoy ambushed near Gao", "Jihadists ambushed an army convoy on Monday near Ménaka in Mali."
            )
        )
    )
    assert found.places == ("Ménaka",)
