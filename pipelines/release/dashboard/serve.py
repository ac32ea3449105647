"""Shows the dashboard in a browser on this machine; nobody else can reach it unless the host says so."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipelines.core.errors import BadInput
from pipelines.core.log import get_logger
from pipelines.core.settings import Settings
from pipelines.release.catalog import POINTER, find_release
from pipelines.release.dashboard.build import build_dashboard

_log = get_logger("dashboard")


class _Handler(SimpleHTTPRequestHandler):
    """Static files with careful headers, silent but for errors."""

    def end_headers(self) -> None:
        """Add the headers that keep a browser from guessing, framing and caching."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Requests are no news."""
        _log.debug(format % args)


def dashboard_path(settings: Settings) -> Path:
    """Where the served site is kept."""
    return settings.home / "dashboard"


def make_server(settings: Settings, port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """Build the site of the latest release and a server for it, bound but not yet serving; port 0 takes a free one.

    Raises BadInput where nothing has been released, or the port is taken.
    """
    build_dashboard(find_release(settings, POINTER).path, dashboard_path(settings))
    handler = partial(_Handler, directory=str(dashboard_path(settings)))
    try:
        return ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        raise BadInput(f"Cannot listen on {host}, port {port}: {error.strerror}.", "Choose another port.") from error


def serve(settings: Settings, port: int, host: str = "127.0.0.1") -> None:
    """Serve the latest release's dashboard until interrupted."""
    with make_server(settings, port, host) as server:
        _log.info("The dashboard is open. Stop it with Ctrl-C.", url=f"http://{host}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            _log.info("Stopped.")
