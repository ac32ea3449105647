"""Contracts refuse the rows that break them, say why, and let the rest go on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.checks import check, enforce_floor
from pipelines.checks.contracts import contract, empty
from pipelines.core.errors import CheckFailed
from pipelines.core.tables import CAPTURES, CASUALTY_CLAIMS, POST_VERSIONS, SPENDING_CLAIMS, TABLES, Table

CLAIM = {
    "claim_id": "c1", "post_version_id": "v1", "post_key": "dw:p1", "evidence": "Two were killed.",
    "evidence_start": 5, "evidence_end": 21, "asserted_by": None, "modality": "asserted", "support": "high",
    "rule": "hand", "extractor_version": "e1", "event_date": date(2025, 9, 2),
}  # fmt: skip
CASUALTY = CLAIM | {
    "harm": "killed", "count": 2, "count_low": 2, "count_high": 2, "count_text": "Two", "qualifier": "exact",
    "victim_group": "unspecified", "victim_country": "UA", "place": None, "scope": "incident", "is_total": False,
}  # fmt: skip
SPENDING = CLAIM | {
    "amount": Decimal("381000000000"), "amount_text": "€381 billion", "currency": "EUR", "amount_converted": None,
    "currency_converted": None, "qualifier": "exact", "payer": "EU", "recipient": None, "purpose": None,
    "period": "2025", "status": "projected",
}  # fmt: skip
CAPTURE = {
    "position": 1, "stream": "dw:1", "event_type": "PageCaptured", "url": None, "observed_basis": "given",
    "observed_at": datetime(2025, 9, 2), "recorded_at": datetime(2025, 9, 2), "status_code": None, "page_id": "p",
    "failure_reason": None, "failure_detail": None,
}  # fmt: skip
POST_VERSION = {
    "post_version_id": "v1", "post_key": "dw:p1", "key_basis": "permalink", "stream": "dw:1", "source": "dw",
    "url": None, "title": "", "body": "Two were killed.", "text_sha256": "0" * 64, "captions": [], "videos": [],
    "authors": [], "published_at": None, "published_on": None, "published_text": None, "modified_at": None,
    "language": None,
}  # fmt: skip


def _frame(table: Table, *rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=table.polars_schema)


@pytest.mark.parametrize(
    ("table", "row"),
    [(CASUALTY_CLAIMS, CASUALTY), (SPENDING_CLAIMS, SPENDING), (CAPTURES, CAPTURE), (POST_VERSIONS, POST_VERSION)],
    ids=lambda value: value.name if isinstance(value, Table) else "",
)
def test_a_row_that_keeps_its_contract_is_valid(table: Table, row: dict[str, Any]) -> None:
    checked = check(table, _frame(table, row))
    assert len(checked.valid) == 1
    assert checked.refused.is_empty()


@pytest.mark.parametrize(
    ("table", "row", "change", "reason"),
    [
        (CASUALTY_CLAIMS, CASUALTY, {"evidence": ""}, "evidence is not empty"),
        (CASUALTY_CLAIMS, CASUALTY, {"evidence_end": 20}, "evidence is as long as its offsets say"),
        (CASUALTY_CLAIMS, CASUALTY, {"evidence_start": -11}, "evidence_start is not negative"),
        (CASUALTY_CLAIMS, CASUALTY, {"count": -2, "count_low": None}, "count is not negative"),
        (CASUALTY_CLAIMS, CASUALTY, {"count": None}, "count is null exactly where the qualifier is vague"),
        (CASUALTY_CLAIMS, CASUALTY, {"qualifier": "vague"}, "count is null exactly where the qualifier is vague"),
        (CASUALTY_CLAIMS, CASUALTY, {"count_low": 3}, "count_low is not above count_high"),
        (CASUALTY_CLAIMS, CASUALTY, {"harm": "scared"}, "harm is one of killed, injured, missing, captured"),
        (CASUALTY_CLAIMS, CASUALTY, {"harm": None}, "harm is never null"),
        (CASUALTY_CLAIMS, CASUALTY, {"victim_country": "Ukraine"}, "ISO 3166 alpha-2"),
        (CASUALTY_CLAIMS, CASUALTY, {"event_date": date(1205, 9, 2)}, "event_date lies between 1990 and 2100"),
        (SPENDING_CLAIMS, SPENDING, {"amount": Decimal(0)}, "amount is positive"),
        (SPENDING_CLAIMS, SPENDING, {"currency": "euro"}, "ISO 4217"),
        (SPENDING_CLAIMS, SPENDING, {"amount_converted": Decimal(444)}, "a conversion has a currency"),
        (CAPTURES, CAPTURE, {"failure_reason": "timeout"}, "a failed capture has a reason"),
        (CAPTURES, CAPTURE, {"stream": None}, "stream is never null"),
        (POST_VERSIONS, POST_VERSION, {"body": ""}, "a post has a title or a body"),
        (POST_VERSIONS, POST_VERSION, {"text_sha256": "abc"}, "text_sha256 has 64 hex digits"),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_promise_is_refused_with_the_promise_in_words(
    table: Table, row: dict[str, Any], change: dict[str, Any], reason: str
) -> None:
    good = row | {table.key[0]: 2 if table is CAPTURES else "other"}
    checked = check(table, _frame(table, row | change, good))
    assert checked.valid[table.key[0]].to_list() == [good[table.key[0]]]
    assert reason in checked.refused["reason"].item()
    assert checked.refused["layer"].item() == table.name


def test_a_refused_row_is_named_and_kept_as_json() -> None:
    refused = check(CASUALTY_CLAIMS, _frame(CASUALTY_CLAIMS, CASUALTY | {"count": None, "evidence": " " * 16})).refused
    assert refused["origin"].item() == "c1"
    assert '"qualifier": "exact"' in refused["row"].item()
    assert refused["reason"].item().count("Broken promise") == 2


def test_of_rows_with_one_key_the_first_stays() -> None:
    checked = check(CASUALTY_CLAIMS, _frame(CASUALTY_CLAIMS, CASUALTY, CASUALTY | {"count": 3, "count_high": 3}))
    assert checked.valid["count"].to_list() == [2]
    assert checked.refused["reason"].to_list() == ["Broken promise: the key is unique"]


def test_offsets_count_characters_not_bytes() -> None:
    row = CASUALTY | {"evidence": "Zwölf Tote 💥", "evidence_start": 0, "evidence_end": 12}
    assert len(check(CASUALTY_CLAIMS, _frame(CASUALTY_CLAIMS, row)).valid) == 1


def test_a_frame_with_other_columns_or_types_is_an_error_of_the_room() -> None:
    with pytest.raises(CheckFailed, match="harm"):
        check(CASUALTY_CLAIMS, _frame(CASUALTY_CLAIMS, CASUALTY).drop("harm"))
    with pytest.raises(CheckFailed, match="another type"):
        check(CASUALTY_CLAIMS, _frame(CASUALTY_CLAIMS, CASUALTY).with_columns(count=pl.lit("two")))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_contract_that_an_empty_frame_keeps(table: Table) -> None:
    assert set(contract(table).columns) == {column.name for column in table.columns}
    assert check(table, empty(table)).refused.is_empty()


def test_a_layer_that_loses_more_than_its_floor_stops_the_refresh() -> None:
    enforce_floor(CAPTURES, total=100, refused=10, floor=0.9)
    with pytest.raises(CheckFailed, match=r"11 of 100 rows for raw\.captures"):
        enforce_floor(CAPTURES, total=100, refused=11, floor=0.9)


def test_a_handful_of_rows_proves_nothing_about_a_layer() -> None:
    enforce_floor(CAPTURES, total=3, refused=3, floor=0.9)
    with pytest.raises(CheckFailed):
        enforce_floor(CAPTURES, total=20, refused=20, floor=0.9)
