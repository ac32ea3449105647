"""Recording what a person says of a claim: accepted, corrected or rejected, as an event of the ledger."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import duckdb
import polars as pl

from pipelines.checks import check
from pipelines.claims.numbers import bounds
from pipelines.core.clock import Clock, utc_now
from pipelines.core.database import open_database
from pipelines.core.errors import BadInput
from pipelines.core.events import ClaimReviewed, Recordable
from pipelines.core.settings import Settings
from pipelines.core.tables import CLAIM_TABLES, Column, reviewable
from pipelines.ledger.space import require_free_space
from pipelines.ledger.store import Ledger, StoredEvent, open_ledger
from pipelines.steps.opening import WAIT_SECONDS

Verdict = Literal["accept", "correct", "reject"]
_WHERE_TO_LOOK = (
    "`newsledger review` lists claims that need a reader; every fact table has `claim_id`. A claim of an older release "
    "may be read otherwise now: `newsledger refresh` first."
)


@dataclass(frozen=True)
class ReadClaim:
    """One claim as it is read now, in the newest wording of its post that tells it."""

    claim_type: str
    claim_id: str
    stream: str
    text_sha256: str
    row: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """What a person may judge and correct, as JSON values."""
        return {name: _plain(self.row[name]) for name in reviewable(self.claim_type)}


@dataclass(frozen=True)
class Recorded:
    """What recording a review did: the event's position, and whether it was new."""

    claim_id: str
    verdict: str
    corrected: dict[str, Any]
    position: int
    is_new: bool
    replaces: int | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @property
    def text(self) -> str:
        """For people."""
        if not self.is_new:
            return f"Already recorded, as event {self.position}; nothing was added."
        words = [f"Recorded as event {self.position}: {self.verdict} {self.claim_id}."]
        words += [f"  {name} is to be {value!r}" for name, value in self.corrected.items()]
        words += [f"It replaces the review at position {self.replaces}, which stays in the history."] * bool(
            self.replaces
        )
        return "\n".join([*words, "The facts follow at the next refresh: `newsledger refresh`."])


def review(
    settings: Settings,
    claim_id: str,
    verdict: Verdict,
    *,
    reviewer: str,
    reason: str,
    corrections: Sequence[str] = (),
    clock: Clock = utc_now,
) -> Recorded:
    """Record one review; the same review by the same person again adds nothing. `corrections` are `column=value`.

    Raises BadInput where the claim is not read now, nobody signs, no reason is given, or a correction cannot stand.
    """
    if not reviewer.strip() or not reason.strip():
        raise BadInput("A review needs a name and a reason.", "Give --reviewer (or NEWSLEDGER_REVIEWER) and --reason.")
    if bool(corrections) != (verdict == "correct"):
        raise BadInput("Values belong to --correct, and --correct needs some.", "Write: --correct count=13 place=Kyiv")
    claim = find_claim(settings, claim_id)
    event = ClaimReviewed(
        claim_id=claim.claim_id,
        claim_type=claim.claim_type,  # type: ignore[arg-type]
        post_key=claim.row["post_key"],
        verdict=verdict,
        reviewer=reviewer.strip(),
        reason=reason.strip(),
        values=claim.values,
        corrected=corrected_values(claim, corrections),
        evidence=claim.row["evidence"],
        text_sha256=claim.text_sha256,
    )
    return _append(settings, claim.stream, event, clock)


def find_claim(settings: Settings, claim_id: str) -> ReadClaim:
    """The claim whose id begins so; raises BadInput where there is none or several."""
    with open_database(settings.work_path, is_read_only=True) as work:
        found = [claim for claim_type in CLAIM_TABLES for claim in _claims_like(work, claim_type, claim_id)]
    if not found:
        raise BadInput(f"No claim that is read now has an id that begins with {claim_id!r}.", _WHERE_TO_LOOK)
    if len(found) > 1:
        raise BadInput(f"{claim_id!r} begins {len(found)} ids.", "Give more letters.")
    return found[0]


def corrected_values(claim: ReadClaim, corrections: Sequence[str]) -> dict[str, Any]:
    """The corrected columns as JSON values; raises BadInput where they are none of the type's, or break its contract.

    The bounds of a number follow from it where they are not given.
    """
    given = dict(_parsed(claim, correction) for correction in corrections)
    if {"count", "qualifier"} & given.keys() and not {"count_low", "count_high"} & given.keys():
        row = claim.row | given
        if row["count"] is not None:
            given["count_low"], given["count_high"] = bounds(row["count"], row["qualifier"])
    changed = {name: value for name, value in given.items() if value != claim.row[name]}
    if corrections and not changed:
        raise BadInput("The claim already says so; nothing would be corrected.", "Use --accept to confirm it.")
    table = CLAIM_TABLES[claim.claim_type]
    names = [column.name for column in table.columns]
    frame = pl.DataFrame([{name: (claim.row | changed)[name] for name in names}], schema=table.polars_schema)
    refused = check(table, frame).refused
    if len(refused):
        raise BadInput(
            f"The corrected claim cannot stand. {refused['reason'][0]}.",
            "Give values that can stand together, all in one review.",
        )
    return {name: _plain(value) for name, value in changed.items()}


def _parsed(claim: ReadClaim, correction: str) -> tuple[str, Any]:
    name, is_given, text = correction.partition("=")
    columns = reviewable(claim.claim_type)
    if name not in columns or not is_given:
        what = f"{name!r} is no column of a {claim.claim_type} claim that can be corrected"
        raise BadInput(
            f"{what if is_given else f'{correction!r} gives no value'}.", f"These can: {', '.join(columns)}."
        )
    return name, _value(columns[name], text.strip())


def _value(column: Column, text: str) -> Any:
    if column.type == "VARCHAR[]":
        return [part.strip() for part in text.split(",") if part.strip()]
    if not text:
        if column.null_means is None:
            raise BadInput(f"{column.name} cannot be empty.", column.description)
        return None
    if column.one_of and text not in column.one_of:
        raise BadInput(f"{column.name} is not {text!r}.", f"It is one of {', '.join(column.one_of)}.")
    try:
        return _typed(column.type, text)
    except (ValueError, InvalidOperation, KeyError) as error:
        raise BadInput(f"{column.name} is not {text!r}.", _HOW_TO_WRITE[column.type]) from error


_HOW_TO_WRITE = {
    "BIGINT": "Write a whole number, like 13.",
    "DECIMAL(24, 2)": "Write a number in full units, like 1500000.",
    "BOOLEAN": "Write true or false.",
    "DATE": "Write a day, like 2025-09-02.",
}


def _typed(kind: str, text: str) -> Any:
    if kind == "BIGINT":
        return int(text)
    if kind == "DECIMAL(24, 2)":
        return Decimal(text).quantize(Decimal("0.01"))
    if kind == "BOOLEAN":
        return {"true": True, "false": False}[text.lower()]
    return date.fromisoformat(text) if kind == "DATE" else text


def _claims_like(work: duckdb.DuckDBPyConnection, claim_type: str, claim_id: str) -> list[ReadClaim]:
    relation = work.execute(_NEWEST_WORDING.format(table=CLAIM_TABLES[claim_type].qualified_name), [claim_id])
    names = [column[0] for column in relation.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
    return [ReadClaim(claim_type, row["claim_id"], row["seen_in"], row["text_sha256"], row) for row in rows]


_NEWEST_WORDING = """
    SELECT claims.*, versions.text_sha256, captures.stream AS seen_in
    FROM {table} AS claims
    JOIN raw.post_versions AS versions USING (post_version_id)
    JOIN raw.page_posts AS page_posts USING (post_version_id)
    JOIN raw.captures AS captures USING (page_id)
    WHERE starts_with(claims.claim_id, ?) AND claims.modality = 'asserted'
    QUALIFY row_number() OVER (
        PARTITION BY claims.claim_id ORDER BY captures.observed_at DESC, captures.position DESC
    ) = 1"""


def _append(settings: Settings, stream: str, event: ClaimReviewed, clock: Clock) -> Recorded:
    require_free_space(settings.home, settings.min_free_megabytes)
    with open_ledger(settings.ledger_path, wait_seconds=WAIT_SECONDS) as ledger:
        before = _newest_review(ledger, event.claim_id)
        if before and before.event.model_copy(update={"replaces": None}) == event:
            return Recorded(event.claim_id, event.verdict, event.corrected, before.position, False, None)
        event = event.model_copy(update={"replaces": before.position if before else None})
        ledger.append([Recordable(stream=stream, observed_at=clock(), event=event)], clock)
        position = ledger.head().position
    return Recorded(event.claim_id, event.verdict, event.corrected, position, True, event.replaces)


def _newest_review(ledger: Ledger, claim_id: str) -> StoredEvent | None:
    reviews = ledger.events(event_type=ClaimReviewed.__name__)
    of_the_claim = [one for one in reviews if isinstance(one.event, ClaimReviewed) and one.event.claim_id == claim_id]
    return of_the_claim[-1] if of_the_claim else None


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
