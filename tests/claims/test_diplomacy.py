"""Acts between states, bodies and groups: who, towards whom, where, and whether it has happened."""

from datetime import date

import pytest

from pipelines.claims import diplomacy
from pipelines.claims.text import Document


def _read(body, title="Live updates"):
    document = Document(title, body, date(2025, 6, 2))
    claims = diplomacy.find(document)
    assert all(document.text[c.evidence_start : c.evidence_end] == c.evidence for c in claims)
    assert all(c.rule.startswith("diplomacy.") for c in claims)
    return [(c.act, c.status, c.participants, c.counterparts) for c in claims]


def test_a_meeting_has_all_parties_as_participants():
    assert _read("Kenyan President Amos Kirui met Prime Minister Lena Berg in Oslo on Monday.") == [
        ("meeting", "held", ("Kirui", "Berg"), ())
    ]


def test_a_planned_meeting_is_scheduled():
    assert _read("President Amos Kirui is to meet Prime Minister Lena Berg next week.")[0][:2] == (
        "meeting",
        "scheduled",
    )


def test_a_call_by_telephone_is_a_call_whatever_the_verb():
    found = _read("President Amos Kirui congratulated Norwegian Prime Minister Lena Berg by phone.")
    assert ("call", "held", ("Kirui", "Berg"), ()) in found


def test_a_visit_has_the_host_as_counterpart():
    assert _read("Danish Prime Minister Lena Berg arrived in Kyiv on Monday.") == [
        ("visit", "held", ("Berg",), ("Ukraine",))
    ]


def test_a_statement_is_towards_whom_it_condemns_or_urges():
    assert _read("Brazil condemned Israel for the raid.") == [("statement", "held", ("Brazil",), ("Israel",))]
    assert _read("Foreign Minister Ana Lopez urged Iran to show restraint.") == [
        ("statement", "held", ("Lopez",), ("Iran",))
    ]


def test_a_speaker_has_one_statement_in_a_post():
    body = "Foreign Minister Ana Lopez condemned Iran. She also urged Iran to stop. Lopez said peace must come."
    assert [c[0] for c in _read(body)] == ["statement"]


def test_each_of_several_speakers_has_a_statement_of_its_own():
    assert [c[2] for c in _read("Egypt and Qatar condemned Israel.")] == [("Egypt",), ("Qatar",)]


def test_sanctions_are_directed_at_a_state():
    assert _read("Canada imposed sanctions on Belarus on Monday.") == [("sanction", "held", ("Canada",), ("Belarus",))]


def test_talks_between_states_are_told_by_their_noun():
    found = _read("Talks between Armenia and Azerbaijan will resume in Tbilisi on Monday.")
    assert found[0][:3] == ("negotiation", "scheduled", ("Armenia", "Azerbaijan"))


@pytest.mark.parametrize(
    "body",
    [
        "Mayor Ana Lopez condemned Russia for the strike.",
        "Governor Ivan Petrov said three people were killed.",
        "Ukraine's air force said it had shot down 20 drones.",
        "Kenyan President Amos Kirui and Kenyan Finance Minister Joy Otieno met on Monday.",
        "The foreign ministry declined to comment.",
        "If Iran accepted the deal, prices would fall.",
        "In December 1994 Russia and Ukraine signed a memorandum.",
    ],
)
def test_mayors_armies_domestic_acts_conditions_and_other_decades_are_no_claims(body):
    assert _read(body) == []
