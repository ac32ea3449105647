"""Public money: who pays whom, how much, for when, and how far it has come."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.claims import spending
from pipelines.claims.text import Document


def _read(body, title="Live updates"):
    document = Document(title, body, date(2025, 6, 2))
    claims = spending.find(document)
    assert all(document.text[c.evidence_start : c.evidence_end] == c.evidence for c in claims)
    assert all(c.rule.startswith("spending.") for c in claims)
    return claims


def _row(claim):
    return int(claim.amount), claim.currency, claim.payer, claim.recipient, claim.status


def test_a_pledge_has_payer_recipient_and_status():
    (claim,) = _read("Portugal will give Moldova €40 million in military aid, its defence ministry said.")
    assert _row(claim) == (40_000_000, "EUR", "Portugal", "Moldova", "pledged")


def test_a_chamber_approves_and_a_plan_is_proposed():
    (approved,) = _read("Latvia's parliament approved 90 million euros in aid for Ukraine on Monday.")
    (proposed,) = _read("Latvia plans to pledge 90 million euros in aid for Ukraine.")
    assert (approved.status, proposed.status) == ("approved", "proposed")


def test_each_payer_of_a_list_has_a_claim_of_its_own():
    body = "Estonia is giving $20m in aid to Ukraine, Latvia $30m and Lithuania about $40m."
    assert [(c.payer, int(c.amount), c.qualifier) for c in _read(body)] == [
        ("Estonia", 20_000_000, "exact"),
        ("Latvia", 30_000_000, "exact"),
        ("Lithuania", 40_000_000, "approx"),
    ]


def test_this_year_and_last_year_are_resolved_by_the_date_of_the_post():
    (claim,) = _read("Belgium will provide €2bn in military aid to Ukraine this year.")
    assert claim.period == "2025"
    (claim,) = _read("Poland spent $31 billion on its armed forces last year.")
    assert (claim.period, claim.status) == ("2024", "spent")


def test_a_sum_in_title_and_body_is_one_claim_with_the_bodys_words():
    (claim,) = _read("The World Bank will lend Lebanon $250 million for repairs.", "World Bank to lend Lebanon $250m")
    assert claim.amount == Decimal(250_000_000)
    assert claim.evidence.startswith("The World Bank")


@pytest.mark.parametrize(
    "body",
    [
        "The strike caused damage of $40 million, Sudan's army said.",
        "Russia's oil revenue fell to $12 billion in May.",
        "Ukraine needs $500 billion for reconstruction.",
        "The company reported a net loss of 9 billion hryvnias.",
        "The defence budget is $3 billion more than in 2023.",
        "Prosecutors in Kyiv fined the bank $5 million.",
    ],
)
def test_damage_revenue_needs_and_differences_are_no_claims(body):
    assert _read(body) == []


@pytest.mark.parametrize(
    ("body", "payer", "recipient", "status"),
    [
        ("Kuwait gave Sudan $20m in aid.", "Kuwait", "Sudan", "spent"),
        ("Kuwait is giving Sudan $20m in aid.", "Kuwait", "Sudan", "pledged"),
        ("Kuwait is expected to give Sudan $20m in aid.", "Kuwait", "Sudan", "projected"),
        ("Kuwait wants to give Sudan $20m in aid.", "Kuwait", "Sudan", "proposed"),
        ("Kuwait's cabinet agreed to give Sudan $20m in aid.", "Kuwait", "Sudan", "approved"),
        ("Kuwait's cabinet is to vote on $20m in aid for Sudan.", "Kuwait", "Sudan", "proposed"),
        ("Sudan has received $20m in aid from Kuwait.", "Kuwait", "Sudan", "spent"),
        ("The first ambulances for Sudan were financed by Kuwait, for $20m.", "Kuwait", "Sudan", "spent"),
        ("Kuwaiti aid to Sudan has amounted to $20m.", "Kuwait", "Sudan", "spent"),
        ("The aid agency asked donors for $20m for Sudan.", "donors", "Sudan", "proposed"),
        ("The IMF met on Monday. The fund lent Kenya $20m.", "IMF", "Kenya", "spent"),
        ("President William Ruto of Kenya said his country would give Somalia $20m.", "Kenya", "Somalia", "pledged"),
        ("The fighting cost Sudan $20m.", "Sudan", None, "spent"),
        ("The Pentagon approved the sale of drones to Qatar for $20m.", "Qatar", None, "approved"),
        ("Poland bought 20 tanks for $20m.", "Poland", None, "spent"),
        ("Kenya's budget sets aside $20m for the armed forces.", "Kenya", None, "approved"),
        ("Belgium keeps $20m of Libyan central bank money frozen.", "Libya", None, "approved"),
        ("Kenya's army is to receive $20m for drones.", "Kenya", None, "pledged"),
    ],
)
def test_verbs_tense_and_voice_say_who_pays_whom_and_how_far_it_is(body, payer, recipient, status):
    (claim,) = _read(body)
    assert (claim.payer, claim.recipient, claim.status) == (payer, recipient, status)


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("Kenya will give Somalia $20m in aid over three years.", "over three years"),
        ("Kenya will give Somalia $20m in aid by 2028.", "by 2028"),
        ("Kenya's defence budget is projected to reach $20m by 2028.", "2028"),
        ("Kenya will give Somalia $20m in aid in 2026 and 2027.", "2026 and 2027"),
        ("Since the start of the war Kenya has given Somalia $20m.", "Since the start of the war"),
        ("Kenya gave Somalia $20m in March 2022.", "March 2022"),
        ("Kenya pledged Somalia $20m in March.", None),
        ("Kenya will give Somalia $20m through a fund set up in 2022.", None),
        ("Kenya will give Somalia $20m next year.", "next year"),
    ],
)
def test_the_period_is_what_the_money_is_for_not_when_it_was_told(body, period):
    (claim,) = _read(body)
    assert claim.period == period


def test_parts_of_a_package_are_as_certain_as_the_package_and_go_the_same_way():
    body = "Kenya's parliament approved $90m in aid for Somalia, of which $60m is for food and $30m for tents."
    assert [_row(c) for c in _read(body)] == [
        (90_000_000, "USD", "Kenya", "Somalia", "approved"),
        (60_000_000, "USD", "Kenya", "Somalia", "approved"),
        (30_000_000, "USD", "Kenya", "Somalia", "approved"),
    ]


def test_a_state_pays_in_its_own_currency_where_nobody_else_is_named():
    (claim,) = _read("A total of 300 million crowns will go to hospitals in Gaza, said officials from Denmark.")
    assert (claim.payer, claim.currency) == ("Denmark", "DKK")


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("Turkey denied that it had paid Syria's rebels $300m in aid.", "denied"),
        ("Germany will not give Ukraine the $300m in aid.", "denied"),
        ("If parliament agreed, Kenya would give Somalia $300m in aid.", "conditional"),
        ("Decades ago Kenya gave Somalia $300m in aid.", "historical"),
        ("Kenya gave Somalia $300m in aid.", "asserted"),
    ],
)
def test_what_is_denied_or_hypothetical_is_no_fact(body, modality):
    (claim,) = _read(body)
    assert claim.modality == modality


def test_who_reports_a_sum_does_not_pay_it():
    body = 'According to the European Defence Agency (EDA), "defence spending in Poland will reach $40bn in 2026."'
    (claim,) = _read(body, "Poland sets a record")
    assert (claim.payer, claim.asserted_by) == ("Poland", "the European Defence Agency")


@pytest.mark.parametrize(
    "body",
    [
        "The drone destroyed a radar station worth $100 million, the army said.",
        "Volunteers have raised $12 million for drones.",
        "Ukraine's reserves rose to $43 billion during the war.",
        "Kenya signed a $2 billion railway deal with China.",
    ],
)
def test_destroyed_goods_private_gifts_reserves_and_civil_deals_are_no_claims(body):
    assert _read(body) == []


def test_a_sum_in_a_relative_clause_has_the_verb_of_that_clause():
    (_, promised) = _read("Britain will give Ukraine £150m. It tops £4.5bn that London has promised this year.")
    assert (promised.payer, promised.status, promised.period) == ("UK", "pledged", "2025")


def test_a_sum_that_only_says_how_much_the_subject_is_has_the_verb_of_the_sentence():
    (claim,) = _read("A second tranche for Rwanda, of €16 million, was approved by the European Union in November.")
    assert claim.status == "approved"


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("for the fiscal year that begins in April", "the fiscal year that begins in April"),
        ("in both 2026 and 2027", "2026 and 2027"),
        ("for the years 2024 to 2030", "2024-2030"),
        ("in the second half of 2025", "second half of 2025"),
        ("for it over five years", "over five years"),
        ("in 2025-26", "2025-2026"),
    ],
)
def test_periods_are_written_as_the_codebook_writes_them(words, period):
    (claim,) = _read(f"Norway will give Ukraine €40 million in military aid {words}.")
    assert claim.period == period


def test_next_years_budget_is_of_next_year():
    (claim,) = _read("Poland's parliament adopted next year's budget with 124 billion zloty for the army.")
    assert claim.period == "2026"


def test_what_is_allocated_is_approved_and_what_is_requested_is_proposed():
    (allocated,) = _read("Norway has allocated €40 million in aid for Sudan.")
    (requested,) = _read("Japan's defence ministry submitted a budget request for 8.8 trillion yen.")
    assert (allocated.status, requested.status) == ("approved", "proposed")


def test_who_announces_or_reckons_is_the_source():
    (announced,) = _read("The Dutch government used the occasion to announce €175m in aid for Ukraine.")
    (expected,) = _read("For 2026 the centre expects military spending of $3tn.")
    (learned,) = _read("Germany will buy tanks for €3bn, dpa learned from participants.")
    sources = [announced.asserted_by, expected.asserted_by, learned.asserted_by]
    assert sources == ["The Dutch government", "the centre", "participants"]


def test_an_armed_group_gets_no_aid_and_a_part_of_a_country_does():
    body = "Allied Democratic Forces (ADF) fighters attacked. The EU has paid out €4.5 million for shelter in Ituri."
    assert [c.recipient for c in _read(body)] == ["Ituri"]


@pytest.mark.parametrize(
    "body",
    [
        "The airline will take a $1.5 billion loan from the Treasury, it said.",
        "Student grants worth $400m were frozen by the court's ruling.",
        "Congress approved a $40 billion package for farmers hit by the trade war.",
        "Apple must pay more than 13 billion euros in back taxes to Ireland, the European Commission said.",
    ],
)
def test_money_of_a_page_about_the_economy_is_no_public_money_of_war(body):
    assert _read(body) == []


def test_what_a_sum_is_for_is_not_read_out_of_the_name_of_a_body():
    told = "Germany approved 3 billion euros for {}, the European Defence Agency said."
    assert [c.purpose for c in _read(told.format("air defence systems in Ukraine"))] == ["air defence"]
    assert [c.purpose for c in _read(told.format("the European Defence Fund for Ukraine"))] == [None]
