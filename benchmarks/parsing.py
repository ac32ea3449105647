"""How fast pages are read on one core, beside parsers that only build a tree: `python -m benchmarks.parsing --help`."""

import argparse
import gzip
import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import lxml.html
from selectolax.lexbor import LexborHTMLParser

from pipelines.core.settings import PROJECT_ROOT
from pipelines.posts import language
from pipelines.posts.page import read_page
from pipelines.sources.registry import identify

SAMPLE = PROJECT_ROOT / "warehouse" / "sample" / "pages"
WAYS: dict[str, Callable[[bytes], object]] = {
    "newsledger, bytes to posts": lambda body: read_page(body, _stream(body)),
    "newsledger, identify only": lambda body: identify(body, None),
    "selectolax (lexbor), tree only": LexborHTMLParser,
    "lxml.html, tree only": lxml.html.fromstring,
}


def main() -> None:
    """Read every page `--rounds` times in each way and print medians over the rounds as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE, help="folder of pages (.html, .html.gz)")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    pages = [_body(path) for path in sorted(arguments.folder.rglob("*.html*")) if path.suffix in (".html", ".gz")]
    print(json.dumps(measure(pages, arguments.rounds), indent=2))


def measure(pages: list[bytes], rounds: int) -> dict[str, object]:
    """Pages and megabytes per second in each way, the median of the rounds after one to warm up."""
    megabytes = sum(map(len, pages)) / 1e6
    result: dict[str, object] = {"pages": len(pages), "megabytes": round(megabytes, 2), "rounds": rounds}
    for name, way in WAYS.items():
        seconds = statistics.median([_round(pages, way) for _ in range(rounds + 1)][1:])
        result[name] = {
            "pages_per_second": round(len(pages) / seconds, 1),
            "megabytes_per_second": round(megabytes / seconds, 1),
        }
    return result | {"peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _round(pages: list[bytes], way: Callable[[bytes], object]) -> float:
    language._detect.cache_clear()  # a round must not profit from the one before
    start = time.process_time()
    for body in pages:
        way(body)
    return time.process_time() - start


def _stream(body: bytes) -> str:
    identity = identify(body, None)
    return identity.stream if identity else "unknown:"


def _body(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


if __name__ == "__main__":
    main()
