"""How fast captures land, how small they lie, and how long one takes to read: `python benchmarks/landing.py --help`."""

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import zstandard

from benchmarks.live_pages import live_blog
from pipelines.capture import spool as spools
from pipelines.core.events import PageCaptured, Recordable
from pipelines.core.ids import sha256_hex
from pipelines.ledger.appender import drain
from pipelines.ledger.store import open_ledger

STREAMS = 20
SPOOLED_AT_ONCE = 500


def main() -> None:
    """Land `--captures` made-up pages in a temporary folder and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="folder to work in (a temporary one by default)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        print(json.dumps(measure(Path(folder), arguments.captures), indent=2))


def measure(folder: Path, captures: int) -> dict[str, float]:
    """Land the pages and read some back; sizes in bytes, times in seconds unless the name says otherwise."""
    spool, ledger = folder / "spool", folder / "ledger.duckdb"
    waiting = _captures(captures)
    raw = plain = 0
    spooling = landing = landing_cpu = 0.0
    memory: list[int] = []
    while batch := list(islice(waiting, SPOOLED_AT_ONCE)):
        raw += sum(len(recordable.body or b"") for recordable in batch)
        plain += sum(len(zstandard.compress(recordable.body or b"", 3)) for recordable in batch[::10]) * 10
        spooling += _timed(lambda batch=batch: [spools.write(spool, recordable) for recordable in batch])
        landing_cpu -= time.process_time()
        landing += _timed(lambda: drain(spool, ledger))
        landing_cpu += time.process_time()
        memory.append(_peak_megabytes())
    stored = ledger.stat().st_size
    return {
        "captures": captures,
        "raw_megabytes": round(raw / 1e6, 1),
        "ledger_megabytes": round(stored / 1e6, 1),
        "raw_over_ledger": round(raw / stored, 1),
        "raw_over_plain_zstd": round(raw / plain, 1),
        "spooled_per_second": round(captures / spooling, 1),
        "landed_per_second": round(captures / landing, 1),
        "landed_per_cpu_second": round(captures / landing_cpu, 1),
        "read_one_median_ms": (reads := _reads(ledger))[0],
        "read_one_p99_ms": reads[1],
        "read_one_max_ms": reads[2],
        "peak_memory_after_first_tenth_megabytes": memory[len(memory) // 10],
        "peak_memory_megabytes": memory[-1],
    }


def _captures(count: int) -> Iterator[Recordable]:
    blogs = [live_blog(seed, count // STREAMS + 1) for seed in range(STREAMS)]
    start = datetime(2025, 9, 2, tzinfo=UTC)
    for n in range(count):
        body = next(blogs[n % STREAMS])
        event = PageCaptured(
            url="https://example.org/live",
            capture_id=f"bench-{n}",
            status_code=200,
            headers={"content-type": "text/html; charset=utf-8"},
            body_sha256=sha256_hex(body),
            body_size=len(body),
            observed_basis="fetched",
            origin="benchmark",
        )
        yield Recordable(
            stream=f"bench:{n % STREAMS}", observed_at=start + timedelta(minutes=n), event=event, body=body
        )


def _reads(path: Path) -> tuple[float, float, float]:
    with open_ledger(path, is_read_only=True) as ledger:
        hashes = [event.body_sha256 or "" for event in ledger.events()]
        chosen = random.Random(0).sample(hashes, min(300, len(hashes)))
        times = []
        for sha256 in chosen:
            ledger.bodies.forget()  # each read is a cold one: nothing of its chain is in this process's cache
            times.append(_timed(lambda sha256=sha256: ledger.body(sha256)) * 1000)
    times.sort()
    return round(statistics.median(times), 2), round(times[int(len(times) * 0.99)], 2), round(times[-1], 2)


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
