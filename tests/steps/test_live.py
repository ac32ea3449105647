"""`doctor --live` tells what it understood of a live page, and what not, from a real server."""

from pathlib import Path

import pytest

from pipelines.capture.addresses import Network
from pipelines.capture.client import PoliteClient
from pipelines.core.errors import BadInput
from pipelines.core.settings import Settings
from pipelines.steps.live import look_at, save
from tests.capture.site import Site, answer, serving
from tests.conftest import SAMPLE

PATH = "/en/sample/live-99000001"


def look(settings: Settings, site: Site) -> tuple[PoliteClient, str]:
    """A client for which www.dw.com is the site on loopback, and the address of its live blog."""
    own = Settings(home=settings.home, contact="desk@example.org", allow_private_hosts=True, seconds_between_requests=0)
    network = Network(lambda host, port: ["127.0.0.1"], lambda address: address == "127.0.0.1")
    return PoliteClient(own, network=network), f"http://www.dw.com:{site.port}{PATH}"


def test_a_page_that_is_understood_is_described_and_kept(settings: Settings, tmp_path: Path) -> None:
    with serving() as site:
        site.pages[PATH] = answer(sorted(SAMPLE.glob("*.html"))[-1].read_bytes())
        client, url = look(settings, site)
        seen = look_at(settings, url, client)
    assert seen.is_understood
    assert "7 posts" in seen.text
    assert "state form" in seen.text
    kept = save(seen, tmp_path / "kept")
    assert kept is not None
    assert kept.read_bytes() == seen.body
    assert kept.with_name(f"{kept.name}.json").exists()


def test_a_page_that_is_not_understood_is_said_to_be_so(settings: Settings, tmp_path: Path) -> None:
    with serving() as site:
        site.pages[PATH] = answer(b"<!doctype html><html><body><h1>Accept our cookies</h1></body></html>")
        client, url = look(settings, site)
        seen = look_at(settings, url, client)
    assert not seen.is_understood
    assert "quarantined" in seen.text


def test_a_page_that_does_not_come_says_why(settings: Settings, tmp_path: Path) -> None:
    with serving() as site:
        site.pages[PATH] = answer(status=403)
        client, url = look(settings, site)
        seen = look_at(settings, url, client)
    assert not seen.is_understood
    assert "403" in seen.text
    assert save(seen, tmp_path / "kept") is None


def test_an_address_no_source_knows_is_refused(settings: Settings) -> None:
    with pytest.raises(BadInput, match="No source knows"):
        look_at(settings, "https://example.org/some-page")
