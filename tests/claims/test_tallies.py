"""How many weapons an attack took: which numbers of a post may be the answer, and what extraction makes of them."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.claims import text
from pipelines.claims.claim import Attack, PostText
from pipelines.claims.extract import extract, rules_only
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.tallies import QUESTIONS


def _offered(body: str, field: str, launched: int | None = None) -> set[int | None]:
    """The numbers offered for a field of the first attack of a post, of which `launched` is known."""
    document = text.read(PostText("Overnight summary", body, date(2025, 9, 3)))
    attack = next(c for c in rules_only(document) if isinstance(c, Attack))
    question = next(q for q in QUESTIONS if q.field == field)
    asked = question.ask(Reading(document), replace(attack, launched=launched), [])
    return {option.value for option in asked}


def test_numbers_side_by_side_are_offered_each_and_added_up() -> None:
    body = "Russia launched 430 drones and 18 missiles at Ukraine overnight, the air force said."
    assert {None, 430, 18, 448} <= _offered(body, "launched")


def test_a_number_of_the_next_sentence_may_be_what_was_shot_down() -> None:
    body = "Russia launched 430 drones at Ukraine overnight. According to the air force, 405 did not get through."
    assert 405 in _offered(body, "intercepted", launched=430)


def test_no_more_are_intercepted_than_were_launched() -> None:
    body = "Russia launched 20 drones at Kharkiv overnight. In the whole month the air force had shot down 900 drones."
    assert max(filter(None, _offered(body, "intercepted", launched=20))) == 20
    assert 900 in _offered(body, "intercepted")


def test_all_that_were_launched_may_be_what_was_shot_down() -> None:
    body = "Russia launched drones at Kharkiv overnight. Every one of them was destroyed, the governor said."
    assert 12 in _offered(body, "intercepted", launched=12)


def test_people_are_no_weapons() -> None:
    body = "Russia launched 20 drones at Kharkiv overnight; 7 people were killed and 31 residents injured."
    assert not {7, 31} & _offered(body, "launched")


@pytest.mark.parametrize(
    ("body", "launched", "intercepted"),
    [
        (
            "Russia attacked Ukraine with 430 drones and 18 missiles overnight, of which 405 and 14 respectively were "
            "shot down, the air force said.",
            448,
            419,
        ),
        (
            "Russia launched 120 drones at Ukraine overnight, the air force said. Air defences shot down 98 of them.",
            120,
            98,
        ),
        ("Russian missiles hit the city of Kharkiv at dawn, killing 14 people, the governor said.", None, None),
    ],
)
def test_an_attack_has_the_numbers_of_its_weapons(body: str, launched: int | None, intercepted: int | None) -> None:
    attacks = [c for c in extract(PostText("Overnight", body, date(2025, 9, 3))) if isinstance(c, Attack)]
    assert [(c.launched, c.intercepted) for c in attacks] == [(launched, intercepted)]
