"""Acts between states, bodies and groups: who, towards whom, where, and whether it has happened."""

from datetime import date

import pytest

from pipelines.claims import diplomacy
from pipelines.claims.text import Document


def _claims(body, title="Live updates"):
    document = Document(title, body, date(2025, 6, 2))
    claims = diplomacy.find(document)
    assert all(document.text[c.evidence_start : c.evidence_end] == c.evidence for c in claims)
    assert all(c.rule.startswith("diplomacy.") for c in claims)
    return claims


def _read(body, title="Live updates"):
    found = [c for c in _claims(body, title) if c.modality == "asserted"]
    return [(c.act, c.status, c.participants, c.counterparts) for c in found]


def _venues(body, title="Live updates"):
    return {c.act: c.venue for c in _claims(body, title)}


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


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("President Amos Kirui did not meet Norwegian Prime Minister Lena Berg.", "denied"),
        ("Will President Amos Kirui meet Norwegian Prime Minister Lena Berg in Oslo?", "conditional"),
        ("In December 1994 Russia and Ukraine signed a memorandum.", "historical"),
    ],
)
def test_what_is_denied_open_or_long_past_is_kept_apart_by_its_modality(body, modality):
    assert [c.modality for c in _claims(body)] == [modality]


def test_the_leaders_of_several_states_all_take_part():
    assert _read("Kenyan President Amos Kirui met the leaders of France, Germany and Poland in Oslo.")[0][2] == (
        "Kirui",
        "France",
        "Germany",
        "Poland",
    )
    assert _read("The presidents of Rwanda and Congo met in Doha.")[0][2] == ("Rwanda", "Congo")


def test_who_brokers_or_announces_an_agreement_is_no_party_to_it():
    body = "Israel and Hezbollah reached a ceasefire brokered by the United States and France."
    assert [c[2] for c in _read(body)] == [("Israel", "Hezbollah")]
    body = "Qatar announced a truce between Rwanda and Congo on Monday."
    assert [c[2] for c in _read(body)] == [("Rwanda", "Congo")]


def test_delegations_negotiate_and_their_heads_take_part():
    body = (
        "Chadian and Kenyan delegations led by Defence Ministers Anton Orlov and Petro Mwangi spent an hour together."
    )
    assert _read(body)[0][:3] == ("negotiation", "held", ("Chad", "Kenya", "Orlov", "Mwangi"))


def test_a_chamber_votes_for_its_state():
    body = "Sweden is sending arms. In Stockholm, the parliament approved the defence pact by 300 votes to 49."
    assert ("vote", "held", ("Sweden",), ()) in _read(body)


def test_two_states_summon_an_ambassador_each_for_itself():
    body = "Spain and Italy summoned the Russian ambassador."
    assert [c[2:] for c in _read(body)] == [(("Spain",), ("Russia",)), (("Italy",), ("Russia",))]


def test_a_trip_told_in_passing_is_a_visit_and_the_place_of_what_is_said():
    body = "On a visit to Warsaw, Kenyan President Amos Kirui urged Russia to stop the war."
    assert ("visit", "held", ("Kirui",), ("Poland",)) in _read(body)
    assert _venues(body)["statement"] == "Warsaw"


def test_a_state_and_its_capital_are_one_host():
    body = "Kenyan President Amos Kirui travelled to Ukraine and its capital, Kyiv, on Tuesday."
    assert ("visit", "held", ("Kirui",), ("Ukraine",)) in _read(body)


def test_the_host_of_a_summit_is_not_visited():
    assert _read("Kenyan President Amos Kirui, who is in Paris for a summit of the G20, was silent.") == []


def test_a_venue_is_a_town_and_no_building_sea_or_seat():
    assert _venues("Kenya and Chad signed a pact in the Qatari capital.") == {"agreement": "Doha"}
    assert _venues("Kenya and Chad signed a pact at Lancaster House.") == {"agreement": None}
    assert _venues("The embassy in Cairo condemned Chad for its raid.").get("statement") is None


def test_a_condemnation_without_a_name_is_towards_who_used_force():
    body = "Israeli jets bombed a hospital in Gaza, killing 12 people. Brazil condemned the strike."
    assert ("statement", "held", ("Brazil",), ("Israel",)) in _read(body)


def test_what_is_condemned_names_its_owner_before_its_place():
    body = "Brazil condemned Israel's strikes on Damascus."
    assert _read(body) == [("statement", "held", ("Brazil",), ("Israel",))]


def test_the_report_of_an_act_of_others_is_no_statement():
    body = "Rwanda and Congo have agreed on a truce, Kenyan President Amos Kirui said."
    assert [c[0] for c in _read(body)] == ["agreement"]


def test_a_post_about_an_accident_holds_no_statement():
    body = 'Ten people died in a plane crash near Lagos. "He was a good man," Kenyan President Amos Kirui said.'
    assert _read(body, title="Plane crash kills ten") == []


def test_a_name_after_its_state_is_a_person_where_it_acts():
    body = "Chad's Amos Kirui and Kenya's Lena Mwangi will meet in Oslo on Monday."
    assert _read(body) == [("meeting", "scheduled", ("Kirui", "Mwangi"), ())]


def test_to_recall_an_ambassador_is_an_act_and_no_saying():
    assert [c[0] for c in _read("Armenia recalled its ambassador from Minsk.")] == ["other"]


def test_a_relative_clause_does_not_hide_who_speaks():
    body = "Iran, which borders the war zone, warned Turkey against interference."
    assert _read(body) == [("statement", "held", ("Iran",), ("Turkey",))]


def test_broken_off_talks_are_cancelled_and_an_invitation_is_a_proposed_visit():
    assert _read("Britain has broken off negotiations with Israel.")[0][:3] == (
        "negotiation",
        "cancelled",
        ("UK", "Israel"),
    )
    body = "President Amos Kirui invited Norwegian Prime Minister Lena Berg to Ankara."
    assert _read(body) == [("visit", "proposed", ("Berg",), ("Turkey",))]
