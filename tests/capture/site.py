"""A real web site on loopback whose pages misbehave as told, and which remembers every request."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pipelines.core.clock import Clock, utc_now


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    host: str
    at: datetime
    body: bytes = b""


Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """`pages` maps a path to what it does; `requests` holds all that came, robots.txt too."""

    clock: Clock = utc_now
    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[str]:
        return [request.path for request in self.requests]


def answer(body: bytes = b"", status: int = 200, **headers: str) -> Page:
    """A plain answer; header names are written with underscores."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        stated = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), **headers}
        for name, value in stated.items():
            if value:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return page


def raw(*pieces: bytes, pause: float = 0.0) -> Page:
    """Exactly these bytes on the wire, with a pause between them, then the end of the connection."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        for piece in pieces:
            try:
                handler.wfile.write(piece)
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(pause)

    return page


def endless(
    piece: bytes, pause: float = 0.0, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
) -> Page:
    """A body that goes on until the other side has had enough."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        try:
            handler.wfile.write(head)
            for _ in range(100_000):
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    return page


def in_turn(*pages: Page) -> Page:
    """One page after the other, the last one for ever."""
    left = list(pages)

    def page(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return page


@contextmanager
def serving(clock: Clock = utc_now, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A running site; a path it does not know, robots.txt too, answers 404."""
    site = Site(clock)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers, host = dict(self.headers.items()), self.headers.get("Host", "")
            site.requests.append(Request(self.path, headers, host, site.clock(), body))
            site.pages.get(self.path, answer(b"no", 404))(self)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that has had enough is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
