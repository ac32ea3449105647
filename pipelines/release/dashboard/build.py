"""Builds the pages: SQL files ask the release, templates write HTML in which text from pages stays text."""

import base64
import hashlib
import re
import shutil
import uuid
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.core.database import open_database
from pipelines.core.errors import BadInput
from pipelines.core.ids import content_id
from pipelines.release.dashboard import charts, lives, words
from pipelines.release.manifest import DATABASE_NAME, read_manifest

MARKER = ".newsledger-dashboard"
BLOG_LIMIT = 30
ROW_LIMIT = 60
_FOLDER = Path(__file__).parent
_TABLES = {
    "casualty": "fct_casualties",
    "attack": "fct_attacks",
    "diplomacy": "fct_diplomacy",
    "spending": "fct_spending",
}
_SECTIONS = {"casualty": "Casualties", "attack": "Attacks", "diplomacy": "Diplomacy", "spending": "Spending"}
Rows = list[dict[str, Any]]


def build_dashboard(release_path: Path, out_path: Path) -> Path:
    """Write the site of a release into `out_path`, replacing what was there; returns the path of its first page.

    The pages need no network and no server. Raises BadInput where there is no release, and where `out_path` holds
    anything but a dashboard.
    """
    _refuse_foreign(out_path)
    release_path = release_path.resolve()
    manifest = read_manifest(release_path)
    out_path.parent.mkdir(parents=True, exist_ok=True)
    fresh = out_path.with_name(f".{out_path.name}-{uuid.uuid4().hex}")
    try:
        with open_database(release_path / DATABASE_NAME, is_read_only=True) as connection:
            _write_site(connection, fresh, {"manifest": manifest})
        (fresh / MARKER).write_text(f"{manifest.id}\n", encoding="utf-8")
        _put_in_place(fresh, out_path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return out_path / "index.html"


def _write_site(connection: duckdb.DuckDBPyConnection, folder: Path, shared: dict[str, Any]) -> None:
    environment = _environment()
    blogs = {row["stream"]: row for row in _ask(connection, "blogs", blog_limit=BLOG_LIMIT)}
    for stream, blog in blogs.items():
        blog["page"] = f"blogs/{page_name(stream)}"
    facts = _ask(connection, "facts", streams=list(blogs), row_limit=ROW_LIMIT)
    index = {"blogs": blogs, "sections": _sections(facts), "root": ""}
    _write(environment, folder / "index.html", "index.html.j2", shared | index)
    for blog in blogs.values():
        page = _blog(connection, blog) | {"root": "../"}
        _write(environment, folder / blog["page"], "blog.html.j2", shared | page)


def _blog(connection: duckdb.DuckDBPyConnection, blog: dict[str, Any]) -> dict[str, Any]:
    def ask(question: str) -> Rows:
        return _ask(connection, question, stream=blog["stream"])

    history = ask("history")
    return {
        "blog": blog,
        "sections": _sections(history),
        "moments": sorted({row[end] for row in history for end in ("valid_from", "valid_to") if row[end]}),
        "tolls": charts.toll_charts(ask("tolls"), blog["last_seen_at"]),
        "lives": lives.tell_lives(ask("posts"), ask("revisions"), ask("claim_changes"), ask("links")),
    }


def _sections(facts: Rows) -> list[tuple[str, str, Rows]]:
    return [
        (claim_type, title, [fact for fact in facts if fact["claim_type"] == claim_type])
        for claim_type, title in _SECTIONS.items()
    ]


def _ask(connection: duckdb.DuckDBPyConnection, question: str, **parameters: Any) -> Rows:
    sql = (_FOLDER / f"{question}.sql").read_text(encoding="utf-8")
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def page_name(stream: str) -> str:
    """A file name for a stream: readable, safe on every system, and different for different streams."""
    readable = re.sub(r"[^a-z0-9]+", "-", stream.lower()).strip("-")[:60]
    return f"{readable}-{content_id(stream)[:8]}.html"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": words.number,
        "day": words.day,
        "moment": words.moment,
        "web_link": words.web_link,
        "outlet": words.outlet,
    }
    environment.globals |= {
        "marked": words.marked,
        "money": words.money,
        "spellings": words.spellings,
        "plural": words.plural,
        "not_addable": words.NOT_ADDABLE,
        "qualifiers": words.QUALIFIERS,
        "changes": words.CHANGES,
        "claim_changes": words.CLAIM_CHANGES,
        "links": words.LINKS,
        "reviews": words.REVIEWS,
        "tables": _TABLES,
        "view": charts.VIEW,
        "style": _inline("style.css"),
        "script": _inline("script.js"),
    }
    return environment


def _inline(name: str) -> dict[str, str]:
    # Inside the page and named by hash in its policy: works from a disk, and nothing else is allowed to run.
    text = (_FOLDER / "templates" / name).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"text": text, "policy": f"'sha256-{digest}'"}


def _write(environment: Environment, path: Path, template: str, values: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(environment.get_template(template).render(values), encoding="utf-8", errors="replace")


def _refuse_foreign(out_path: Path) -> None:
    is_free = not out_path.exists() or (out_path.is_dir() and not any(out_path.iterdir()))
    if not is_free and not (out_path / MARKER).exists():
        raise BadInput(f"{out_path} holds something that is no dashboard; it stays as it is.", "Name a new folder.")


def _put_in_place(fresh: Path, out_path: Path) -> None:
    old = out_path.with_name(f"{fresh.name}-old")
    if out_path.exists():
        out_path.rename(old)
    fresh.rename(out_path)
    shutil.rmtree(old, ignore_errors=True)
