"""Which numbers may be added: the rules of decisions 0072 and 0073, on the very SQL that facts and as-of reads use."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from pipelines.core.settings import Settings

Claim = dict[str, Any]
CASUALTY: Claim = {
    "post_key": "p1", "asserted_by": None, "harm": "killed", "count": 1, "qualifier": "exact", "scope": "incident",
    "victim_group": "civilian", "victim_country": "UA", "place": "Kherson", "event_date": date(2025, 9, 2),
    "reported_on": date(2025, 9, 2), "observed_at": datetime(2025, 9, 2, 8), "is_total": False,
}  # fmt: skip
SPENDING: Claim = {
    "post_key": "p1", "currency": "EUR", "amount": 100, "payer": "Germany", "recipient": "Ukraine", "period": None,
    "status": "pledged", "qualifier": "exact", "reported_on": date(2025, 9, 2), "observed_at": datetime(2025, 9, 2, 8),
}  # fmt: skip
NAMES = ("asserted_by", "place", "victim_country", "payer", "recipient", "period")
TYPES: dict[str, Any] = {"event_date": pl.Date, "count": pl.Int64, "amount": pl.Int64} | dict.fromkeys(NAMES, pl.String)
LATER: Claim = {"post_key": "p2", "observed_at": datetime(2025, 9, 2, 12)}
NEXT_DAY: Claim = {"post_key": "p2", "reported_on": date(2025, 9, 3), "observed_at": datetime(2025, 9, 3, 8)}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def _reasons(connection: duckdb.DuckDBPyConnection, claim_type: str, claims: list[Claim]) -> list[str | None]:
    """The reason of each claim, in the order given; None is addable."""
    default = CASUALTY if claim_type == "casualty" else SPENDING
    rows = [default | {"claim_id": f"c{number:03}"} | claim for number, claim in enumerate(claims)]
    connection.register("claims", pl.DataFrame(rows, schema_overrides=TYPES))
    project = Environment(loader=FileSystemLoader(Settings().dbt_path), autoescape=False)
    macro = getattr(project.get_template(f"macros/{claim_type}_addability.sql").module, f"{claim_type}_addability")
    query = f"WITH {macro('claims')} SELECT claim_id, not_addable_reason, is_addable FROM addability ORDER BY claim_id"
    found = connection.execute(query).fetchall()
    assert [(claim_id, reason is None) for claim_id, reason, _ in found] == [(i, ok) for i, _, ok in found]
    assert len(found) == len(rows)
    return [reason for _, reason, _ in found]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([{}], [None], id="a figure with place and day is addable"),
        pytest.param([{"count": None, "qualifier": "vague"}], ["unknown"], id="dozens cannot be added"),
        pytest.param([{"qualifier": "up_to"}], ["unknown"], id="an upper bound cannot be added"),
        pytest.param([{"place": None, "event_date": None}], ["unknown"], id="no place and no day tell nothing apart"),
        pytest.param([{"place": None, "victim_country": None}], ["unknown"], id="neither place nor country"),
        pytest.param([{"scope": "cumulative"}], ["cumulative"], id="a running toll is no part of a sum"),
        pytest.param([{"is_total": True, "count": 5}, {}], ["total", None], id="a total is not added to its parts"),
        pytest.param([{"is_total": True, "count": 5}], ["total"], id="a total without parts is not added either"),
        pytest.param([{}, LATER], [None, "repeated"], id="the same figure told later is a repetition"),
        pytest.param([LATER, {}], ["repeated", None], id="the earliest teller keeps it in any order of rows"),
        pytest.param([{}, LATER | {"count": 3}], ["repeated", None], id="of differing figures the newest counts"),
        pytest.param(
            [{"asserted_by": "Kyiv", "count": 400}, {"asserted_by": "Moscow", "count": 89}],
            [None, "repeated"], id="two sources in one post give one figure",
        ),
        pytest.param([{}, LATER | {"harm": "injured"}], [None, None], id="killed and injured are different people"),
        pytest.param([{}, LATER | {"place": "Odesa"}], [None, None], id="other places are other people"),
        pytest.param([{}, LATER | {"place": "KHERSON"}], [None, "repeated"], id="case does not make another place"),
        pytest.param([{}, {"event_date": date(2025, 9, 1)}], [None, None], id="other stated days are other people"),
        pytest.param([{}, {"victim_group": "military", "count": 2}], [None, None], id="a breakdown by group adds up"),
        pytest.param([{}, {"count": 2}], ["repeated", None], id="of one source's two figures for one group one counts"),
        pytest.param(
            [{"count": 2}, {"victim_country": "RU"}], [None, None], id="two sides' losses are different people"
        ),
        pytest.param(
            [{}, LATER | {"victim_country": None}], [None, "repeated"], id="an unnamed side is the only one there"
        ),
        pytest.param(
            [{}, {"victim_country": "RU"}, LATER | {"victim_country": None}], [None, None, "unknown"],
            id="an unnamed side where both suffered is unknown",
        ),
        pytest.param(
            [{}, NEXT_DAY | {"event_date": None, "count": 2}], ["repeated", None],
            id="an undated figure the next day is the same incident grown",
        ),
        pytest.param(
            [{}, NEXT_DAY | {"event_date": None, "reported_on": date(2025, 9, 5)}], [None, None],
            id="an undated figure three days later is another incident",
        ),
        pytest.param(
            [NEXT_DAY | {"event_date": None}, NEXT_DAY | {"event_date": date(2025, 9, 3), "post_key": "p3"}],
            [None, "repeated"], id="an undated figure and a dated one of its day are one incident",
        ),
        pytest.param(
            [{"place": None, "count": 3}, {}, {"place": "Odesa", "count": 2}], ["total", None, None],
            id="a country's figure is the total of its places that reach it",
        ),
        pytest.param(
            [{"place": None, "count": 9}, {}, {"place": "Odesa", "count": 2}], [None, "component", "component"],
            id="places that do not reach a country's figure are its components",
        ),
        pytest.param(
            [{"place": None, "count": 9, "victim_group": "military"}, {}], [None, None],
            id="a country's soldiers do not cover a town's civilians",
        ),
    ],
)  # fmt: skip
def test_casualties(connection: duckdb.DuckDBPyConnection, claims: list[Claim], expected: list[str | None]) -> None:
    assert _reasons(connection, "casualty", claims) == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([{}], [None], id="a sum with a payer is addable"),
        pytest.param([{"amount": None, "qualifier": "vague"}], ["unknown"], id="billions cannot be added"),
        pytest.param([{"qualifier": "up_to"}], ["unknown"], id="an upper bound cannot be added"),
        pytest.param([{"payer": None, "recipient": None}], ["unknown"], id="money of nobody for nobody"),
        pytest.param([{"period": "2022-2025"}], ["cumulative"], id="a sum over years"),
        pytest.param([{"period": "since 2022"}], ["cumulative"], id="a sum since a year"),
        pytest.param([{"period": "2025"}], [None], id="a sum of one year"),
        pytest.param([{}, {"amount": 30}], [None, "component"], id="a smaller sum beside a larger one is its part"),
        pytest.param(
            [{}, {"amount": 30, "recipient": "Moldova"}], [None, None], id="another recipient's sum is no part"
        ),
        pytest.param(
            [{"period": "2025"}, {"amount": 30, "period": "2024"}], [None, None], id="another year's sum is no part"
        ),
        pytest.param(
            [{}, {"amount": 30}, {"amount": 70}], ["total", None, None], id="a sum of its parts is not added to them"
        ),
        pytest.param([{}, LATER], [None, "repeated"], id="the same sum told later is the same money"),
        pytest.param([{}, LATER | {"recipient": None}], [None, "repeated"], id="told with less it is the same money"),
        pytest.param([{}, LATER | {"status": "approved"}], [None, "repeated"], id="approved later, the same money"),
        pytest.param([{}, LATER | {"currency": "USD"}], [None, None], id="another currency is other money"),
        pytest.param([{}, LATER | {"amount": 50}], [None, None], id="another pledge is other money"),
        pytest.param(
            [{"period": "2025"}, LATER | {"period": "2025", "amount": 120}], ["repeated", None],
            id="a newer figure for the same year replaces the older",
        ),
    ],
)  # fmt: skip
def test_spending(connection: duckdb.DuckDBPyConnection, claims: list[Claim], expected: list[str | None]) -> None:
    assert _reasons(connection, "spending", claims) == expected


def _some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


CLAIMS = st.lists(
    st.fixed_dictionaries(
        {
            "post_key": _some("p1", "p2", "p3"),
            "asserted_by": _some(None, "police"),
            "count": st.integers(1, 4),
            "victim_group": _some("civilian", "unspecified"),
            "victim_country": _some("UA", "RU", None),
            "place": _some("Kherson", "Odesa", None),
            "event_date": _some(None, date(2025, 9, 2), date(2025, 9, 3)),
            "reported_on": _some(date(2025, 9, 3), date(2025, 9, 4)),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(claims=CLAIMS)
def test_figures_that_may_be_added_never_tell_one_incident_twice(claims: list[Claim]) -> None:
    with duckdb.connect() as connection:
        reasons = _reasons(connection, "casualty", claims)
    told: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    for claim, reason in zip(claims, reasons, strict=True):
        if reason is None and claim["event_date"] and claim["place"]:
            incident = (claim["place"], claim["victim_country"], claim["event_date"])
            told.setdefault(incident, set()).add((claim["post_key"], claim["asserted_by"]))
    assert all(len(tellers) == 1 for tellers in told.values())


@settings(max_examples=40, deadline=None)
@given(claims=CLAIMS)
def test_telling_everything_again_in_another_post_adds_nobody(claims: list[Claim]) -> None:
    again = [
        claim | {"post_key": f"{claim['post_key']}/again", "observed_at": datetime(2025, 9, 9)} for claim in claims
    ]
    with duckdb.connect() as connection:
        once = _reasons(connection, "casualty", claims)
        twice = _reasons(connection, "casualty", [*claims, *again])
    assert _sum(claims, once) == _sum([*claims, *again], twice)


def _sum(claims: list[Claim], reasons: list[str | None]) -> int:
    return sum(claim["count"] for claim, reason in zip(claims, reasons, strict=True) if reason is None)
