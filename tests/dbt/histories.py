"""Random histories of live blogs, and what each moment should see, folded in plain Python."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.dbt.world import Post, World, post

START = datetime(2025, 9, 1)
OUTCOMES = ["complete"] * 6 + ["partial"] * 2 + ["quarantined", "failed"]
PLACES = ["Kharkiv", "Kherson", "Bila Tserkva", None]
Moment = tuple[datetime, datetime]


@dataclass(frozen=True)
class Sight:
    """One capture of a blog: which posts it listed, when they stood there and when that was recorded."""

    stream: str
    observed_at: datetime
    recorded_at: datetime
    outcome: str
    posts: tuple[Post, ...]
    basis: str


History = list[Sight]


def random_histories(count: int, seed: int = 7) -> list[History]:
    """Blogs with edits, withdrawals, reinstatements, half pages, failures and captures that come late."""
    source = random.Random(seed)
    return [_random_history(source, f"dw:{number}") for number in range(count)]


def world_of(home: Path, histories: Iterable[History]) -> World:
    """A home that recorded these captures, all blogs mixed, in the order in which they were recorded."""
    world = World(home)
    for sight in in_recorded_order(histories):
        add(world, sight)
    return world


def in_recorded_order(histories: Iterable[History]) -> list[Sight]:
    """All captures as the ledger holds them."""
    return sorted((sight for history in histories for sight in history), key=lambda s: (s.recorded_at, s.stream))


def add(world: World, sight: Sight) -> None:
    """Record one capture."""
    world.capture(
        sight.observed_at.isoformat(),
        None if sight.outcome == "failed" else sight.posts,
        stream=sight.stream,
        recorded_at=sight.recorded_at.isoformat(),
        outcome=sight.outcome,
        basis=sight.basis,
    )


def seen_by(sight: Sight, moment: Moment) -> bool:
    """Whether somebody asking about a time, knowing what was recorded by another, may use the capture."""
    return sight.observed_at <= moment[0] and sight.recorded_at <= moment[1]


def standing(history: History, moment: Moment) -> set[tuple[str, str]]:
    """(stream, wording) of every post that stands at the moment, by the rule told in words."""
    states: dict[str, str | None] = {}
    for sight in sorted((s for s in history if seen_by(s, moment)), key=lambda s: (s.observed_at, s.recorded_at)):
        if sight.outcome in ("failed", "quarantined"):
            continue
        if sight.outcome == "complete":
            states = dict.fromkeys(states)
        states |= {each.key: each.version_id for each in sight.posts}
    return {(history[0].stream, version) for version in states.values() if version}


def _random_history(source: random.Random, stream: str) -> History:
    wordings = [[_random_post(source, f"{stream}/{key}", text) for text in "xyz"] for key in "abc"]
    recorded = START
    sights = []
    for _ in range(source.randint(1, 7)):
        recorded += timedelta(minutes=source.randint(1, 300))
        late = timedelta(minutes=source.choice([0, 0, 0, source.randint(1, 1500)]))
        posts = tuple(source.choice(texts) for texts in wordings if source.random() < 0.7)
        outcome = source.choice(OUTCOMES)
        basis = source.choice(["fetched", "given", "imported"])
        seen = () if outcome == "quarantined" else posts
        sights.append(Sight(stream, recorded - late, recorded, outcome, seen, basis))
    return sights


def _random_post(source: random.Random, key: str, text: str) -> Post:
    claim = {
        "place": source.choice(PLACES),
        "count": source.randint(1, 5),
        "event_date": source.choice([None, date(2025, 9, 1), date(2025, 9, 2)]),
        "asserted_by": source.choice([None, "police", "the governor"]),
        "support": source.choice(["high", "high", "low"]),
    }
    money = {"type": "spending", "amount": source.choice([100, 200, 300]), "payer": source.choice(["EU", "Germany"])}
    return post(
        key,
        claim,
        money,
        body=f"People were harmed, says {text}.",
        published_on=source.choice([None, date(2025, 9, 1)]),
    )
