"""The one test of all goldens, and the two that keep them complete."""

from pathlib import Path

import pytest

from pipelines.sources.registry import SOURCES
from tests.sources import goldens


@pytest.mark.parametrize("path", list(goldens.pages()), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_golden_page_reads_as_it_did(path: Path) -> None:
    assert goldens.what_is_read(path) == goldens.expected(path), (
        "If the change is meant, run `python -m tests.sources.goldens` and look at the difference."
    )


def test_every_parser_has_a_golden_of_a_day_it_was_made_for() -> None:
    days: dict[str, list[object]] = {}
    for path in goldens.pages():
        parser = next(p for p in SOURCES[path.parent.name].parsers if p.name == goldens.expected(path)["parser"])
        assert parser.covers(goldens.day_of(path)), path.name
        days.setdefault(parser.name, []).append(path)
    assert set(days) == {parser.name for source in SOURCES.values() for parser in source.parsers}


def test_every_golden_page_has_its_reading() -> None:
    assert len(list(goldens.pages())) >= len(goldens.PAGES)
    assert all(goldens.expected(path)["posts"] for path in goldens.pages())
