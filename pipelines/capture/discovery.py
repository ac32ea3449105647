"""Find live blogs: read a source's feeds, sitemaps, index pages and JSON lists, and keep what its patterns accept."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from pipelines.capture.answer import Answer, FetchProblem
from pipelines.capture.attempt import Attempt
from pipelines.capture.client import PoliteClient, checked_host
from pipelines.capture.links import Link, links_in
from pipelines.capture.streams import stream_of_address
from pipelines.core.clock import Clock, utc_now
from pipelines.core.errors import BadInput
from pipelines.core.events import BlogDiscovered, Recordable
from pipelines.sources.source import Discovery, Source

MAX_SITEMAPS = 10
_MAX_TITLE_CHARACTERS = 500


def find_blogs(source: Source, client: PoliteClient) -> Iterator[Recordable]:
    """A BlogDiscovered for each live blog the source's lists name now, and a CaptureFailed for each list not read.

    Failures stand in the stream `<source>:discovery`. A blog that was found before gives an equal event, which the
    ledger takes for a repetition. Raises Busy where a host may not be asked soon.
    """
    seen: set[str] = set()
    for feed in source.discovery.feeds:
        for found in _read_list(feed, source, client):
            if found.event_id not in seen:
                seen.add(found.event_id)
                yield found


def watch_by_hand(url: str, clock: Clock = utc_now) -> Recordable:
    """The BlogDiscovered of an address a person names; raises BadInput where it is no http(s) address."""
    try:
        checked_host(url)
    except FetchProblem as problem:
        raise BadInput(problem.detail, "Give the address of a live blog, starting with https://.") from problem
    address = urldefrag(url).url
    stream = stream_of_address(address)
    event = BlogDiscovered(url=address, source=stream.partition(":")[0], found_by="hand")
    return Recordable(stream=stream, observed_at=clock(), event=event)


def canonical_address(link: str, base: str, discovery: Discovery) -> str | None:
    """A link as an absolute address without fragment and tracking; None where it is no live blog of the source."""
    try:
        parts = urlsplit(urldefrag(urljoin(base, link.strip())).url)
        host = checked_host(urlunsplit(parts))
    except (ValueError, FetchProblem):
        return None
    query = [part for part in parts.query.split("&") if part.partition("=")[0] not in discovery.drop_query]
    netloc = parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80")
    address = urlunsplit(parts._replace(netloc=netloc, query="&".join(query)))
    return address if host in discovery.hosts and discovery.is_live_blog(address) else None


def _read_list(feed: str, source: Source, client: PoliteClient, depth: int = 0) -> Iterator[Recordable]:
    attempt = Attempt(feed, client.clock, stream=f"{source.name}:discovery")
    try:
        answer = client.get(feed)
        links = _links_of(answer)
    except FetchProblem as problem:
        yield attempt.failed(problem.reason, problem.detail, problem.answer)
        return
    yield from _blogs_among(links, answer.url, feed, source, client)
    if depth == 0:
        for sitemap in _sitemaps_among(links, answer.url):
            yield from _read_list(sitemap, source, client, depth + 1)


def _sitemaps_among(links: list[Link], base: str) -> list[str]:
    """The further sitemaps an index names on its own site."""
    host = urlsplit(base).netloc
    addresses = [urljoin(base, link.url) for link in links if link.is_sitemap]
    return [address for address in addresses if urlsplit(address).netloc == host][:MAX_SITEMAPS]


def _links_of(answer: Answer) -> list[Link]:
    if answer.status_code != 200:
        raise FetchProblem("http_status", f"The list answered {answer.status_code}.", answer)
    try:
        return links_in(answer.body)
    except BadInput as error:
        raise FetchProblem("content_type", error.what, answer) from error


def _blogs_among(links: list[Link], base: str, feed: str, source: Source, client: PoliteClient) -> Iterator[Recordable]:
    for link in links:
        if address := canonical_address(link.url, base, source.discovery):
            event = BlogDiscovered(
                url=address,
                source=source.name,
                title=link.title[:_MAX_TITLE_CHARACTERS] if link.title else None,
                found_by=feed,
            )
            yield Recordable(stream=stream_of_address(address), observed_at=client.clock(), event=event)
