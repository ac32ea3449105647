"""One HTTP request to one checked address: bounded in time and size, with no cookies, proxies, redirects or retries."""

import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from types import TracebackType

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, ReadTimeoutError, SSLError

from pipelines.capture.addresses import Network
from pipelines.capture.answer import Answer, FetchProblem
from pipelines.capture.bounded import DecompressionError, TooLargeError, decoded
from pipelines.capture.limits import Limits

_CHUNK = 64 * 1024

Dial = Callable[[str, int], socket.socket]


def get(
    url: str,
    headers: dict[str, str],
    limits: Limits,
    network: Network,
    wants_body: Callable[[Answer], bool],
) -> Answer:
    """The server's answer, its body read only where `wants_body` says so; raises FetchProblem where none came whole."""
    with _Deadline(limits.total_seconds) as deadline:

        def dial(host: str, port: int) -> socket.socket:
            return deadline.watch(_dial(host, port, limits, network))

        try:
            answer = _answer(url, headers, limits, dial, wants_body)
            deadline.check()
            return answer
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _problem(error, deadline) from error


def _answer(
    url: str, headers: dict[str, str], limits: Limits, dial: Dial, wants_body: Callable[[Answer], bool]
) -> Answer:
    request = requests.Request("GET", url, headers=headers).prepare()
    timeouts = (limits.connect_seconds, limits.read_seconds)
    with closing(_PinnedAdapter(dial)) as adapter, adapter.send(request, stream=True, timeout=timeouts) as response:
        answer = Answer(url, response.status_code, response.headers)
        return replace(answer, body=_body(response, limits.max_bytes)) if wants_body(answer) else answer


def _body(response: requests.Response, limit: int) -> bytes:
    raw = _raw_body(response, limit)
    return decoded(raw, response.headers.get("Content-Encoding", ""), limit) if raw else raw


def _raw_body(response: requests.Response, limit: int) -> bytes:
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated[:20]) > limit:
        raise FetchProblem("too_large", f"The server announced {stated[:20]} bytes; the limit is {limit}.")
    body = bytearray()
    for chunk in response.raw.stream(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > limit:
            raise FetchProblem("too_large", f"The body has more than {limit} bytes.")
    return bytes(body)


def _problem(error: Exception, deadline: "_Deadline") -> FetchProblem:
    if isinstance(error, TooLargeError):
        return FetchProblem("too_large", f"The body is refused: {error}.")
    if isinstance(error, DecompressionError):
        return FetchProblem("decompression", f"The body cannot be decompressed: {error}.")
    if deadline.has_passed:
        return FetchProblem("timeout", f"The answer was not complete after {deadline.seconds:g} seconds.")
    if isinstance(error, requests.Timeout | ReadTimeoutError | TimeoutError):
        return FetchProblem("timeout", "The server stopped answering.")
    if isinstance(error, requests.exceptions.SSLError | SSLError):
        return FetchProblem("tls", f"No trusted TLS connection: {_cause(error)}.")
    return FetchProblem("connection", f"The connection failed: {_cause(error)}.")


def _cause(error: BaseException) -> str:
    """The kind of the innermost error: its text could hold the address with its query."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return f"{type(error).__name__}{f' ({error.strerror})' if isinstance(error, OSError) and error.strerror else ''}"


def _dial(host: str, port: int, limits: Limits, network: Network) -> socket.socket:
    """A connection to an address that was checked: the name is not looked up again between check and use."""
    problem: OSError | None = None
    for address in _checked_addresses(host, port, network):
        try:
            return socket.create_connection((address, port), timeout=limits.connect_seconds)
        except OSError as error:
            problem = error
    raise problem or OSError("no address")


def _checked_addresses(host: str, port: int, network: Network) -> list[str]:
    try:
        addresses = network.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchProblem("dns", f"The name {host} cannot be resolved.") from error
    forbidden = [address for address in addresses if not network.is_allowed(address)]
    if forbidden:
        raise FetchProblem("forbidden_address", f"{host} leads to {forbidden[0]}, which is no public address.")
    return addresses


class _Deadline:
    """Cuts a request's connection at a fixed time, however slowly and steadily the server drips."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.has_passed = False
        self._handles: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> socket.socket:
        # TLS takes the socket object over; a duplicate still shuts the same connection down.
        self._handles.append(connection.dup())
        if self.has_passed:
            self._pass()
        return connection

    def check(self) -> None:
        """Raise if the time is over: a body that ends with its connection would look whole."""
        if self.has_passed:
            raise TimeoutError

    def _pass(self) -> None:
        self.has_passed = True
        for handle in self._handles:
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        for handle in self._handles:
            handle.close()


class _PinnedAdapter(HTTPAdapter):
    """requests' adapter, with every socket opened by `dial`; used without a session, which would read the
    environment's proxies and passwords, keep cookies, and read a redirect's body without a bound."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: object) -> None:
        super().init_poolmanager(connections, maxsize, block, **options)
        self.poolmanager.pool_classes_by_scheme = _pool_classes(self._dial)


def _pool_classes(dial: Dial) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self._dns_host, self.port or self.default_port)

    class Tls(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self._dns_host, self.port or self.default_port)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = Tls

    return {"http": PlainPool, "https": TlsPool}
