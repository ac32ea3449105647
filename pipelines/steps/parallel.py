"""Runs one function over many items on all cores, in order, holding only a few items in memory."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(run: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The results in the order of the items; a single item is run here, without the cost of another process."""
    waiting = iter(items)
    first = list(islice(waiting, 2))
    if len(first) < 2:
        yield from map(run, first)
        return
    workers = os.cpu_count() or 1
    # A fresh process, not a fork: DuckDB and polars hold threads, which a fork would copy half-way.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from _in_order(pool, run, chain(first, waiting), workers)


def _in_order(
    pool: ProcessPoolExecutor, run: Callable[[Item], Result], items: Iterator[Item], workers: int
) -> Iterator[Result]:
    running: deque[Future[Result]] = deque()
    for item in items:
        running.append(pool.submit(run, item))
        if len(running) > workers:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()
