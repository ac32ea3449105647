"""Lexicons are data: every entry names an origin, and none of them is the labelled posts."""

import csv

import pytest

from pipelines.core.settings import Settings

_TABLES = sorted(p.stem for p in Settings().reference_path.glob("*.csv"))


@pytest.mark.parametrize("table", _TABLES)
def test_every_row_names_an_origin_other_than_the_labelled_posts(table):
    with (Settings().reference_path / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    for row in rows:
        assert None not in row and None not in row.values(), row
        assert row["origin"].strip(), row
        assert not any(word in row["origin"].lower() for word in ("gold", "labelled post", "tuning", "seed page")), row
