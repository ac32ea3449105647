"""What learned questions may be answered with: the names, places and periods that a post gives, as it writes them."""

from datetime import date

import pytest

from pipelines.claims import text
from pipelines.claims.claim import Claim, PostText
from pipelines.claims.extract import rules_only
from pipelines.claims.learned import unread
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
