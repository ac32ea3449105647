"""The connection goes to a checked address, and TLS still checks the name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.capture.addresses import Network
from pipelines.capture.client import PoliteClient
from pipelines.capture.limits import Limits
from pipelines.capture.web import fetch
from pipelines.core.events import CaptureFailed
from tests.capture.certificates import server_context
from tests.capture.simulated import SimulatedTime
from tests.capture.site import answer, endless, serving


def test_tls_checks_the_name_although_the_address_was_chosen_before(
    tmp_path: Path,
    simulated: SimulatedTime,
    client_with: Callable[..., PoliteClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, authority = server_context(tmp_path, "news.example")
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(authority))
    network = Network(lambda host, port: ["127.0.0.1"], lambda address: True)
    client = client_with(Limits(total_seconds=0.6, read_seconds=0.4), network=network)
    with serving(simulated.clock, context) as site:
        site.pages |= {"/live": answer(b"<p>Posts</p>"), "/slow": endless(b"x", pause=0.05)}
        assert fetch(f"https://news.example:{site.port}/live", client).body == b"<p>Posts</p>"
        for url, reason in (("other.example:{}/live", "tls"), ("news.example:{}/slow", "timeout")):
            event = fetch("https://" + url.format(site.port), client).event
            assert isinstance(event, CaptureFailed)
            assert event.reason == reason
