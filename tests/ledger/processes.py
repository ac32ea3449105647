"""What the crash tests run in processes of their own, to be killed or starved of disk."""

import os
import resource
from itertools import count
from pathlib import Path

from pipelines.capture import spool as spools
from pipelines.core.errors import NoSpace
from pipelines.ledger.appender import drain
from pipelines.ledger.redact import Scope, redact
from tests.ledger import factory


def work(spool: Path, acknowledged: Path, name: str) -> None:
    """A capture worker: acknowledges each capture once the spool has it, until it is killed."""
    descriptor = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for n in count():
        recordable = factory.captured(factory.page(n // 2, size=20_000), n, stream=f"{name}:{n % 3}")
        spools.write(spool, recordable)
        os.write(descriptor, f"{name}:{n % 3}-{n}\n".encode())


def land(spool: Path, ledger_path: Path) -> None:
    """An appender that drains until it is killed."""
    while True:
        drain(spool, ledger_path)


def take_out(ledger_path: Path, turn: int) -> None:
    """A redaction of one stream."""
    redact(ledger_path, Scope(stream=f"test:{turn}"), reason="r", requested_by="p")


def land_with_room_for(limit: int, spool: Path, ledger_path: Path, outcome: Path) -> None:
    """An appender whose files may not grow beyond `limit` bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        drain(spool, ledger_path)
    except NoSpace as error:
        outcome.write_text(str(error))


def write_with_room_for(limit: int, spool: Path, outcome: Path) -> None:
    """A worker whose files may not grow beyond `limit` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        spools.write(spool, factory.captured(factory.page(1, size=100_000), 1))
    except NoSpace as error:
        outcome.write_text(str(error))
