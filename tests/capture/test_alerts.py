"""An alert reaches the webhook, or fails quietly without telling its address."""

import json
from pathlib import Path

import pytest

from pipelines.capture.alerts import send
from pipelines.core.settings import Settings
from tests.capture.site import Site, answer


def test_an_alert_is_posted_as_json(tmp_path: Path, site: Site) -> None:
    settings = Settings(home=tmp_path, alert_webhook=site.url("/hook"))
    site.pages["/hook"] = answer(b"ok")
    assert send(settings, "dw is silent", "No page for six hours.")
    message = json.loads(site.requests[0].body)
    assert message["subject"] == "dw is silent"
    assert "No page for six hours." in message["text"]


@pytest.mark.parametrize("path", ["/gone/secret-key", "/moved/secret-key"])
def test_a_webhook_that_fails_is_told_without_its_address(
    tmp_path: Path, site: Site, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/moved/secret-key"] = answer(b"", 302, Location="/elsewhere/secret-key")
    assert not send(Settings(home=tmp_path, alert_webhook=site.url(path)), "dw is silent", "")
    assert not send(Settings(home=tmp_path, alert_webhook="http://127.0.0.1:9/secret-key"), "dw is silent", "")
    assert not send(Settings(home=tmp_path, alert_webhook="no address secret-key"), "dw is silent", "")
    output = "".join(capsys.readouterr())
    assert "dw is silent" in output
    assert "secret-key" not in output


def test_without_a_webhook_nothing_is_sent(tmp_path: Path) -> None:
    assert not send(Settings(home=tmp_path), "subject", "text")
