"""The hash chain: what one event row says, and the hash that ties it to all rows before it."""

from dataclasses import dataclass
from datetime import datetime

from pipelines.core.clock import to_text
from pipelines.core.ids import canonical_json, sha256_hex


@dataclass(frozen=True)
class Head:
    """The end of the chain: its last position (0 when empty) and that event's hash."""

    position: int
    hash: str


START = Head(0, "0" * 64)
"""What the first event is chained to."""


@dataclass(frozen=True)
class EventRow:
    """One event as stored: `payload` is the event's canonical JSON, null once it was redacted."""

    position: int
    event_id: str
    stream: str
    event_type: str
    schema_version: int
    observed_at: datetime
    recorded_at: datetime
    payload: str | None
    payload_sha256: str
    body_sha256: str | None
    hash: str = ""


def link(previous_hash: str, row: EventRow) -> str:
    """The row's hash: sha256 over the previous hash and the canonical JSON of everything the row says.

    Payload and body take part through their own hashes, so that a redaction removes either and leaves the chain whole.
    """
    said = {
        "position": row.position,
        "event_id": row.event_id,
        "stream": row.stream,
        "event_type": row.event_type,
        "schema_version": row.schema_version,
        "observed_at": to_text(row.observed_at),
        "recorded_at": to_text(row.recorded_at),
        "payload_sha256": row.payload_sha256,
        "body_sha256": row.body_sha256,
    }
    return sha256_hex(previous_hash + canonical_json(said))
