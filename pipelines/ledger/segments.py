"""The backup format (docs/backup-format.md): a manifest, and segments that `tar` and `zstd` alone can read."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import zstandard

from pipelines.core.clock import from_text, to_text
from pipelines.core.disk import sync
from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.core.ids import canonical_json
from pipelines.ledger.chain import START, EventRow, Head

FORMAT, FORMAT_VERSION = "newsledger-backup", 1
MANIFEST = "manifest.json"
_EVENTS = "events.jsonl"
_BODIES = "bodies/"
# 64 MB: a body is stored as a reference to its like within the window, and any zstd can read it without a flag.
_WINDOW_LOG = 26


@dataclass(frozen=True)
class Segment:
    """One file of a backup: events `first` to `last`, chained from `previous_hash` to `hash`."""

    name: str
    first: int
    last: int
    previous_hash: str
    hash: str
    bodies: int
    redacted: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The segments of a backup in order; together they reach from the first event to the head."""

    segments: tuple[Segment, ...] = ()

    @property
    def head(self) -> Head:
        """Where the backed-up chain ends."""
        return Head(self.segments[-1].last, self.segments[-1].hash) if self.segments else START


def read_manifest(folder: Path) -> Manifest:
    """The manifest; raises BadInput where there is none, LedgerDamaged where it is not what was written."""
    path = folder / MANIFEST
    if not path.exists():
        raise BadInput(f"There is no backup in {folder}: {MANIFEST} is missing.", "Name the folder of a backup.")
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        segments = tuple(Segment(**segment) for segment in values["segments"])
        kind = (values["format"], values["format_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerDamaged(f"{MANIFEST} of the backup cannot be read: {error}.") from error
    if kind != (FORMAT, FORMAT_VERSION):
        raise BadInput(f"The backup has format {kind[0]} {kind[1]}, which this newsledger does not read.")
    manifest = Manifest(segments)
    _require_contiguous(manifest)
    if asdict(manifest.head) != values.get("head"):
        raise LedgerDamaged(f"{MANIFEST} of the backup names another head than its last segment.")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in place at one stroke."""
    values = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "head": asdict(manifest.head),
        "segments": [asdict(segment) for segment in manifest.segments],
    }
    with replacing(folder / MANIFEST) as partial:
        partial.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def write_segment(path: Path, rows: Iterable[EventRow], bodies: Iterable[tuple[str, bytes]]) -> None:
    """A zstd-compressed tar: `events.jsonl`, then one file a body under its hash."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        3, enable_ldm=True, window_log=_WINDOW_LOG, write_checksum=True
    )
    with (
        replacing(path) as partial,
        partial.open("wb") as file,
        zstandard.ZstdCompressor(compression_params=parameters).stream_writer(file, closefd=False) as compressed,
        tarfile.open(fileobj=compressed, mode="w|") as tar,
    ):
        _add(tar, _EVENTS, b"".join(_line(row) for row in rows))
        for sha256, body in bodies:
            _add(tar, _BODIES + sha256, body)


@contextmanager
def open_segment(path: Path) -> Iterator[tuple[list[EventRow], Iterator[tuple[str, bytes]]]]:
    """A segment's events, and its bodies one at a time; raises LedgerDamaged where it cannot be read."""
    try:
        with (
            path.open("rb") as file,
            zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(file) as plain,
            tarfile.open(fileobj=plain, mode="r|") as tar,
        ):
            members = _members(tar)
            name, content = next(members)
            if name != _EVENTS:
                raise LedgerDamaged(f"Backup segment {path.name} does not begin with {_EVENTS}.")
            rows = [_row(line) for line in content.splitlines()]
            yield rows, ((name.removeprefix(_BODIES), body) for name, body in members)
    except (zstandard.ZstdError, tarfile.TarError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise LedgerDamaged(f"Backup segment {path.name} cannot be read: {error}.") from error


def file_sha256(path: Path) -> str:
    """The sha256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A partial file to write; on leaving it takes the place of `path`, on an error it goes."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
        sync(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def _require_contiguous(manifest: Manifest) -> None:
    head = START
    for segment in manifest.segments:
        if (segment.first, segment.previous_hash) != (head.position + 1, head.hash):
            raise LedgerDamaged(f"The backup has no segment for the events from position {head.position + 1} on.")
        head = Head(segment.last, segment.hash)


def _line(row: EventRow) -> bytes:
    moments = {"observed_at": to_text(row.observed_at), "recorded_at": to_text(row.recorded_at)}
    return canonical_json({**asdict(row), **moments}).encode() + b"\n"


def _row(line: bytes) -> EventRow:
    values: dict[str, Any] = json.loads(line)
    moments = {name: from_text(values[name]) for name in ("observed_at", "recorded_at")}
    return EventRow(**{**values, **moments})


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in tar:
        file = tar.extractfile(member)
        if file is not None:
            yield member.name, file.read()
