"""The polite client: every request to any site goes through here, with its manners and its guards."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from urllib.parse import urldefrag, urljoin, urlsplit

from pipelines.capture import transport
from pipelines.capture.addresses import Network, open_network, public_network
from pipelines.capture.answer import Answer, FetchProblem
from pipelines.capture.limits import Limits
from pipelines.capture.politeness import HostSlots, Sleep
from pipelines.capture.retry import retry_after_seconds
from pipelines.capture.robots import AGENT, RobotsCache
from pipelines.core.clock import Clock, utc_now
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings

_REDIRECTS = (301, 302, 303, 307, 308)

WantsBody = Callable[[Answer], bool]


def wants_page(answer: Answer) -> bool:
    """Read the body of a 200 and of nothing else."""
    return answer.status_code == 200


@dataclass(frozen=True)
class PoliteClient:
    """Asks sites for pages: robots.txt, rate limit, checked addresses, bounded answers, redirects by hand."""

    settings: Settings
    given_limits: Limits | None = None
    network: Network | None = None
    clock: Clock = utc_now
    sleep: Sleep = time.sleep

    def get(self, url: str, headers: Mapping[str, str] | None = None, wants_body: WantsBody = wants_page) -> Answer:
        """The answer at the end of all redirects, whose `url` is the last address.

        Raises FetchProblem where no answer came whole or one step is forbidden, Busy where a host's next slot is too
        far away, and BadInput where no contact is set.
        """
        return self._follow(url, {**self._headers, **(headers or {})}, wants_body, obeys_robots=True)

    def _follow(self, url: str, headers: dict[str, str], wants_body: WantsBody, *, obeys_robots: bool) -> Answer:
        for _ in range(self.limits.max_redirects + 1):
            answer = self._ask(url, headers, wants_body, obeys_robots=obeys_robots)
            if answer.status_code not in _REDIRECTS or "Location" not in answer.headers:
                return answer
            url = _next_address(answer)
        raise FetchProblem("redirect", f"More than {self.limits.max_redirects} redirects.", answer)

    def _ask(self, url: str, headers: dict[str, str], wants_body: WantsBody, *, obeys_robots: bool) -> Answer:
        url = urldefrag(url).url
        host = checked_host(url)
        delay = self._permitted_delay(url) if obeys_robots else 0
        interval = max(self.limits.min_interval_seconds, delay)
        self._slots.wait_for(host, interval, self.limits.max_wait_seconds)
        answer = transport.get(url, headers, self.limits, self._network, wants_body)
        if (pause := retry_after_seconds(answer.headers, self.clock())) and answer.status_code in (429, 503):
            self._slots.pause(host, pause)
        return answer

    def _permitted_delay(self, url: str) -> float:
        rules = self._robots.rules_for(url, self._ask_for_robots)
        if not rules.allows(url):
            raise FetchProblem("forbidden_by_robots", "The site's robots.txt forbids this address.")
        return rules.delay_seconds

    def _ask_for_robots(self, url: str) -> Answer:
        return self._follow(url, self._headers, wants_page, obeys_robots=False)

    @cached_property
    def limits(self) -> Limits:
        """The given limits, else those of the settings."""
        return self.given_limits or Limits(
            min_interval_seconds=self.settings.seconds_between_requests,
            max_bytes=self.settings.max_page_megabytes * 1024 * 1024,
        )

    @cached_property
    def _headers(self) -> dict[str, str]:
        contact = self.settings.contact.strip()
        if not contact and not self.settings.allow_private_hosts:
            raise BadInput(
                "No contact is set, and a fetcher says who runs it.",
                "Set NEWSLEDGER_CONTACT to a mail address or a page about you.",
            )
        agent = f"{AGENT}/{version('newsledger')} (+{contact or 'tests'})"
        return {"User-Agent": agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}

    @cached_property
    def _network(self) -> Network:
        return self.network or (open_network() if self.settings.allow_private_hosts else public_network())

    @cached_property
    def _slots(self) -> HostSlots:
        return HostSlots(self.settings.home / "politeness" / "hosts", self.clock, self.sleep)

    @cached_property
    def _robots(self) -> RobotsCache:
        folder = self.settings.home / "politeness" / "robots"
        return RobotsCache(folder, self.limits.robots_max_age_seconds, self.clock)


def _next_address(answer: Answer) -> str:
    location = answer.headers["Location"].encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(answer.url, location)
    except ValueError as error:
        raise FetchProblem("redirect", "The redirect leads to no valid address.", answer) from error


def checked_host(url: str) -> str:
    """The host of an address that may be asked for; raises FetchProblem for other schemes and hidden passwords."""
    try:
        parts = urlsplit(url)
        host, has_password, _ = parts.hostname, "@" in parts.netloc, parts.port
    except ValueError as error:
        raise FetchProblem("forbidden_address", "This is no valid address.") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchProblem("forbidden_address", f"Only http and https are fetched, not {parts.scheme or 'this'}.")
    if has_password:
        raise FetchProblem("forbidden_address", "The address holds a user name or password.")
    return host.rstrip(".")
