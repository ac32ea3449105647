"""What a server said to one request, and the problem that stands in its place."""

from dataclasses import dataclass

from requests.structures import CaseInsensitiveDict

from pipelines.core.events import FailureReason


@dataclass(frozen=True)
class Answer:
    """A server's answer; `body` is decompressed, and empty where it was not wanted."""

    url: str
    status_code: int
    headers: CaseInsensitiveDict[str]
    body: bytes = b""


class FetchProblem(Exception):
    """No usable answer came: `reason` for machines, `detail` for people, and the answer's head if there was one."""

    def __init__(self, reason: FailureReason, detail: str, answer: Answer | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.answer = answer
