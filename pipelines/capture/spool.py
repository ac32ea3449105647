"""The spool: one fsynced file per event, so that capture workers never wait for the ledger."""

import errno
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.core.clock import from_text, to_text, utc_now
from pipelines.core.disk import sync
from pipelines.core.errors import BadInput, NoSpace
from pipelines.core.events import EVENT_CLASSES, PageCaptured, Recordable
from pipelines.core.ids import canonical_json, sha256_hex

SUFFIX = ".event"
DAMAGED = "damaged"
_PARTIAL = ".partial"


@dataclass(frozen=True)
class Spooled:
    """An event read back from the spool, and the file to remove once it is committed."""

    path: Path
    recordable: Recordable


def write(spool: Path, recordable: Recordable) -> Path:
    """Put one event on the spool: it is there whole, and on disk, when this returns; raises NoSpace on a full disk."""
    spool.mkdir(parents=True, exist_ok=True)
    name = f"{to_text(utc_now()).replace(':', '')}-{uuid.uuid4().hex[:8]}"
    partial, final = spool / f".{name}{_PARTIAL}", spool / f"{name}{SUFFIX}"
    header, body = _header(recordable), recordable.body or b""
    try:
        with partial.open("wb") as file:
            file.write(sha256_hex(header).encode() + b"\n" + header + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(final)
    except OSError as error:
        partial.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoSpace(f"The spool {spool} is on a full disk.", "Free some space, then capture again.") from error
        raise
    sync(spool)
    return final


def read(path: Path) -> Spooled:
    """The event in a spool file; raises BadInput where file, event and body are not what was written."""
    try:
        checksum, _, content = path.read_bytes().partition(b"\n")
    except OSError as error:
        raise BadInput(f"Spool file {path.name} cannot be read: {error.strerror}.") from error
    line, _, body = content.partition(b"\n")
    if sha256_hex(line).encode() != checksum:
        raise BadInput(f"Spool file {path.name} is damaged.", "Keep it for inspection; the capture can be repeated.")
    try:
        recordable = _recordable(json.loads(line), body)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"Spool file {path.name} holds no event this newsledger knows: {type(error).__name__}.",
            "Was it written by a newer newsledger?",
        ) from error
    if not is_whole(recordable):
        raise BadInput(f"Spool file {path.name} does not carry the body its event names.", "Capture it again.")
    return Spooled(path, recordable)


def is_whole(recordable: Recordable) -> bool:
    """Whether a captured page carries the body its event names, and nothing else carries one."""
    event, body = recordable.event, recordable.body
    if isinstance(event, PageCaptured):
        return body is not None and sha256_hex(body) == event.body_sha256
    return not body


def waiting(spool: Path) -> Iterator[Path]:
    """The files to drain, oldest first."""
    yield from sorted(spool.glob(f"*{SUFFIX}"))


def set_aside(spool: Path, path: Path, reason: str) -> Path:
    """Move a file that cannot be landed to `damaged/`, with the reason beside it, so that it stops no other."""
    folder = spool / DAMAGED
    folder.mkdir(exist_ok=True)
    (folder / f"{path.name}.reason").write_text(reason + "\n", encoding="utf-8")
    return path.replace(folder / path.name)


def sweep(spool: Path, before: datetime) -> int:
    """Remove what writers that died before this moment left half-written; returns how many files that were."""
    oldest_kept = f".{to_text(before).replace(':', '')}"
    abandoned = [path for path in spool.glob(f".*{_PARTIAL}") if path.name < oldest_kept]
    for path in abandoned:
        path.unlink(missing_ok=True)
    return len(abandoned)


def _header(recordable: Recordable) -> bytes:
    header = {
        "stream": recordable.stream,
        "observed_at": to_text(recordable.observed_at),
        "event_type": recordable.event_type,
        "event": recordable.event.model_dump(mode="json"),
    }
    return canonical_json(header).encode("utf-8", "backslashreplace")


def _recordable(header: dict[str, Any], body: bytes) -> Recordable:
    return Recordable(
        stream=header["stream"],
        observed_at=from_text(header["observed_at"]),
        event=EVENT_CLASSES[header["event_type"]].model_validate(header["event"]),
        body=body if header["event_type"] == PageCaptured.__name__ else None,
    )
