"""The reference tables of warehouse/reference, read once and typed: lexicons are data, not code."""

import csv
from dataclasses import dataclass
from functools import cache

from pipelines.core.settings import REFERENCE_PATH

_WORD_TABLES = {"spending": "spending_words", "number": "number_contexts"}


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """All rows of `warehouse/reference/<table>.csv`, by column name."""
    path = REFERENCE_PATH / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def column(table: str, name: str) -> frozenset[str]:
    """The values of one column."""
    return frozenset(row[name] for row in rows(table))


@cache
def mapping(table: str, key: str, value: str) -> dict[str, str]:
    """One column by another; the first row of a key wins."""
    pairs: dict[str, str] = {}
    for row in rows(table):
        pairs.setdefault(row[key], row[value])
    return pairs


@cache
def words(word_set: str) -> frozenset[str]:
    """One of the small word sets the rules use; those of spending and of numbers have tables of their own."""
    table = _WORD_TABLES.get(word_set.partition("_")[0], "word_sets")
    return frozenset(row["word"] for row in rows(table) if row["word_set"] == word_set)


@dataclass(frozen=True, slots=True)
class Name:
    """A surface form in the text and what it stands for."""

    surface: str
    kind: str
    name: str
    country_code: str | None


@cache
def names() -> tuple[Name, ...]:
    """Every known name of a country, people, capital, seat of government, international body or armed group."""
    countries = [
        Name(r["surface"], r["name_kind"], r["short_name"], r["country_code"] or None) for r in rows("country_names")
    ]
    bodies = [Name(r["surface"], "body", r["short_name"], None) for r in rows("bodies")]
    groups = [Name(r["surface"], "group", r["short_name"], r["country_code"] or None) for r in rows("groups")]
    return (*countries, *bodies, *groups)


def armed_group(name: str) -> str:
    """The name that the reference tables give an armed group, by any of its names; an unknown one keeps its own."""
    return mapping("groups", "surface", "short_name").get(name, name)


@cache
def alliances() -> frozenset[str]:
    """Short names of the bodies that can use force by themselves."""
    return frozenset(r["short_name"] for r in rows("bodies") if r["body_kind"] == "defence alliance")


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person known by office: the surname is what the codebook calls the person."""

    name: str
    surname: str
    country_code: str | None
    side: str
    role: str


@cache
def office_holders() -> tuple[OfficeHolder, ...]:
    """Heads of state, ministers, envoys and officials of states and bodies."""
    codes = column("countries", "country_code")
    return tuple(
        OfficeHolder(r["name"], r["surname"], home, short_name(home), r["role"])
        if (home := r["country_or_body"]) in codes
        else OfficeHolder(r["name"], r["surname"], None, home, r["role"])
        for r in rows("office_holders")
    )


@cache
def short_name(country_code: str) -> str:
    """The codebook's English name of a country."""
    return mapping("countries", "country_code", "short_name")[country_code]
