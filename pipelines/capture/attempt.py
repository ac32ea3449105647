"""What became of one request for a page, as an event: captured, unchanged or failed."""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message

from pipelines.capture.answer import Answer
from pipelines.capture.cadence import Observed
from pipelines.capture.retry import retry_after_seconds
from pipelines.capture.streams import stream_of_address
from pipelines.core.clock import Clock, to_text
from pipelines.core.events import CaptureFailed, FailureReason, PageCaptured, PageUnchanged, Recordable
from pipelines.core.ids import content_id, sha256_hex
from pipelines.sources.registry import identify

ORIGIN = "web"
_KEPT_HEADERS = (
    "age", "cache-control", "content-encoding", "content-language", "content-length", "content-type", "date", "etag",
    "expires", "last-modified", "retry-after", "server", "vary",
)  # fmt: skip
_MAX_HEADER_CHARACTERS = 1000
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "application/json", "text/plain", "application/xml", "text/xml")


@dataclass(frozen=True)
class Validators:
    """What the ledger knows of a stream's newest body, so that the site can answer 304."""

    body_sha256: str
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def from_headers(cls, body_sha256: str, headers: Mapping[str, str]) -> "Validators":
        """The validators in the headers of the stream's last PageCaptured or PageUnchanged event."""
        return cls(body_sha256, headers.get("etag"), headers.get("last-modified"))

    @classmethod
    def newest(cls, stored: Iterable[Observed], url: str) -> "Validators | None":
        """The validators of the last page fetched from `url`: those of another address are for another answer."""
        pages = [one.event for one in stored if isinstance(one.event, PageCaptured | PageUnchanged)]
        fetched = [page for page in pages if page.url == url and page.observed_basis == "fetched"]
        return cls.from_headers(fetched[-1].body_sha256, fetched[-1].headers) if fetched else None

    @property
    def request_headers(self) -> dict[str, str]:
        """The conditional headers; none where the site gave no validator."""
        stated = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in stated.items() if value}

    @property
    def kept_headers(self) -> dict[str, str]:
        """The validators as an event keeps them: a 304 need not repeat them."""
        stated = {"etag": self.etag, "last-modified": self.last_modified}
        return {name: value for name, value in stated.items() if value}


@dataclass(frozen=True)
class Attempt:
    """One request for `url`: what is known before it, and the event it becomes."""

    url: str
    clock: Clock
    previous: Validators | None = None
    stream: str | None = None

    def outcome(self, answer: Answer) -> Recordable:
        """The event of an answer that came."""
        if answer.status_code == 304 and self.previous and self.previous.request_headers:
            return self._unchanged(answer, self.previous)
        if answer.status_code != 200:
            return self.failed("http_status", f"The server answered {answer.status_code}.", answer)
        if not is_page_type(answer.headers):
            return self.failed("content_type", f"The answer is {media_type_of(answer.headers)}, no page.", answer)
        if not answer.body.strip():
            return self.failed("empty_body", "The server answered 200 with an empty body.", answer)
        return self._captured(answer)

    def failed(self, reason: FailureReason, detail: str, answer: Answer | None = None) -> Recordable:
        """The event of an answer that did not come, or is no page."""
        now = self.clock()
        event = CaptureFailed(
            url=self.url,
            capture_id=self._capture_id(to_text(now)),
            reason=reason,
            detail=detail,
            status_code=answer.status_code if answer else None,
            headers=kept_headers(answer.headers) if answer else {},
            retry_after_seconds=retry_after_seconds(answer.headers, now) if answer else None,
            origin=ORIGIN,
        )
        return Recordable(stream=self._stream(b"", self.url), observed_at=now, event=event)

    def _unchanged(self, answer: Answer, previous: Validators) -> Recordable:
        now = self.clock()
        event = PageUnchanged(
            url=self.url,
            capture_id=self._capture_id(to_text(now)),
            status_code=answer.status_code,
            headers={**previous.kept_headers, **kept_headers(answer.headers)},
            body_sha256=previous.body_sha256,
            observed_basis="fetched",
            origin=ORIGIN,
        )
        return Recordable(stream=self._stream(b"", self.url), observed_at=now, event=event)

    def _captured(self, answer: Answer) -> Recordable:
        now = self.clock()
        event = PageCaptured(
            url=self.url,
            final_url=answer.url,
            capture_id=self._capture_id(to_text(now)),
            status_code=answer.status_code,
            headers=kept_headers(answer.headers),
            media_type=media_type_of(answer.headers),
            charset=charset_of(answer.headers),
            body_sha256=sha256_hex(answer.body),
            body_size=len(answer.body),
            observed_basis="fetched",
            origin=ORIGIN,
        )
        return Recordable(stream=self._stream(answer.body, answer.url), observed_at=now, event=event, body=answer.body)

    def _stream(self, body: bytes, url: str) -> str:
        if self.stream and not body:
            return self.stream
        identity = identify(body, url) if body else None
        return identity.stream if identity else self.stream or stream_of_address(self.url)

    def _capture_id(self, moment: str) -> str:
        return content_id(ORIGIN, self.url, moment)


def wants_body(answer: Answer) -> bool:
    """Whether the answer's body can be a page; no other body is read."""
    return answer.status_code == 200 and is_page_type(answer.headers)


def is_page_type(headers: Mapping[str, str]) -> bool:
    """Whether the content type can hold a live blog; an unstated type can."""
    media_type = media_type_of(headers)
    return media_type is None or media_type in _PAGE_TYPES or media_type.endswith(("+json", "+xml"))


def charset_of(headers: Mapping[str, str]) -> str | None:
    """The charset the content type states, by Python's name; None where it states none that exists."""
    stated = _content_type(headers).get_param("charset")
    try:
        return codecs.lookup(str(stated)).name if stated else None
    except (LookupError, ValueError):
        return None


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers worth keeping, by lower-case name; cookies, keys and the unforeseen are not among them."""
    return {name: headers[name][:_MAX_HEADER_CHARACTERS] for name in _KEPT_HEADERS if name in headers}


def media_type_of(headers: Mapping[str, str]) -> str | None:
    """The media type in lower case; None where none is stated."""
    return _content_type(headers).get_content_type() if headers.get("Content-Type", "").strip() else None


def _content_type(headers: Mapping[str, str]) -> Message:
    message = Message()
    message["Content-Type"] = headers.get("Content-Type", "").encode("ascii", "replace").decode()
    return message
