"""The spool: one fsynced file per event, so that capture workers never wait for the ledger."""

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.core.clock import from_text, to_text, utc_now
from pipelines.core.errors import BadInput
from pipelines.core.events import EVENT_CLASSES, Recordable
from pipelines.core.ids import canonical_json, sha256_hex

SUFFIX = ".event"


@dataclass(frozen=True)
class Spooled:
    """An event read back from the spool, and the file to remove once it is committed."""

    path: Path
    recordable: Recordable


def write(spool: Path, recordable: Recordable) -> Path:
    """Put one event on the spool: it is there whole, and on disk, when this returns."""
    spool.mkdir(parents=True, exist_ok=True)
    header = {
        "stream": recordable.stream,
        "observed_at": to_text(recordable.observed_at),
        "event_type": recordable.event_type,
        "event": recordable.event.model_dump(mode="json"),
        "has_body": recordable.body is not None,
    }
    content = canonical_json(header).encode("utf-8", "backslashreplace") + b"\n" + (recordable.body or b"")
    name = f"{to_text(utc_now()).replace(':', '')}-{uuid.uuid4().hex[:8]}"
    partial, final = spool / f".{name}.partial", spool / f"{name}{SUFFIX}"
    with partial.open("wb") as file:
        file.write(sha256_hex(content).encode() + b"\n" + content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(final)
    _sync_folder(spool)
    return final


def read(path: Path) -> Spooled:
    """The event in a spool file; raises BadInput where the file is not what was written."""
    checksum, _, content = path.read_bytes().partition(b"\n")
    if sha256_hex(content).encode() != checksum:
        raise BadInput(f"Spool file {path.name} is damaged.", "Keep it for inspection; the capture can be repeated.")
    line, _, body = content.partition(b"\n")
    header = json.loads(line)
    recordable = Recordable(
        stream=header["stream"],
        observed_at=from_text(header["observed_at"]),
        event=EVENT_CLASSES[header["event_type"]].model_validate(header["event"]),
        body=body if header["has_body"] else None,
    )
    return Spooled(path, recordable)


def waiting(spool: Path) -> Iterator[Path]:
    """The files to drain, oldest first."""
    yield from sorted(spool.glob(f"*{SUFFIX}"))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
