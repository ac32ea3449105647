"""Export captures as a WARC file that other tools read."""

import io
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines.capture.cadence import Observed
from pipelines.capture.warc import OWN_ADDRESS
from pipelines.core.clock import to_text
from pipelines.core.events import PageCaptured, PageUnchanged

BodyOf = Callable[[str], bytes | None]
_OF_THE_TRANSFER = ("content-encoding", "content-length", "content-type")


@dataclass
class Exported:
    """How many records were written, and how many captures were left out because their body is redacted."""

    captures: int = 0
    revisits: int = 0
    redacted: int = 0


def export_warc(stored: Iterable[Observed], body_of: BodyOf, path: Path) -> Exported:
    """Write the captures among `stored` to `path`, gzipped record by record; the file appears whole or not at all.

    `body_of` gives the bytes of a body hash, None where they were redacted. A page seen again unchanged becomes a
    revisit record; failures and other events have no place in a WARC.
    """
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        exported = _Export(file, body_of).write_all(stored)
    partial.replace(path)
    return exported


class _Export:
    def __init__(self, file: BinaryIO, body_of: BodyOf) -> None:
        self._writer = WARCWriter(file, gzip=True, warc_version="1.1")
        self._body_of = body_of
        self._written: dict[str, tuple[str, str]] = {}
        self._exported = Exported()

    def write_all(self, stored: Iterable[Observed]) -> Exported:
        about = {"software": "newsledger", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record("", about))
        for observed in stored:
            if isinstance(observed.event, PageCaptured | PageUnchanged):
                self._write(observed.event, to_text(observed.observed_at))
        return self._exported

    def _write(self, event: PageCaptured | PageUnchanged, moment: str) -> None:
        if event.body_sha256 in self._written:
            self._write_revisit(event, moment)
        elif (body := self._body_of(event.body_sha256)) is None:
            self._exported.redacted += 1
        else:
            self._write_page(event, moment, body)

    def _write_page(self, event: PageCaptured | PageUnchanged, moment: str, body: bytes) -> None:
        address, http_headers = _address(event), _http_headers(event, len(body))
        record = self._writer.create_warc_record(
            address,
            "response" if http_headers else "resource",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http_headers,
            warc_content_type="" if http_headers else _content_type(event),
            warc_headers_dict=_warc_headers(event, moment),
        )
        self._writer.write_record(record)
        self._written[event.body_sha256] = (address, moment)
        self._exported.captures += 1

    def _write_revisit(self, event: PageCaptured | PageUnchanged, moment: str) -> None:
        record = self._writer.create_revisit_record(
            _address(event),
            _digest(event),
            *self._written[event.body_sha256],
            http_headers=_http_headers(event, 0),
            warc_headers_dict=_warc_headers(event, moment, has_payload=False),
        )
        self._writer.write_record(record)
        self._exported.revisits += 1


def _address(event: PageCaptured | PageUnchanged) -> str:
    return event.url or OWN_ADDRESS + event.capture_id


def _digest(event: PageCaptured | PageUnchanged) -> str:
    return f"sha256:{event.body_sha256}"


def _warc_headers(event: PageCaptured | PageUnchanged, moment: str, *, has_payload: bool = True) -> dict[str, str]:
    record_id = uuid.uuid5(uuid.NAMESPACE_URL, OWN_ADDRESS + event.capture_id)
    headers = {"WARC-Record-ID": f"<urn:uuid:{record_id}>", "WARC-Date": moment}
    return {**headers, "WARC-Payload-Digest": _digest(event)} if has_payload else headers


def _http_headers(event: PageCaptured | PageUnchanged, size: int) -> StatusAndHeaders | None:
    """The answer's head, fitting the decompressed body; None for a file, which had none."""
    if event.status_code is None:
        return None
    kept = [(name, value) for name, value in event.headers.items() if name not in _OF_THE_TRANSFER]
    head = [("content-type", _content_type(event)), ("content-length", str(size)), *kept]
    return StatusAndHeaders(
        f"{event.status_code} {'OK' if event.status_code == 200 else 'Not Modified'}", head, "HTTP/1.1"
    )


def _content_type(event: PageCaptured | PageUnchanged) -> str:
    media_type = event.media_type if isinstance(event, PageCaptured) else None
    return event.headers.get("content-type") or media_type or "text/plain"
