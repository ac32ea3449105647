"""What a site's robots.txt allows, kept on disk for a day and shared by all workers."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from protego import Protego

from pipelines.capture.answer import Answer, FetchProblem
from pipelines.core.clock import Clock, from_text, to_text, utc_now

AGENT = "newsledger"
_MAX_CHARACTERS = 512 * 1024
_MAX_DELAY_SECONDS = 3600.0


@dataclass(frozen=True)
class Rules:
    """One site's rules for this fetcher."""

    parsed: Protego

    def allows(self, url: str) -> bool:
        """Whether the address may be asked for."""
        return bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay_seconds(self) -> float:
        """The pause the site wants between two requests, at most an hour; 0 where it states none."""
        rate = self.parsed.request_rate(AGENT)
        per_request = rate.seconds / rate.requests if rate and rate.requests else 0
        return float(min(max(self.parsed.crawl_delay(AGENT) or 0, per_request, 0), _MAX_DELAY_SECONDS))


@dataclass(frozen=True)
class RobotsCache:
    """The rules of every site asked so far; after `max_age_seconds` a site is asked again."""

    folder: Path
    max_age_seconds: float
    clock: Clock = utc_now

    def rules_for(self, url: str, ask: Callable[[str], Answer]) -> Rules:
        """The rules of the site `url` is on; raises FetchProblem where they cannot be known: forbidden by RFC 9309."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        text = self._fresh(site)
        if text is None:
            text = _rules_text(ask(f"{site}/robots.txt"))
            self._keep(site, text)
        return Rules(Protego.parse(text))

    def _fresh(self, site: str) -> str | None:
        try:
            kept = json.loads(self._path(site).read_bytes())
            age = self.clock() - from_text(kept["asked_at"])
            is_fresh = timedelta(0) <= age < timedelta(seconds=self.max_age_seconds)
            return str(kept["text"]) if is_fresh else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, site: str, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self._path(site).with_suffix(f".{uuid.uuid4().hex}.partial")
        partial.write_text(json.dumps({"asked_at": to_text(self.clock()), "text": text}))
        partial.replace(self._path(site))

    def _path(self, site: str) -> Path:
        return self.folder / f"{quote(site, safe='')}.json"


def _rules_text(answer: Answer) -> str:
    """200: the text. 4xx: the site has no rules. Anything else is no answer; it must not be read as consent."""
    if answer.status_code == 200:
        return answer.body.decode("utf-8", "replace")[:_MAX_CHARACTERS]
    if 400 <= answer.status_code < 500 and answer.status_code != 429:
        return ""
    detail = f"robots.txt answered {answer.status_code}; the site is left alone until it can be read."
    raise FetchProblem("http_status", detail, answer)
