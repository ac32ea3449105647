"""Reading old events: each released shape of an event is turned into today's, one version at a time."""

import json
from collections.abc import Callable
from typing import Any

from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.core.events import EVENT_CLASSES, Event

Payload = dict[str, Any]

UPCASTERS: dict[tuple[str, int], Callable[[Payload], Payload]] = {
    # The first version kept neither the claim's type and post, nor the values that were judged.
    ("ClaimReviewed", 1): lambda old: old,
}
"""(event type, schema version) -> the payload one version later. Never remove one: the ledger keeps what it has."""


def read_event(event_type: str, schema_version: int, payload: str) -> Event:
    """Today's event for a stored payload of any released version.

    Raises BadInput for a version of a newer newsledger, LedgerDamaged for words that are no such event.
    """
    cls = EVENT_CLASSES.get(event_type)
    if cls is None or schema_version > cls.schema_version:
        raise BadInput(
            f"This newsledger does not know {event_type} version {schema_version}.",
            "The ledger was written by a newer newsledger; install that version.",
        )
    try:
        values = json.loads(payload)
        for version in range(schema_version, cls.schema_version):
            values = UPCASTERS[event_type, version](values)
        return cls.model_validate(values)
    except (ValueError, KeyError) as error:
        raise LedgerDamaged(f"An event of the ledger is no {event_type}.", "Run `newsledger verify`.") from error
