"""Hand-made histories: captures that list posts that hold claims, written as the rooms write them."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines import transform
from pipelines.checks.contracts import empty
from pipelines.core.database import open_database
from pipelines.core.ids import content_id
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_LINES, CLAIM_TABLES, TABLES, reviewable
from pipelines.steps.joining import claim_lines

TITLE = "A title"
KEYS = {table.name: table.key for table in TABLES}
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
    captions: tuple[str, ...] = ()
    claims: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()

    @property
    def version_id(self) -> str:
        return content_id(self.key, self.body, str(self.published_on), repr(self.claims), self.captions)


def post(key: str, *claims: dict[str, Any], body: str = "One person was killed.", **fields: Any) -> Post:
    """A post with claims; each claim is a dict of its type and the columns that differ from the defaults."""
    frozen = tuple((claim.get("type", "casualty"), _items(claim)) for claim in claims)
    return Post(key, body, claims=frozen, **fields)


def _items(claim: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in claim.items() if name != "type"
    )


@dataclass
class World:
    """A home whose raw rows grow capture by capture; `build` writes them and runs dbt."""

    home: Path
    versions: dict[str, str] = field(default_factory=lambda: {"posts": "p1", "claims": "e1"})
    position: int = 0
    raw: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home)

    def capture(
        self,
        observed_at: str,
        posts: Sequence[Post] | None,
        *,
        stream: str = "dw:1",
        recorded_at: str | None = None,
        outcome: str = "complete",
        basis: str = "given",
    ) -> None:
        """Record that the page listed these posts; None is a failed capture."""
        self.position += 1
        page_id = None if posts is None else content_id(stream, outcome, [each.version_id for each in posts])
        capture = {
            "position": self.position, "stream": stream, "url": None, "observed_basis": basis, "page_id": page_id,
            "observed_at": datetime.fromisoformat(observed_at), "status_code": None,
            "recorded_at": datetime.fromisoformat(recorded_at or observed_at),
            "event_type": "CaptureFailed" if posts is None else "PageCaptured",
            "failure_reason": "timeout" if posts is None else None,
            "failure_detail": "It took too long." if posts is None else None,
        }  # fmt: skip
        self._add("captures", capture)
        if page_id:
            self._add("pages", _page(page_id, stream, outcome, len(posts or ())))
        for ordinal, each in enumerate(posts or (), 1):
            self._add(
                "page_posts",
                {"page_id": page_id, "ordinal": ordinal, "post_version_id": each.version_id, "post_key": each.key},
            )
            self._add("post_versions", _post_version(each, stream))
            for number, (claim_type, values) in enumerate(each.claims):
                self._add(CLAIM_TABLES[claim_type].name, _claim(each, claim_type, dict(values), number))

    def review(
        self,
        each: Post,
        verdict: str,
        *,
        claim: int = 0,
        corrected: dict[str, Any] | None = None,
        reviewer: str = "ada",
        recorded_at: str = "2025-09-02T12:00",
        stream: str = "dw:1",
    ) -> None:
        """Record that somebody reviewed one claim of a wording, as `newsledger review` does."""
        self.position += 1
        claim_type, items = each.claims[claim]
        read = {**CLAIM, **DEFAULTS[claim_type], **dict(items)}
        moment = datetime.fromisoformat(recorded_at)
        review = {
            "position": self.position, "stream": stream, "claim_id": claim_id_of(each, claim), "claim_type": claim_type,
            "post_key": each.key, "verdict": verdict, "reviewer": reviewer, "reason": "I read it.",
            "evidence": each.body, "text_sha256": content_id(each.body), "reviewed_at": moment, "recorded_at": moment,
            "read_values": json.dumps({name: read[name] for name in reviewable(claim_type)}, default=str),
            "corrected_values": json.dumps(corrected) if corrected else None,
        }  # fmt: skip
        self._add("reviews", review)

    def build(self) -> list[transform.NodeResult]:
        """Pin every room to the newest position and run dbt."""
        self.raw.pop("projections", None)
        for room, version in self.versions.items():
            self._add("projections", {"room": room, "upto_position": self.position, "version": version})
        with open_database(self.settings.work_path) as connection:
            connection.execute("CREATE SCHEMA IF NOT EXISTS raw")
            frames = {
                table.name: pl.DataFrame(list(self.raw[table.name].values()), schema=empty(table).schema)
                for table in TABLES
            }
            for table in TABLES:
                connection.execute(f"{table.ddl}; DELETE FROM {table.qualified_name}")
                if table is CLAIM_LINES:  # comes after captures, pages and claims
                    frames[table.name] = claim_lines(connection, frames)
                connection.register("frame", frames[table.name])
                connection.execute(f"INSERT INTO {table.qualified_name} SELECT * FROM frame")
        return transform.build(self.settings, self.position)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query, opened read-only."""
        with open_database(self.settings.work_path, is_read_only=True) as connection:
            return connection.execute(query).fetchall()

    def _add(self, name: str, row: dict[str, Any]) -> None:
        self.raw[name].setdefault(tuple(row[key] for key in KEYS[name]), row)


def claim_id_of(each: Post, number: int = 0) -> str:
    """The id of a wording's claim: the same in every wording that tells the same values."""
    claim_type, items = each.claims[number]
    return content_id(each.key, claim_type, repr(dict(items)), number)


def _page(page_id: str, stream: str, outcome: str, post_count: int) -> dict[str, Any]:
    return {
        "page_id": page_id, "stream": stream, "source": "dw", "blog_id": stream.partition(":")[2],
        "body_sha256": page_id, "form": "state", "parser": "state/1", "outcome": outcome,
        "reason": None if outcome == "complete" else "half a page", "language": "en", "canonical_url": None,
        "title": "Updates", "authors": [], "teaser": None, "key_points": [], "closing_notice": None,
        "is_closed": False, "post_count": post_count, "unread_fields": [],
    }  # fmt: skip


def _post_version(each: Post, stream: str) -> dict[str, Any]:
    return {
        "post_version_id": each.version_id, "post_key": each.key, "key_basis": "permalink", "stream": stream,
        "source": "dw", "url": f"https://p.dw.com/p/{each.key}", "title": TITLE, "body": each.body,
        "text_sha256": content_id(each.body), "captions": list(each.captions), "videos": [], "authors": [],
        "published_at": None, "published_on": each.published_on, "published_text": None, "modified_at": None,
        "language": "en",
    }  # fmt: skip


def _claim(each: Post, claim_type: str, values: dict[str, Any], number: int) -> dict[str, Any]:
    start = len(TITLE) + 2
    return {
        **CLAIM, **DEFAULTS[claim_type], "claim_id": claim_id_of(each, number),
        "post_version_id": each.version_id, "post_key": each.key, "evidence": each.body, "evidence_start": start,
        "evidence_end": start + len(each.body), **values,
    }  # fmt: skip
