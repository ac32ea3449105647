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
