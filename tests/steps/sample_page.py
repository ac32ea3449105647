"""The queries of docs/sample.md and their answers; run as a module it writes the answers anew."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.settings import PROJECT_ROOT, Settings
from pipelines.release.catalog import find_release
from tests.conftest import WHOLE_SAMPLE, import_and_refresh

PAGE = PROJECT_ROOT / "docs" / "sample.md"
_QUESTION = re.compile(
    r"## (?P<title>.+?)\n(?P<rest>.*?)```sql\n(?P<query>.+?)\n```\n\n?(?P<answer>(?:\|[^\n]*\n)*)", re.S
)


@dataclass(frozen=True)
class Question:
    """One documented query under its heading, with the answer that the page prints below it."""

    title: str
    query: str
    answer: str


def questions(page: str) -> list[Question]:
    """All documented queries, in order."""
    return [Question(found["title"], found["query"], found["answer"]) for found in _QUESTION.finditer(page)]


def build_home(home: Path) -> Settings:
    """A home with the sample as the page tells it: all captures, a release, then the late one and another release."""
    settings = Settings(home=home)
    import_and_refresh(settings, WHOLE_SAMPLE / "pages")
    import_and_refresh(settings, WHOLE_SAMPLE / "late")
    return settings


def answer(settings: Settings, query: str) -> str:
    """The query's rows as a Markdown table."""
    with duckdb.connect(str(find_release(settings, "latest").database_path), read_only=True) as connection:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or []]
        return "".join(_lines(names, cursor.fetchall()))


def _lines(names: list[str], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    yield _line(names)
    yield _line(["---"] * len(names))
    for row in rows:
        yield _line([_cell(value) for value in row])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return "" if value is None else str(value).replace("\n\n", " ¶ ")


def rewrite(page: str, settings: Settings) -> str:
    """The page with every answer as it is now."""

    def with_answer(found: re.Match[str]) -> str:
        head = found.group().removesuffix(found["answer"]).rstrip("\n")
        return f"{head}\n\n{answer(settings, found['query'])}"

    return _QUESTION.sub(with_answer, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(rewrite(PAGE.read_text("utf-8"), build_home(Path(folder))), "utf-8")
