"""What has been redacted so far, as the chain says."""

from dataclasses import dataclass

from pipelines.core.events import BodyRedacted
from pipelines.ledger.store import Ledger


@dataclass(frozen=True)
class Redactions:
    """The hashes of all bodies, and the ids of all events, that were redacted; and the last redaction's position."""

    body_sha256s: frozenset[str]
    event_ids: frozenset[str]
    position: int


def redactions(ledger: Ledger) -> Redactions:
    """All redactions in the ledger."""
    found = list(ledger.events(event_type=BodyRedacted.__name__))
    events = [stored.event for stored in found if isinstance(stored.event, BodyRedacted)]
    return Redactions(
        body_sha256s=frozenset(sha256 for event in events for sha256 in event.body_sha256s),
        event_ids=frozenset(event_id for event in events for event_id in event.event_ids),
        position=max((stored.position for stored in found), default=0),
    )
