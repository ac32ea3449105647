"""The vocabulary of the ledger: what can have happened, in the past tense, frozen."""

from datetime import datetime
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from pipelines.core.clock import to_text
from pipelines.core.ids import content_id

ObservedBasis = Literal["fetched", "given", "archive", "imported"]
FailureReason = Literal[
    "timeout", "connection", "dns", "tls", "http_status", "forbidden_by_robots", "forbidden_address", "redirect",
    "too_large", "decompression", "content_type", "empty_body", "unreadable_file",
]  # fmt: skip


class Event(BaseModel):
    """Something that happened and cannot be computed again; `identity` says when two of them are the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_version: ClassVar[int] = 1

    def identity(self) -> tuple[Any, ...]:
        """The values that make a second landing of this event a repetition."""
        raise NotImplementedError


class BlogDiscovered(Event):
    """A live blog worth watching was found or named by hand."""

    url: str
    source: str
    title: str | None = None
    found_by: str

    def identity(self) -> tuple[Any, ...]:
        return (self.url,)


class PageCaptured(Event):
    """The bytes of a page were received whole; the body lies beside the event under `body_sha256`."""

    url: str | None
    final_url: str | None = None
    capture_id: str
    status_code: int | None = None
    headers: dict[str, str] = {}
    media_type: str | None = None
    charset: str | None = None
    body_sha256: str
    body_size: int
    observed_basis: ObservedBasis
    origin: str

    def identity(self) -> tuple[Any, ...]:
        return (self.capture_id,)


class PageUnchanged(Event):
    """The page was asked for again and was still what the stream's last capture holds (304, or equal bytes)."""

    url: str | None
    capture_id: str
    status_code: int | None = None
    headers: dict[str, str] = {}
    body_sha256: str
    observed_basis: ObservedBasis
    origin: str

    def identity(self) -> tuple[Any, ...]:
        return (self.capture_id,)


class CaptureFailed(Event):
    """A page was asked for and did not come; `reason` is one of a fixed list, `detail` is for people."""

    url: str | None
    capture_id: str
    reason: FailureReason
    detail: str
    status_code: int | None = None
    headers: dict[str, str] = {}
    retry_after_seconds: float | None = None
    origin: str

    def identity(self) -> tuple[Any, ...]:
        return (self.capture_id,)


class ClaimReviewed(Event):
    """A person accepted, corrected or rejected one claim, having read its post as `text_sha256` says.

    `values` are the claim's columns as they were read for that person, `corrected` those that are to stand instead;
    `replaces` is the position of the review that was in effect before.
    """

    schema_version: ClassVar[int] = 2

    claim_id: str
    claim_type: Literal["casualty", "attack", "diplomacy", "spending"] | None = None
    post_key: str | None = None
    verdict: Literal["accept", "correct", "reject"]
    reviewer: str
    reason: str
    values: dict[str, Any] = {}
    corrected: dict[str, Any] = {}
    evidence: str
    text_sha256: str
    replaces: int | None = None

    def identity(self) -> tuple[Any, ...]:
        return (self.claim_id, self.verdict, self.reviewer, self.corrected, self.text_sha256, self.replaces)


class ModelAnswered(Event):
    """An optional model answered one prompt; kept because asking again could give another answer."""

    model: str
    prompt_sha256: str
    answer: str

    def identity(self) -> tuple[Any, ...]:
        return (self.model, self.prompt_sha256)


class BodyRedacted(Event):
    """Bodies, and the words of events, were removed for a takedown or a privacy request; their hashes stay."""

    body_sha256s: tuple[str, ...]
    event_ids: tuple[str, ...] = ()
    scope: str
    reason: str
    requested_by: str

    def identity(self) -> tuple[Any, ...]:
        return (sorted(self.body_sha256s), sorted(self.event_ids), self.reason)


EVENT_CLASSES: dict[str, type[Event]] = {
    cls.__name__: cls
    for cls in (BlogDiscovered, PageCaptured, PageUnchanged, CaptureFailed, ClaimReviewed, ModelAnswered, BodyRedacted)
}


class Recordable(BaseModel):
    """An event on its way to the ledger: its stream, when it was observed, and the bytes that belong to it."""

    model_config = ConfigDict(frozen=True)

    stream: str
    observed_at: datetime
    event: Event
    body: bytes | None = None

    @property
    def event_type(self) -> str:
        """The event's class name, as stored."""
        return type(self.event).__name__

    @property
    def event_id(self) -> str:
        """Equal for two landings of the same thing."""
        return content_id(self.stream, self.event_type, *self.event.identity())


def file_capture_id(body_sha256: str, given_observed_at: datetime | None) -> str:
    """The capture id of a file: the same bytes at the same given time are the same capture, wherever they lay."""
    return content_id("file", body_sha256, to_text(given_observed_at) if given_observed_at else None)
