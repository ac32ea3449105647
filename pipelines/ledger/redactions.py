"""What has been redacted so far, as the chain says."""

from dataclasses import dataclass

from pipelines.core.events import BodyRedacted
from pipelines.ledger.store import Ledger, reading


@dataclass(frozen=True)
class Redactions:
    """The hashes of all bodies, and the ids of all events, that were redacted."""

    body_sha256s: frozenset[str] = frozenset()
    event_ids: frozenset[str] = frozenset()


def redactions(ledger: Ledger) -> Redactions:
    """All redactions in the ledger; raises LedgerDamaged where one cannot be read."""
    with reading():
        positions = ledger.connection.execute(
            f"SELECT position FROM events WHERE event_type = '{BodyRedacted.__name__}' ORDER BY position"
        ).fetchall()
    found = [stored for (position,) in positions for stored in ledger.events(position - 1, position)]
    events = [stored.event for stored in found if isinstance(stored.event, BodyRedacted)]
    return Redactions(
        body_sha256s=frozenset(sha256 for event in events for sha256 in event.body_sha256s),
        event_ids=frozenset(event_id for event in events for event_id in event.event_ids),
    )
