"""Hand-made histories: captures that list posts that hold claims, written as the rooms write them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines import transform
from pipelines.core.database import open_database
from pipelines.core.ids import content_id
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_TABLES, TABLES

CLAIM: dict[str, Any] = {
    "asserted_by": None,
    "modality": "asserted",
    "support": "high",
    "rule": "hand",
    "extractor_version": "e1",
    "event_date": None,
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "casualty": {
        "harm": "killed", "count": 1, "count_low": None, "count_high": None, "count_text": "one", "qualifier": "exact",
        "victim_group": "civilian", "victim_country": "UA", "place": None, "scope": "incident", "is_total": False,
    },
    "attack": {
        "attack_type": "drone", "attacker": "RU", "target_country": "UA", "places": [], "launched": None,
        "intercepted": None,
    },
    "diplomacy": {
        "act": "meeting", "status": "held", "participants": ["Zelenskyy"], "counterparts": [], "venue": None,
    },
    "spending": {
        "amount": 1000, "amount_text": "1,000 euros", "currency": "EUR", "amount_converted": None,
        "currency_converted": None, "qualifier": "exact", "payer": "Germany", "recipient": "Ukraine", "purpose": None,
        "period": None, "status": "pledged",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Post:
    """One wording of a post; equal values are the same wording."""

    key: str
    body: str = "One person was killed."
    published_on: date | None = date(2025, 9, 2)
    claims: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()

    @property
    def version_id(self) -> str:
        return content_id(self.key, self.body, str(self.published_on), repr(self.claims))


def post(key: str, *claims: dict[str, Any], body: str = "One person was killed.", **fields: Any) -> Post:
    """A post with claims; each claim is a dict of its type and the columns that differ from the defaults."""
    frozen = tuple(
        (claim.get("type", "casualty"), tuple((k, _frozen(v)) for k, v in claim.items() if k != "type"))
        for claim in claims
    )
    return Post(key, body, claims=frozen, **fields)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass
class World:
    """A home whose raw tables grow capture by capture; `build` runs dbt on it."""

    home: Path
    versions: dict[str, str] = field(default_factory=lambda: {"posts": "p1", "claims": "e1"})
    position: int = 0

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True)
        self.settings = Settings(home=self.home)
        with open_database(self.settings.work_path) as connection:
            connection.execute("CREATE SCHEMA raw")
            for table in TABLES:
                connection.execute(table.ddl)

    def capture(
        self,
        observed_at: str,
        posts: Sequence[Post] | None,
        *,
        stream: str = "dw:1",
        recorded_at: str | None = None,
        outcome: str = "complete",
    ) -> None:
        """Record that the page listed these posts; None is a failed capture."""
        self.position += 1
        body = content_id(stream, outcome, [each.version_id for each in posts or ()])
        page_id = None if posts is None else body
        observed, recorded = datetime.fromisoformat(observed_at), datetime.fromisoformat(recorded_at or observed_at)
        capture = {
            "position": self.position, "stream": stream, "url": None, "observed_at": observed, "recorded_at": recorded,
            "event_type": "CaptureFailed" if posts is None else "PageCaptured", "observed_basis": "given",
            "status_code": None, "page_id": page_id, "failure_reason": "timeout" if posts is None else None,
            "failure_detail": "It took too long." if posts is None else None,
        }  # fmt: skip
        with open_database(self.settings.work_path) as connection:
            self._insert(connection, "captures", capture)
            for each in posts or ():
                self._post(connection, each, stream)
            if page_id:
                self._page(connection, page_id, stream, outcome, posts or ())

    def build(self) -> list[transform.NodeResult]:
        """Pin every room to the newest position and run dbt."""
        with open_database(self.settings.work_path) as connection:
            connection.execute("DELETE FROM raw.projections")
            for room, version in self.versions.items():
                row = {"room": room, "upto_position": self.position, "version": version}
                self._insert(connection, "projections", row)
        return transform.build(self.settings, self.position)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, opened read-only."""
        with open_database(self.settings.work_path, is_read_only=True) as connection:
            return connection.execute(query).fetchall()

    def run(self, statement: str) -> None:
        """Change the raw rows by hand."""
        with open_database(self.settings.work_path) as connection:
            connection.execute(statement)

    def _page(self, connection: Any, page_id: str, stream: str, outcome: str, posts: Sequence[Post]) -> None:
        page = {
            "page_id": page_id, "stream": stream, "source": "dw", "blog_id": stream.partition(":")[2],
            "body_sha256": page_id, "form": "state", "parser": "state/1", "outcome": outcome,
            "reason": None if outcome == "complete" else "half a page", "language": "en", "canonical_url": None,
            "title": "Updates", "authors": [], "teaser": None, "key_points": [], "closing_notice": None,
            "is_closed": False, "post_count": len(posts), "unread_fields": [],
        }  # fmt: skip
        if self._is_new(connection, "pages", "page_id", page_id):
            self._insert(connection, "pages", page)
            for ordinal, each in enumerate(posts, 1):
                row = {"page_id": page_id, "ordinal": ordinal, "post_version_id": each.version_id, "post_key": each.key}
                self._insert(connection, "page_posts", row)

    def _post(self, connection: Any, each: Post, stream: str) -> None:
        if not self._is_new(connection, "post_versions", "post_version_id", each.version_id):
            return
        version = {
            "post_version_id": each.version_id, "post_key": each.key, "key_basis": "permalink", "stream": stream,
            "source": "dw", "url": f"https://p.dw.com/p/{each.key}", "title": "A title", "body": each.body,
            "text_sha256": content_id(each.body), "captions": [], "videos": [], "authors": [], "published_at": None,
            "published_on": each.published_on, "published_text": None, "modified_at": None, "language": "en",
        }  # fmt: skip
        self._insert(connection, "post_versions", version)
        for ordinal, (claim_type, values) in enumerate(each.claims):
            self._claim(connection, each, claim_type, dict(values), ordinal)

    def _claim(self, connection: Any, each: Post, claim_type: str, values: dict[str, Any], ordinal: int) -> None:
        start = len("A title\n\n")
        row = {
            **CLAIM, **DEFAULTS[claim_type],
            "claim_id": content_id(each.key, claim_type, repr(values), ordinal),
            "post_version_id": each.version_id, "post_key": each.key, "evidence": each.body,
            "evidence_start": start, "evidence_end": start + len(each.body), **values,
        }  # fmt: skip
        self._insert(connection, CLAIM_TABLES[claim_type].name, row)

    def _is_new(self, connection: Any, table: str, key: str, value: str) -> bool:
        return connection.execute(f"SELECT 1 FROM raw.{table} WHERE {key} = ?", [value]).fetchone() is None

    def _insert(self, connection: Any, table: str, row: dict[str, Any]) -> None:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO raw.{table} ({names}) VALUES ({marks})", list(row.values()))
