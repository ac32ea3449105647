"""robots.txt and the rate limit, as a site and all workers see them."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from itertools import chain, pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipelines.capture.client import PoliteClient
from pipelines.capture.limits import Limits
from pipelines.capture.politeness import HostSlots
from pipelines.capture.web import capture_url, fetch
from pipelines.core.errors import Busy
from pipelines.core.events import CaptureFailed, PageCaptured, Recordable
from pipelines.core.settings import Settings
from tests.capture.simulated import START, SimulatedTime
from tests.capture.site import Page, Site, answer, in_turn, raw

PAGE = b"<p>Posts</p>"
DAY = 24 * 3600
ClientWith = Callable[..., PoliteClient]


def outcome(recordable: Recordable) -> str:
    event = recordable.event
    return event.reason if isinstance(event, CaptureFailed) else type(event).__name__


def robots(text: str) -> Page:
    return answer(text.encode(), Content_Type="text/plain")


def test_a_site_that_forbids_and_later_allows_is_asked_again_after_a_day(
    site: Site, client: PoliteClient, simulated: SimulatedTime
) -> None:
    site.pages["/live"] = answer(PAGE)
    site.pages["/robots.txt"] = robots("User-agent: newsledger\nDisallow: /")
    assert outcome(fetch(site.url("/live"), client)) == "forbidden_by_robots"
    site.pages["/robots.txt"] = robots("User-agent: *\nAllow: /")
    simulated.now += timedelta(seconds=DAY - 60)
    assert outcome(fetch(site.url("/live"), client)) == "forbidden_by_robots"
    simulated.now += timedelta(seconds=120)
    assert outcome(fetch(site.url("/live"), client)) == "PageCaptured"
    assert site.asked == ["/robots.txt", "/robots.txt", "/live"]


def test_what_robots_txt_says_is_shared_with_the_next_process(
    site: Site, client: PoliteClient, client_with: ClientWith
) -> None:
    site.pages["/live"] = answer(PAGE)
    fetch(site.url("/live"), client)
    fetch(site.url("/live"), client_with())
    assert site.asked == ["/robots.txt", "/live", "/live"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (answer(b"gone", 404), "PageCaptured"),
        (answer(b"no", 403), "PageCaptured"),
        (answer(b"down", 503), "http_status"),
        (answer(b"slow down", 429), "http_status"),
        (raw(b""), "connection"),
        (robots("User-agent: *\nDisallow: /liv*"), "forbidden_by_robots"),
        (robots("User-agent: other\nDisallow: /"), "PageCaptured"),
        (answer(b"\xff\xfe\x00 not text", Content_Type="text/plain"), "PageCaptured"),
        (answer(b"", 302, Location="/robots.txt"), "redirect"),
    ],
)
def test_a_robots_txt_that_cannot_be_known_is_no_consent(
    site: Site, client: PoliteClient, page: Page, expected: str
) -> None:
    site.pages |= {"/live": answer(PAGE), "/robots.txt": page}
    assert outcome(fetch(site.url("/live"), client)) == expected
    assert ("/live" in site.asked) == (expected == "PageCaptured")


def test_a_redirect_to_a_forbidden_page_of_the_same_site_is_refused(site: Site, client: PoliteClient) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /private"), "/private": answer(PAGE)}
    site.pages["/live"] = answer(b"", 302, Location="/private")
    assert outcome(fetch(site.url("/live"), client)) == "forbidden_by_robots"
    assert "/private" not in site.asked


@pytest.mark.parametrize("text", ["User-agent: *\nCrawl-delay: 30", "User-agent: newsledger\nRequest-rate: 2/60s"])
def test_a_site_that_wants_longer_pauses_gets_them(site: Site, client: PoliteClient, text: str) -> None:
    site.pages |= {"/robots.txt": robots(text), "/live": answer(PAGE)}
    for _ in range(3):
        fetch(site.url("/live"), client)
    assert _gaps(site)[1:] == [30, 30]


def test_the_load_on_a_site_never_exceeds_its_limit_whatever_it_answers(
    site: Site, client: PoliteClient, simulated: SimulatedTime
) -> None:
    site.pages["/live"] = in_turn(
        answer(status=500),
        answer(status=429, Retry_After="20"),
        raw(b""),
        answer(b"", 301, Location="/new"),
        answer(PAGE),
    )
    site.pages["/new"] = answer(PAGE)
    for _ in range(5):
        assert list(capture_url(site.url("/live"), client))
    gaps = _gaps(site)
    assert len(gaps) >= 8
    assert min(gaps) >= client.limits.min_interval_seconds
    assert max(gaps) >= 20


def test_a_host_whose_turn_is_too_far_away_is_busy_and_the_attempts_end(site: Site, client_with: ClientWith) -> None:
    site.pages["/live"] = answer(status=503, Retry_After="50")
    client = client_with(Limits(max_wait_seconds=10, max_retry_wait_seconds=40))
    assert [outcome(r) for r in capture_url(site.url("/live"), client)] == ["http_status"]
    with pytest.raises(Busy):
        next(capture_url(site.url("/live"), client))


def test_processes_share_the_slots_of_a_host(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as pool:
        waits = sorted(chain.from_iterable(pool.map(_waits, [tmp_path] * 4)))
    assert waits == [5.0 * turn for turn in range(40)]


def _waits(folder: Path) -> list[float]:
    waits: list[float] = []
    slots = HostSlots(folder, clock=lambda: START, sleep=waits.append)
    for _ in range(10):
        slots.wait_for("news.example", 5, 10_000)
    return waits


def test_hosts_do_not_wait_for_each_other_and_odd_names_stay_in_the_folder(tmp_path: Path) -> None:
    waits: list[float] = []
    slots = HostSlots(tmp_path / "hosts", clock=lambda: START, sleep=waits.append)
    for host in ("a.example", "b.example", "../../x", "::1"):
        slots.wait_for(host, 5, 10)
    assert waits == [0, 0, 0, 0]
    assert [entry.name for entry in tmp_path.iterdir()] == ["hosts"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"last_slot": 5, "paused_until": null}', b"\xff"])
def test_a_damaged_slot_file_costs_its_memory_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.example.json").write_bytes(content)
    waits: list[float] = []
    slots = HostSlots(tmp_path, clock=lambda: START, sleep=waits.append)
    slots.wait_for("a.example", 5, 10)
    slots.wait_for("a.example", 5, 10)
    assert waits == [0, 5]


def test_an_unchanged_robots_txt_is_no_capture(site: Site, client: PoliteClient) -> None:
    site.pages["/live"] = answer(PAGE)
    events = list(capture_url(site.url("/live"), client))
    assert [type(recordable.event) for recordable in events] == [PageCaptured]


def _gaps(site: Site) -> list[float]:
    times = [request.at for request in site.requests]
    return [round((later - earlier).total_seconds()) for earlier, later in pairwise(times)]


def test_a_clock_that_is_set_back_does_not_lock_a_host_for_ever(tmp_path: Path, simulated: SimulatedTime) -> None:
    slots = HostSlots(tmp_path, simulated.clock, simulated.sleep)
    slots.wait_for("a.example", 5, 10)
    slots.pause("a.example", 5)
    simulated.now -= timedelta(days=30)
    slots.wait_for("a.example", 5, 10)
    assert simulated.slept == [0, 0]


def test_the_settings_bound_the_client(tmp_path: Path, site: Site, simulated: SimulatedTime) -> None:
    settings = Settings(home=tmp_path, allow_private_hosts=True, seconds_between_requests=9, max_page_megabytes=1)
    client = PoliteClient(settings, clock=simulated.clock, sleep=simulated.sleep)
    site.pages["/live"] = answer(b"x" * (1024 * 1024 + 1))
    assert outcome(fetch(site.url("/live"), client)) == "too_large"
    assert _gaps(site) == [9]
