"""Claim lines: which claims of a post's wordings are one claim told anew, whatever the order they came in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, groupby
from typing import Any

from pipelines.claims.slots import Row, Wording, agree, likeness, wording
from pipelines.core.ids import content_id

LIKE_ENOUGH = 0.5


@dataclass(frozen=True)
class Told:
    """A claim in one wording of its post, and when that wording was first recorded."""

    claim: Wording
    post_version_id: str
    recorded_at: datetime


def told(claim_type: str, row: Row, recorded_at: datetime) -> Told:
    """A row of a claim table, with the time its wording of the post was first recorded."""
    return Told(wording(claim_type, row), row["post_version_id"], recorded_at)


def line_rows(post_key: str, claim_type: str, every: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """The line of each claim of one post and type, and for how long that was what newsledger knew.

    Claims of one wording of the post are never in one line. What is known in the end does not depend on the order in
    which wordings were recorded; what was known before is a replay of what had been recorded by then.
    """
    current: dict[str, tuple[str, datetime]] = {}
    for recorded_at, lines in _known_lines(post_key, claim_type, sorted(every, key=_in_order)):
        for claim_id, line_id in lines.items():
            before = current.get(claim_id)
            if before and before[0] == line_id:
                continue
            if before:
                yield _row(post_key, claim_type, claim_id, before, recorded_at)
            current[claim_id] = (line_id, recorded_at)
    for claim_id, now in sorted(current.items()):
        yield _row(post_key, claim_type, claim_id, now, None)


def join(claims: Sequence[Told]) -> list[frozenset[str]]:
    """The lines of one post and type as sets of claim_ids: the likest claims first, ties by their ids."""
    wordings = {each.claim.claim_id: each.claim for each in sorted(claims, key=_by_content, reverse=True)}
    versions: dict[str, set[str]] = {claim_id: set() for claim_id in wordings}
    for each in claims:
        versions[each.claim.claim_id].add(each.post_version_id)
    lines = {claim_id: frozenset({claim_id}) for claim_id in wordings}
    for one, other in _likest_first(wordings):
        if _may_be_one(lines[one], lines[other], wordings, versions):
            joined = lines[one] | lines[other]
            lines |= dict.fromkeys(joined, joined)
    return sorted(set(lines.values()), key=min)


def _known_lines(post_key: str, claim_type: str, every: Sequence[Told]) -> Iterator[tuple[datetime, Mapping[str, str]]]:
    """The id of each claim's line, at each moment at which another wording was recorded."""
    known: list[Told] = []
    for recorded_at, news in groupby(every, key=lambda each: each.recorded_at):
        known += news
        yield (
            recorded_at,
            {
                claim_id: content_id("line", post_key, claim_type, min(line))
                for line in join(known)
                for claim_id in sorted(line)
            },
        )


def _likest_first(wordings: Mapping[str, Wording]) -> list[tuple[str, str]]:
    scores = [
        (-likeness(wordings[one], wordings[other]), one, other)
        for one, other in combinations(sorted(wordings), 2)
        if agree(wordings[one], wordings[other])
    ]
    return [(one, other) for score, one, other in sorted(scores) if -score >= LIKE_ENOUGH]


def _may_be_one(
    line: frozenset[str], other: frozenset[str], wordings: Mapping[str, Wording], versions: Mapping[str, set[str]]
) -> bool:
    return line != other and all(
        versions[a].isdisjoint(versions[b]) and agree(wordings[a], wordings[b]) for a in line for b in other
    )


def _row(
    post_key: str, claim_type: str, claim_id: str, line: tuple[str, datetime], known_to: datetime | None
) -> dict[str, Any]:
    line_id, known_from = line
    return {
        "claim_id": claim_id,
        "claim_line_id": line_id,
        "claim_type": claim_type,
        "post_key": post_key,
        "known_from": known_from,
        "known_to": known_to,
    }


def _in_order(each: Told) -> tuple[datetime, str, str]:
    return (each.recorded_at, each.post_version_id, each.claim.claim_id)


def _by_content(each: Told) -> tuple[str, str]:
    return (each.claim.claim_id, each.post_version_id)
