"""What the values of a row must say to each other, beyond type, null and list of choices."""

from collections.abc import Callable
from datetime import datetime

import polars as pl

from pipelines.core.tables import Table

Rule = tuple[str, pl.Expr]
EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)


def rules_of(table: Table) -> list[Rule]:
    """The rules of one table: the promise in words, and an expression that is false where it is broken."""
    special = _RULES.get(table.name, list)()
    claim = _claim_rules() if "evidence_start" in {column.name for column in table.columns} else []
    is_first = pl.struct(table.key).is_first_distinct()  # of rows with one key, the first may stay
    return [("the key is unique", is_first), *_text_rules(table), *_time_rules(table), *claim, *special]


def _text_rules(table: Table) -> list[Rule]:
    keys = [column.name for column in table.columns if column.name in table.key and column.type == "VARCHAR"]
    return [(f"{key} is not empty", pl.col(key).str.len_bytes() > 0) for key in keys]


def _time_rules(table: Table) -> list[Rule]:
    times = [column.name for column in table.columns if column.type in ("DATE", "TIMESTAMP")]
    return [(f"{time} lies between 1990 and 2100", pl.col(time).is_between(EARLIEST, LATEST)) for time in times]


def _claim_rules() -> list[Rule]:
    length = pl.col("evidence_end") - pl.col("evidence_start")
    return [
        ("evidence is not empty", pl.col("evidence").str.strip_chars().str.len_bytes() > 0),
        ("evidence_start is not negative", pl.col("evidence_start") >= 0),
        ("evidence is as long as its offsets say", pl.col("evidence").str.len_chars() == length),
    ]


def _capture_rules() -> list[Rule]:
    has_failed = pl.col("event_type") == "CaptureFailed"
    return [
        ("a failed capture has a reason, and no other has", pl.col("failure_reason").is_not_null() == has_failed),
        ("a failed capture has no page", ~(has_failed & pl.col("page_id").is_not_null())),
    ]


def _page_rules() -> list[Rule]:
    is_complete = pl.col("outcome") == "complete"
    return [
        ("a page has a reason exactly where it is not complete", is_complete == pl.col("reason").is_null()),
        ("post_count is not negative", pl.col("post_count") >= 0),
    ]


def _post_version_rules() -> list[Rule]:
    days_apart = (pl.col("published_at").cast(pl.Date) - pl.col("published_on")).dt.total_days().abs()
    return [
        ("a post has a title or a body", (pl.col("title").str.len_bytes() + pl.col("body").str.len_bytes()) > 0),
        ("text_sha256 has 64 hex digits", pl.col("text_sha256").str.contains(r"^[0-9a-f]{64}$")),
        ("published_at and published_on are at most a day apart", days_apart <= 1),
    ]


def _review_rules() -> list[Rule]:
    is_correction = pl.col("verdict") == "correct"
    return [
        (
            "a review has corrected values exactly where it corrects",
            pl.col("corrected_values").is_not_null() == is_correction,
        ),
        *(
            (f"{name} is not empty", pl.col(name).str.strip_chars().str.len_bytes() > 0)
            for name in ("reviewer", "reason")
        ),
    ]


def _casualty_rules() -> list[Rule]:
    return [
        *_number_rules("count"),
        ("count_low is not above count_high", pl.col("count_low") <= pl.col("count_high")),
        _country_rule("victim_country"),
    ]


def _attack_rules() -> list[Rule]:
    return [
        ("launched is not negative", pl.col("launched") >= 0),
        ("intercepted is not negative", pl.col("intercepted") >= 0),
        ("no more were intercepted than launched", pl.col("intercepted") <= pl.col("launched")),
        ("places holds no empty name", ~pl.col("places").list.contains("")),
        _country_rule("target_country"),
    ]


def _diplomacy_rules() -> list[Rule]:
    return [
        (f"{name} holds no empty name", ~pl.col(name).list.contains("")) for name in ("participants", "counterparts")
    ]


def _spending_rules() -> list[Rule]:
    has_conversion = pl.col("amount_converted").is_not_null()
    return [
        *_number_rules("amount"),
        *(_currency_rule(column) for column in ("currency", "currency_converted")),
        ("amount is positive", pl.col("amount") > 0),
        ("amount_converted is positive", pl.col("amount_converted") > 0),
        ("a conversion has a currency", has_conversion == pl.col("currency_converted").is_not_null()),
    ]


def _number_rules(column: str) -> list[Rule]:
    is_vague = pl.col("qualifier") == "vague"
    return [
        (f"{column} is not negative", pl.col(column) >= 0),
        (f"{column} is null exactly where the qualifier is vague", pl.col(column).is_null() == is_vague),
    ]


def _currency_rule(column: str) -> Rule:
    return (f"{column} has the shape of an ISO 4217 code", pl.col(column).str.contains(r"^[A-Z]{3}$"))


def _country_rule(column: str) -> Rule:
    return (f"{column} has the shape of an ISO 3166 alpha-2 code", pl.col(column).str.contains(r"^[A-Z]{2}$"))


def _line_rules() -> list[Rule]:
    return [("known_from lies before known_to", pl.col("known_from") < pl.col("known_to"))]


_RULES: dict[str, Callable[[], list[Rule]]] = {
    "captures": _capture_rules,
    "pages": _page_rules,
    "post_versions": _post_version_rules,
    "reviews": _review_rules,
    "casualty_claims": _casualty_rules,
    "attack_claims": _attack_rules,
    "diplomacy_claims": _diplomacy_rules,
    "spending_claims": _spending_rules,
    "claim_lines": _line_rules,
}
