"""Alerts reach a real webhook, and a broken webhook neither raises nor leaks its address."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pydantic import SecretStr

from pipelines.core.alerts import send_to_webhook
from pipelines.core.settings import Settings


class Webhook(BaseHTTPRequestHandler):
    """Keeps what it was sent and answers as it was told."""

    messages: list[dict[str, str]]
    status_code = 200

    def do_POST(self) -> None:
        """Take one message."""
        self.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.status_code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def webhook() -> Iterator[tuple[str, type[Webhook]]]:
    handler = type("Handler", (Webhook,), {"messages": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/secret-token", handler
    server.shutdown()


def test_the_webhook_gets_subject_and_text(webhook: tuple[str, type[Webhook]]) -> None:
    url, handler = webhook
    assert send_to_webhook(Settings(alert_webhook=SecretStr(url)), "a task failed", "in run 7")
    assert handler.messages == [{"subject": "a task failed", "text": "in run 7"}]


def test_a_refusing_webhook_is_reported_without_its_address(
    webhook: tuple[str, type[Webhook]], capsys: pytest.CaptureFixture[str]
) -> None:
    url, handler = webhook
    handler.status_code = 500
    assert not send_to_webhook(Settings(alert_webhook=SecretStr(url)), "s", "t")
    printed = capsys.readouterr()
    assert "refused" in printed.out + printed.err
    assert "secret-token" not in printed.out + printed.err


def test_an_unreachable_webhook_does_not_raise(capsys: pytest.CaptureFixture[str]) -> None:
    assert not send_to_webhook(Settings(alert_webhook=SecretStr("http://127.0.0.1:9/secret-token")), "s", "t")
    printed = capsys.readouterr()
    assert "secret-token" not in printed.out + printed.err


def test_no_webhook_no_message() -> None:
    assert not send_to_webhook(Settings(), "s", "t")
