"""Each fact once in a post, with its most specific wording; sums of other claims are marked as totals."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims.claim import Casualty
from pipelines.claims.text import Document

_ROUNDED = ("vague", "more_than", "approx", "at_least", "up_to")


def once(document: Document, claims: Sequence[Casualty]) -> list[Casualty]:
    """The claims without repetitions: title and body, lead and detail tell one fact."""
    title_end = len(document.title)
    body = [c for c in claims if c.evidence_start >= title_end]
    kept: list[Casualty] = []
    for claim in body:
        twin = next((k for k, other in enumerate(kept) if _is_same(other, claim)), None)
        if twin is None:
            kept.append(claim)
        else:
            kept[twin] = _better(kept[twin], claim)
    titles = [c for c in claims if c.evidence_start < title_end and not any(_repeats(c, other) for other in kept)]
    return sorted([*titles, *kept], key=lambda c: (c.evidence_start, c.evidence_end))


def _is_same(a: Casualty, b: Casualty) -> bool:
    if (a.harm, a.count, a.modality) != (b.harm, b.count, b.modality) or a.evidence_start == b.evidence_start:
        return False
    if a.count is None:
        return a.place == b.place and a.scope == b.scope
    if a.count <= 4 and (_ANOTHER.search(b.evidence) or not _groups_agree(a, b)):
        return False
    return ((a.place == b.place or a.place is None or b.place is None) and a.scope == b.scope) or a.count >= 20


_ANOTHER = re.compile(
    r"\b(?:another|also|separate|second|elsewhere|later|other|further|more|earlier|meanwhile)\b", re.IGNORECASE
)


def _groups_agree(a: Casualty, b: Casualty) -> bool:
    return a.victim_group == b.victim_group or "unspecified" in (a.victim_group, b.victim_group)


def _better(a: Casualty, b: Casualty) -> Casualty:
    """The wording with the place and the source; the earlier one if they are alike."""

    def score(c: Casualty) -> int:
        return (c.place is not None) * 2 + (c.asserted_by is not None) + (c.victim_group != "unspecified")

    return b if score(b) > score(a) else a


def _repeats(title: Casualty, claim: Casualty) -> bool:
    if title.harm != claim.harm:
        return False
    if title.count == claim.count:
        return True
    if title.count is None or claim.count is None:
        return True
    if title.count == 1 and "one" not in title.count_text.lower():  # "Mayor killed": the body counts
        return True
    return abs(claim.count - title.count) <= 0.03 * claim.count or (
        title.qualifier in _ROUNDED and claim.count >= title.count
    )


def totals(claims: Sequence[Casualty]) -> list[Casualty]:
    """Marks the claims that sum at least two others of the same harm, told before or after them."""
    return [replace(c, is_total=True) if _is_total(c, claims) else c for c in claims]


def _is_total(claim: Casualty, claims: Sequence[Casualty]) -> bool:
    is_listed = claim.rule == "casualty_distributed"  # "two in A, three in B and one in C": no part sums the others
    if claim.count is None or claim.count < 2 or is_listed:
        return False
    parts = [
        c
        for c in claims
        if c is not claim and c.harm == claim.harm and c.count and c.scope == "incident" and _is_part(c, claim)
    ]
    total = sum(c.count or 0 for c in parts)
    return (
        len(parts) >= 2
        and max(c.count or 0 for c in parts) < claim.count
        and 0.75 * claim.count <= total <= claim.count
    )


def _is_part(part: Casualty, whole: Casualty) -> bool:
    """Parts are told after the whole, in places or for people of their own, or beside it in its sentence."""
    if part.evidence_start == whole.evidence_start:
        return True
    return part.evidence_start > whole.evidence_start and (
        part.place != whole.place or whole.place is None or part.count_text != whole.count_text
    )
