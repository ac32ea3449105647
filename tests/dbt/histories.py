"""Random histories of live blogs, and what each moment should see, folded in plain Python."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.dbt.world import Post, World, claim_id_of, post

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


@dataclass(frozen=True)
class Opinion:
    """One review of a claim of a wording."""

    stream: str
    recorded_at: datetime
    post: Post
    claim: int
    verdict: str
    corrected_count: int | None


History = list[Sight | Opinion]


def random_histories(count: int, seed: int = 7) -> list[History]:
    """Blogs with edits, withdrawals, reinstatements, half pages, failures, late captures and reviews."""
    source = random.Random(seed)
    return [_random_history(source, f"dw:{number}") for number in range(count)]


def world_of(home: Path, histories: Iterable[History]) -> World:
    """A home that recorded these captures, all blogs mixed, in the order in which they were recorded."""
    world = World(home)
    for sight in in_recorded_order(histories):
        add(world, sight)
    return world


def in_recorded_order(histories: Iterable[History]) -> History:
    """All captures and reviews as the ledger holds them."""
    return sorted((event for history in histories for event in history), key=lambda e: (e.recorded_at, e.stream))


def add(world: World, event: Sight | Opinion) -> None:
    """Record one capture or review."""
    if isinstance(event, Sight):
        _add_sight(world, event)
        return
    corrected = {"count": event.corrected_count} if event.corrected_count else None
    world.review(
        event.post,
        event.verdict,
        claim=event.claim,
        corrected=corrected,
        recorded_at=event.recorded_at.isoformat(),
        stream=event.stream,
    )


def _add_sight(world: World, sight: Sight) -> None:
    world.capture(
        sight.observed_at.isoformat(),
        None if sight.outcome == "failed" else sight.posts,
        stream=sight.stream,
        recorded_at=sight.recorded_at.isoformat(),
        outcome=sight.outcome,
        basis=sight.basis,
    )


def seen_by(event: Sight | Opinion, moment: Moment) -> bool:
    """Whether somebody asking about a time, knowing what was recorded by another, may use the capture or review."""
    is_of_the_time = isinstance(event, Opinion) or event.observed_at <= moment[0]
    return is_of_the_time and event.recorded_at <= moment[1]


def standing_posts(history: History, moment: Moment) -> list[Post]:
    """The wording of every post that stands at the moment, by the rule told in words."""
    states: dict[str, Post | None] = {}
    sights = [event for event in history if isinstance(event, Sight) and seen_by(event, moment)]
    for sight in sorted(sights, key=lambda s: (s.observed_at, s.recorded_at)):
        if sight.outcome in ("failed", "quarantined"):
            continue
        if sight.outcome == "complete":
            states = dict.fromkeys(states)
        states |= {each.key: each for each in sight.posts}
    return [each for each in states.values() if each]


def standing(history: History, moment: Moment) -> set[tuple[str, str]]:
    """(stream, wording) of every post that stands at the moment."""
    return {(history[0].stream, each.version_id) for each in standing_posts(history, moment)}


def casualty_facts(history: History, moment: Moment) -> set[tuple[str, int]]:
    """(claim_id, count) of every casualty fact that stands at the moment, by grades and reviews, told in words."""
    facts = set()
    opinions = [event for event in history if isinstance(event, Opinion) and seen_by(event, moment)]
    for each in standing_posts(history, moment):
        for number, (claim_type, values) in enumerate(each.claims):
            if claim_type == "casualty":
                claim_id = claim_id_of(each, number)
                about_it = [one for one in opinions if claim_id_of(one.post, one.claim) == claim_id]
                count = _count(each, dict(values), max(about_it, key=lambda one: one.recorded_at, default=None))
                facts |= {(claim_id, count)} if count else set()
    return facts


def _count(each: Post, values: dict[str, Any], opinion: Opinion | None) -> int | None:
    """The count that is a fact; None where the claim is none."""
    read: int = values["count"]
    if opinion is None or (opinion.verdict == "accept" and opinion.post.body != each.body):
        return read if values["support"] == "high" else None
    if opinion.verdict == "reject" or opinion.post.body != each.body:
        return None
    return opinion.corrected_count or read


def _random_history(source: random.Random, stream: str) -> History:
    wordings = [_random_wordings(source, f"{stream}/{key}") for key in "abc"]
    recorded = START
    events: History = []
    for _ in range(source.randint(1, 7)):
        recorded += timedelta(minutes=source.randint(1, 300))
        late = timedelta(minutes=source.choice([0, 0, 0, source.randint(1, 1500)]))
        posts = tuple(source.choice(texts) for texts in wordings if source.random() < 0.7)
        outcome = source.choice(OUTCOMES)
        basis = source.choice(["fetched", "given", "imported"])
        seen = () if outcome == "quarantined" else posts
        events.append(Sight(stream, recorded - late, recorded, outcome, seen, basis))
        if seen and source.random() < 0.4:
            recorded += timedelta(minutes=source.randint(1, 60))
            events.append(_random_opinion(source, stream, recorded, source.choice(seen)))
    return events


def _random_opinion(source: random.Random, stream: str, recorded_at: datetime, each: Post) -> Opinion:
    claim, verdict = source.choice([0, 0, 1]), source.choice(["accept", "reject", "correct"])
    if claim == 1 and verdict == "correct":
        verdict = "accept"
    corrected_count = source.randint(6, 9) if verdict == "correct" else None
    return Opinion(stream, recorded_at, each, claim, verdict, corrected_count)


def _random_wordings(source: random.Random, key: str) -> list[Post]:
    """Three wordings of a post; the claims of the last outlive an edit of the second."""
    x, y = (_random_post(source, key, text) for text in "xy")
    return [x, y, replace(y, body="People were harmed, says z.")]


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
