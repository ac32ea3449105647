"""A misbehaving site on loopback, and a client for it whose clock moves only by sleeping."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines.capture.client import PoliteClient
from pipelines.capture.limits import Limits
from pipelines.core.settings import Settings
from tests.capture.simulated import SimulatedTime
from tests.capture.site import Site, serving


@pytest.fixture
def site(simulated: SimulatedTime) -> Iterator[Site]:
    with serving(simulated.clock) as running:
        yield running


@pytest.fixture
def simulated() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
def client_with(tmp_path: Path, simulated: SimulatedTime) -> Callable[..., PoliteClient]:
    """Makes a client that reaches loopback, with the given limits and parts."""

    def make(limits: Limits | None = None, **parts: object) -> PoliteClient:
        settings = Settings(home=tmp_path, contact="desk@example.org", allow_private_hosts=True)
        chosen = {"settings": settings, "clock": simulated.clock, "sleep": simulated.sleep, **parts}
        return PoliteClient(given_limits=limits, **chosen)

    return make


@pytest.fixture
def client(client_with: Callable[..., PoliteClient]) -> PoliteClient:
    return client_with()
