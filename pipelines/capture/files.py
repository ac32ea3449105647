"""Capture saved pages: a file or a folder of files, each with the time its bytes existed."""

import json
import mimetypes
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from pipelines.capture.bounded import GZIP_MAGIC, DecompressionError, TooLargeError, gunzip
from pipelines.capture.streams import stream_of, unknown_stream
from pipelines.capture.warc import import_warc, is_archive
from pipelines.core.clock import Clock, to_text, utc_now
from pipelines.core.errors import BadInput
from pipelines.core.events import CaptureFailed, FailureReason, ObservedBasis, PageCaptured, Recordable, file_capture_id
from pipelines.core.ids import content_id, sha256_hex

MAX_FILE_BYTES = 64 * 1024 * 1024


class Sidecar(BaseModel):
    """What `<file>.json` may say about the saved page beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    observed_at: AwareDatetime | None = None
    url: str | None = None


@dataclass(frozen=True)
class _SavedPage:
    path: Path
    name: str
    given_observed_at: datetime | None
    imported_at: datetime

    @property
    def origin(self) -> str:
        return f"file:{self.name}"


class _Unreadable(Exception):
    def __init__(self, reason: FailureReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def capture_path(path: Path, given_observed_at: datetime | None = None, clock: Clock = utc_now) -> Iterator[Recordable]:
    """One PageCaptured or CaptureFailed for each saved page under `path`, in the order of their names.

    Web archives among them give one event for each page they hold (`warc.import_warc`).

    Hidden files and sidecars are no pages. `observed_at` is the sidecar's, else the given one, else the time of the
    import, flagged `imported`; a file's own date is never used. Raises BadInput where `path` is no file or folder.
    """
    for page in saved_pages(path):
        if is_archive(page):
            yield from import_warc(page, clock)
        else:
            name = page.relative_to(path).as_posix() if path.is_dir() else page.name
            yield _capture_file(_SavedPage(page, name, given_observed_at, clock()))


def saved_pages(path: Path) -> Iterator[Path]:
    """The pages `capture_path` would read; links to folders are not followed."""
    if path.is_dir():
        yield from sorted(file for file in _files_below(path) if not _is_sidecar(file))
    elif path.is_file():
        yield path
    else:
        raise BadInput(f"{path} is no file and no folder.", "Name a saved page, or a folder of saved pages.")


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (file for name in names if not name.startswith(".") and (file := Path(parent, name)).is_file())


def _is_sidecar(file: Path) -> bool:
    return file.suffix == ".json" and file.with_suffix("").is_file()


def _capture_file(page: _SavedPage) -> Recordable:
    try:
        sidecar = _sidecar_of(page.path)
        body = _read(page.path)
    except _Unreadable as failure:
        return _failed(page, failure)
    return _captured(page, sidecar, body)


def _captured(page: _SavedPage, sidecar: Sidecar, body: bytes) -> Recordable:
    given = sidecar.observed_at or page.given_observed_at
    basis: ObservedBasis = "given" if given else "imported"
    body_sha256 = sha256_hex(body)
    event = PageCaptured(
        url=sidecar.url,
        capture_id=file_capture_id(body_sha256, given),
        media_type=mimetypes.guess_type(page.path.name)[0],
        body_sha256=body_sha256,
        body_size=len(body),
        observed_basis=basis,
        origin=page.origin,
    )
    stream = stream_of(body, sidecar.url)
    return Recordable(stream=stream, observed_at=given or page.imported_at, event=event, body=body)


def _failed(page: _SavedPage, failure: _Unreadable) -> Recordable:
    given = page.given_observed_at
    event = CaptureFailed(
        url=None,
        capture_id=content_id("file", page.name, failure.reason, to_text(given) if given else None),
        reason=failure.reason,
        detail=failure.detail,
        origin=page.origin,
    )
    return Recordable(stream=unknown_stream(page.name), observed_at=given or page.imported_at, event=event)


def _sidecar_of(path: Path) -> Sidecar:
    sidecar = path.with_name(f"{path.name}.json")
    if not sidecar.is_file():
        return Sidecar()
    try:
        return Sidecar.model_validate(json.loads(sidecar.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        why = "; ".join(e["msg"] for e in error.errors()) if isinstance(error, ValidationError) else str(error)
        raise _Unreadable("unreadable_file", f"The sidecar {sidecar.name} cannot be read: {why}.") from error


def _read(path: Path) -> bytes:
    body = _decompressed(_read_bytes(path))
    if not body.strip():
        raise _Unreadable("empty_body", f"{path.name} is empty.")
    return body


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise _Unreadable("unreadable_file", f"{path.name} cannot be read: {error.strerror}.") from error
    if len(body) > MAX_FILE_BYTES:
        raise _Unreadable("too_large", f"{path.name} has more than {MAX_FILE_BYTES} bytes.")
    return body


def _decompressed(body: bytes) -> bytes:
    if not body.startswith(GZIP_MAGIC):
        return body
    try:
        return gunzip(body, MAX_FILE_BYTES)
    except TooLargeError as error:
        raise _Unreadable("too_large", f"The gzip file is refused: {error}.") from error
    except DecompressionError as error:
        raise _Unreadable("decompression", f"The gzip file cannot be read: {error}.") from error
