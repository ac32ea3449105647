"""Proving the ledger: the chain, the positions, the bodies, and that nothing is missing at the end."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.core.errors import BadInput, LedgerDamaged
from pipelines.core.ids import sha256_hex
from pipelines.ledger.appender import Progress
from pipelines.ledger.chain import START, EventRow, Head, link
from pipelines.ledger.redactions import Redactions, redactions
from pipelines.ledger.store import Ledger, open_ledger, reading

_EVENTS_A_WINDOW = 1000
_MOST_PROBLEMS = 100


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it was recorded, and the position it concerns."""

    position: int
    what: str


@dataclass
class Verified:
    """What was checked and what was found; `problems` stand in the order of their positions."""

    since: int
    head: Head
    events: int = 0
    bodies: int = 0
    redacted: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether everything checked is as it was recorded."""
        return not self.problems

    @property
    def first_broken(self) -> Problem | None:
        """The problem nearest to the start of the chain."""
        return min(self.problems, key=lambda problem: problem.position, default=None)

    @property
    def text(self) -> str:
        """The result in words, the first broken event first."""
        checked = f"{self.events} events and {self.bodies} bodies checked after position {self.since}"
        redacted = f", {self.redacted} redacted" if self.redacted else ""
        if not self.first_broken:
            return f"The ledger is whole: {checked}{redacted}; head {self.head.position} {self.head.hash}."
        more = f" and {len(self.problems) - 1} more" if len(self.problems) > 1 else ""
        return (
            f"The ledger is DAMAGED. First broken: position {self.first_broken.position}: "
            f"{self.first_broken.what}{more} ({checked}{redacted})."
        )


def verify(
    ledger_path: Path,
    *,
    since: int | None = None,
    releases: Path | None = None,
    checkpoint: Path | None = None,
    wait_seconds: float = 60,
    progress: Progress | None = None,
) -> Verified:
    """Check every event and body after `since`, window by window, and let the appender in between two windows.

    `releases` is a folder of releases whose manifests say how far the chain once reached. `checkpoint` is a file that
    remembers how far a sound check has come: an interrupted one goes on from there unless `since` is given, and a
    ledger that no longer reaches it has lost its tail.
    """
    with open_ledger(ledger_path, is_read_only=True, wait_seconds=wait_seconds) as ledger:
        head = ledger.head()
        if since is not None and not 0 <= since <= head.position:
            raise BadInput(f"The ledger ends at position {head.position}; {since} is not in it.", "Give a smaller one.")
        remembered, was_complete = _remembered(checkpoint)
        known_heads = [("the checkpoint", remembered), *_released_heads(releases)]
        tail_problems = list(_tail_problems(ledger, head, known_heads))
        start = since if since is not None else 0 if was_complete or tail_problems else remembered.position
        verified = Verified(start, head, problems=tail_problems)
    for after in range(start, head.position, _EVENTS_A_WINDOW):
        upto = min(after + _EVENTS_A_WINDOW, head.position)
        with open_ledger(ledger_path, is_read_only=True, wait_seconds=wait_seconds) as ledger:
            _check_window(ledger, after, upto, verified)
            if checkpoint and since is None and verified.is_sound:
                _remember(checkpoint, Head(upto, ledger.hash_at(upto) or ""), is_complete=upto == head.position)
        if progress:
            progress(upto - start, head.position - start)
        if len(verified.problems) >= _MOST_PROBLEMS:
            break
    verified.problems.sort(key=lambda problem: problem.position)
    return verified


def _check_window(ledger: Ledger, after: int, upto: int, verified: Verified) -> None:
    try:
        known = redactions(ledger)
    except LedgerDamaged:  # its own window reports the event; here nothing counts as redacted
        known = Redactions()
    try:
        verified.problems += _event_problems(ledger, after, upto, known, verified)
        verified.problems += _body_problems(ledger, after, upto, known, verified)
    except LedgerDamaged as error:
        verified.problems.append(Problem(after + 1, error.what))


def _event_problems(ledger: Ledger, after: int, upto: int, known: Redactions, verified: Verified) -> Iterator[Problem]:
    position, previous = after, ledger.hash_at(after)
    try:
        for row in ledger.rows(after, upto):
            yield from _row_problems(row, position, previous, known)
            position, previous = row.position, row.hash
            verified.events += 1
            verified.redacted += row.payload is None
        if position < upto:
            yield Problem(position + 1, f"events {position + 1} to {upto} are missing")
    except LedgerDamaged as error:
        first = _first_unreadable(ledger, position, upto)
        yield Problem(first, f"event {first} cannot be read ({error.what})")


def _row_problems(row: EventRow, position: int, previous: str | None, known: Redactions) -> Iterator[Problem]:
    here = f"{row.event_type} of {row.stream}"
    if row.position == position:
        yield Problem(row.position, f"position {row.position} is used twice ({here})")
    elif row.position != position + 1:
        gap = (
            f"event {position + 1} is" if row.position == position + 2 else f"{position + 1} to {row.position - 1} are"
        )
        yield Problem(position + 1, f"{gap} missing")
    elif row.payload is not None and sha256_hex(row.payload) != row.payload_sha256:
        yield Problem(row.position, f"the words of event {row.position} ({here}) are not those recorded")
    elif previous is None or link(previous, row) != row.hash:
        yield Problem(row.position, f"the chain breaks at event {row.position} ({here}): its hash does not follow")
    elif row.payload is None and row.event_id not in known.event_ids:
        yield Problem(row.position, f"event {row.position} ({here}) lost its words without a redaction")


def _first_unreadable(ledger: Ledger, readable_upto: int, upto: int) -> int:
    low, high = readable_upto, upto
    while high - low > 1:
        middle = (low + high) // 2
        try:
            list(ledger.rows(low, middle))
            low = middle
        except LedgerDamaged:
            high = middle
    return high


def _body_problems(ledger: Ledger, after: int, upto: int, known: Redactions, verified: Verified) -> Iterator[Problem]:
    window = f"position > {after} AND position <= {upto}"
    with reading():
        bodies = ledger.connection.execute(
            f"SELECT position, sha256, frame IS NULL FROM bodies WHERE {window} ORDER BY position"
        ).fetchall()
        absent = ledger.connection.execute(
            f"SELECT position, body_sha256 FROM events ANTI JOIN bodies ON body_sha256 = sha256 "
            f"WHERE {window} AND event_type = 'PageCaptured'"
        ).fetchall()
    for position, sha256 in absent:
        yield Problem(position, f"body {sha256} of event {position} is missing")
    for position, sha256, is_emptied in bodies:
        verified.bodies += 1
        verified.redacted += is_emptied
        what = _body_problem(ledger, sha256, is_emptied, sha256 in known.body_sha256s)
        if what:
            yield Problem(position, f"body {sha256} of event {position} {what}")


def _body_problem(ledger: Ledger, sha256: str, is_emptied: bool, is_redacted: bool) -> str | None:
    if is_emptied:
        return None if is_redacted else "was emptied without a redaction"
    if is_redacted:
        return "was redacted, yet its bytes are there"
    try:
        ledger.body(sha256)
    except LedgerDamaged as error:
        return f"cannot be read ({error.what})"
    return None


def _tail_problems(ledger: Ledger, head: Head, known_heads: list[tuple[str, Head]]) -> Iterator[Problem]:
    for who, known in known_heads:
        if known.position > head.position:
            missing = f"events {head.position + 1} to {known.position} are missing"
            yield Problem(head.position + 1, f"{missing}: {who} knew the chain up to there")
        elif ledger.hash_at(known.position) != known.hash:
            yield Problem(known.position, f"{who} knew another event {known.position}: the chain was rewritten")


def _released_heads(releases: Path | None) -> list[tuple[str, Head]]:
    if releases is None:
        return []
    manifests = [path for path in sorted(releases.glob("*/manifest.json")) if not path.parent.is_symlink()]
    found = [(path.parent.name, json.loads(path.read_text(encoding="utf-8"))["ledger"]) for path in manifests]
    return [(f"release {name}", Head(ledger["position"], ledger["hash"])) for name, ledger in found]


def _remembered(checkpoint: Path | None) -> tuple[Head, bool]:
    if checkpoint is None or not checkpoint.exists():
        return START, True
    try:
        values = json.loads(checkpoint.read_text(encoding="utf-8"))
        return Head(int(values["position"]), str(values["hash"])), bool(values["is_complete"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"{checkpoint} is no checkpoint.", "Remove it; the check then starts at the beginning."
        ) from error


def _remember(checkpoint: Path, head: Head, *, is_complete: bool) -> None:
    values = {"position": head.position, "hash": head.hash, "is_complete": is_complete}
    partial = checkpoint.with_name(checkpoint.name + ".partial")
    partial.write_text(json.dumps(values), encoding="utf-8")
    partial.replace(checkpoint)
