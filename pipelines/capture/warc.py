"""Import web archives: each archived page becomes an event, with the time at which its bytes existed."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from requests.structures import CaseInsensitiveDict
from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from pipelines.capture.archive import Archive, BrokenArchiveError
from pipelines.capture.attempt import charset_of, is_page_type, kept_headers, media_type_of
from pipelines.capture.bounded import GZIP_MAGIC, DecompressionError, TooLargeError, decoded
from pipelines.capture.streams import stream_of, stream_of_address, unknown_stream
from pipelines.core.clock import Clock, from_text, to_text, utc_now
from pipelines.core.events import CaptureFailed, FailureReason, PageCaptured, PageUnchanged, Recordable, file_capture_id
from pipelines.core.ids import content_id, sha256_hex

MAX_PAGE_BYTES = 64 * 1024 * 1024
SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")
OWN_ADDRESS = "urn:newsledger:"
_PAGE_ADDRESSES = ("http://", "https://", OWN_ADDRESS)
_PAGE_RECORDS = ("response", "resource", "revisit")


def is_archive(path: Path) -> bool:
    """Whether a file is a web archive by its name."""
    return path.name.lower().endswith(SUFFIXES)


def import_warc(path: Path, clock: Clock = utc_now) -> Iterator[Recordable]:
    """An event for each archived page, with its WARC-Date as `observed_at`; pictures and requests are left out.

    A file that breaks off is read up to its break, and a gzip bomb up to the bomb; a last CaptureFailed says so.
    """
    reading = _Import(path, clock())
    try:
        with path.open("rb") as file:
            yield from reading.events_of(file)
    except TooLargeError as error:
        yield reading.ended("too_large", f"{path.name} is refused as a bomb: {error}.")
    except BrokenArchiveError as error:
        yield reading.ended("unreadable_file", f"{path.name} ends in the middle or is no web archive: {error}.")
    except OSError as error:
        yield reading.ended("unreadable_file", f"{path.name} cannot be read: {error.strerror}.")


@dataclass(frozen=True)
class _Page:
    """One record of a page; `url` is None for a capture that came from a file."""

    record: ArcWarcRecord
    url: str | None
    headers: CaseInsensitiveDict[str]
    observed_at: datetime
    origin: str

    @property
    def status_code(self) -> int | None:
        stated = self.record.http_headers.get_statuscode() if self.record.http_headers else ""
        return int(stated) if stated.isdecimal() and len(stated) == 3 else None

    @property
    def digest(self) -> str | None:
        digest: str | None = self.record.rec_headers.get_header("WARC-Payload-Digest")
        return digest

    def failed(self, reason: FailureReason, detail: str) -> Recordable:
        event = CaptureFailed(
            url=self.url,
            capture_id=content_id("warc", self.url, to_text(self.observed_at), reason),
            reason=reason,
            detail=detail,
            status_code=self.status_code,
            headers=kept_headers(self.headers),
            origin=self.origin,
        )
        return Recordable(stream=stream_of_address(self.url or self.origin), observed_at=self.observed_at, event=event)


@dataclass
class _Import:
    """One file on its way: what was read so far."""

    path: Path
    imported_at: datetime
    count: int = 0
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Stream and body hash by the payload digest a record states: a revisit refers to it."""

    @property
    def origin(self) -> str:
        return f"warc:{self.path.name}"

    def events_of(self, file: BinaryIO) -> Iterator[Recordable]:
        """The events of all pages in the file, up to where it breaks off."""
        archive = Archive(file)
        for record in archive:
            if found := self._event_of(record, archive):
                self.count += 1
                yield found

    def _event_of(self, record: ArcWarcRecord, archive: Archive) -> Recordable | None:
        address, headers = record.rec_headers.get_header("WARC-Target-URI") or "", _headers_of(record)
        if record.rec_type not in _PAGE_RECORDS or not address.startswith(_PAGE_ADDRESSES) or not is_page_type(headers):
            return None
        observed_at = _date_of(record)
        url = None if address.startswith(OWN_ADDRESS) else address
        page = _Page(record, url, headers, observed_at or self.imported_at, self.origin)
        if observed_at is None:
            return page.failed("unreadable_file", "The record states no valid WARC-Date.")
        return self._revisited(page) if record.rec_type == "revisit" else self._archived(page, archive)

    def ended(self, reason: FailureReason, detail: str) -> Recordable:
        """The failure that stands for the rest of the file."""
        event = CaptureFailed(
            url=None,
            capture_id=content_id("warc", self.path.name, reason, self.count),
            reason=reason,
            detail=f"{detail} {self.count} captures before that were read.",
            origin=self.origin,
        )
        return Recordable(stream=unknown_stream(self.path.name), observed_at=self.imported_at, event=event)

    def _archived(self, page: _Page, archive: Archive) -> Recordable:
        if page.status_code not in (None, 200):
            return page.failed("http_status", f"The server answered {page.status_code}.")
        try:
            body = _body_of(page, archive)
        except TooLargeError as error:
            return page.failed("too_large", f"The archived page is refused: {error}.")
        except DecompressionError as error:
            return page.failed("decompression", f"The archived page cannot be decompressed: {error}.")
        return self._captured(page, body) if body.strip() else page.failed("empty_body", "The archived page is empty.")

    def _captured(self, page: _Page, body: bytes) -> Recordable:
        stream, body_sha256 = stream_of(body, page.url), sha256_hex(body)
        if page.digest:
            self.pages[page.digest] = (stream, body_sha256)
        event = PageCaptured(
            url=page.url,
            capture_id=file_capture_id(body_sha256, page.observed_at),
            status_code=page.status_code,
            headers=kept_headers(page.headers),
            media_type=media_type_of(page.headers),
            charset=charset_of(page.headers),
            body_sha256=body_sha256,
            body_size=len(body),
            observed_basis="archive",
            origin=page.origin,
        )
        return Recordable(stream=stream, observed_at=page.observed_at, event=event, body=body)

    def _revisited(self, page: _Page) -> Recordable:
        known = self.pages.get(page.digest or "")
        if known is None:
            return page.failed(
                "unreadable_file", "The record refers to a page that does not stand before it in the file."
            )
        stream, body_sha256 = known
        event = PageUnchanged(
            url=page.url,
            capture_id=content_id("warc", page.url, to_text(page.observed_at)),
            status_code=page.status_code,
            headers=kept_headers(page.headers),
            body_sha256=body_sha256,
            observed_basis="archive",
            origin=page.origin,
        )
        return Recordable(stream=stream, observed_at=page.observed_at, event=event)


def _headers_of(record: ArcWarcRecord) -> CaseInsensitiveDict[str]:
    """The headers of the archived answer; of a bare resource only its type is known."""
    if record.http_headers:
        return CaseInsensitiveDict(record.http_headers.headers)
    stated = record.rec_headers.get_header("Content-Type") if record.rec_type == "resource" else None
    return CaseInsensitiveDict({"Content-Type": stated} if stated else {})


def _date_of(record: ArcWarcRecord) -> datetime | None:
    try:
        return from_text(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return None


def _body_of(page: _Page, archive: Archive) -> bytes:
    body = archive.payload(page.record, MAX_PAGE_BYTES)
    if page.headers.get("Transfer-Encoding", "").lower() == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read()
    encoding = page.headers.get("Content-Encoding", "")
    # Many archives keep the header of an encoding they have already taken off.
    is_taken_off = "gzip" in encoding.lower() and not body.startswith(GZIP_MAGIC)
    return body if is_taken_off else decoded(body, encoding, MAX_PAGE_BYTES)
