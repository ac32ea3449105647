"""From what the rules found to claims that are trusted or not: screen the rest of the post, ask, judge, grade."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipelines.claims.claim import Claim, Support
from pipelines.claims.learned import once, unread, verdict
from pipelines.claims.learned.choice import Option, weights
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.reading import Reading
from pipelines.core.settings import LEARNED_PATH

_MOST_SENTENCES = 100
_MOST_NAMES = 300


def judged(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the rules with learned answers and grades, and those claims nobody's rule made that hold.

    Claims that are not asserted stay as the rules made them. A text longer than any post is read by the rules alone
    and nothing in it is trusted highly.
    """
    if len(reading.document.sentences) > _MOST_SENTENCES or _names(reading) > _MOST_NAMES:
        return [replace(claim, support="medium") if claim.support == "high" else claim for claim in claims]
    found = [*claims, *_screened(reading, unread.find(reading, claims))]
    for question in QUESTIONS:
        weight_of = weights(question.name)
        for i, claim in enumerate(found):
            if claim.type == question.claim_type and claim.modality == "asserted" and weight_of:
                found[i] = question.answered(weight_of, question.ask(reading, claim, found), claim)
    points = [_points(reading, claim, found) for claim in found]
    told = [i for i, claim in enumerate(found) if claim.modality == "asserted"]
    kept = once.kept([found[i] for i in told], [points[i] for i in told], len(reading.document.title))
    repeated = set(told) - {told[k] for k in kept}
    graded = [_graded(claim, points[i]) for i, claim in enumerate(found) if i not in repeated]
    if _is_quiet(reading, graded):
        graded = [doubted(claim) for claim in graded]
    return [claim for claim in graded if claim.support != "low" or not unread.is_unread(claim)]


def _names(reading: Reading) -> int:
    return len(reading.scene.mentions) + len(reading.scene.places)


def _screened(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims nobody's rule made that are worth a question."""
    return [
        unread.completed(reading, c)
        for c in claims
        if _screen_score(reading, c) >= least_scores().get((c.type, "screen"), 0)
    ]


def _screen_score(reading: Reading, claim: Claim) -> int:
    return weights(f"{claim.type}_screen").score(Option(True, verdict.text_features(reading, claim.anchor)))


def trusted(claims: Sequence[Claim]) -> list[Claim]:
    """The asserted claims of at least medium support."""
    return [c for c in claims if c.modality == "asserted" and c.support != "low"]


def doubted(claim: Claim) -> Claim:
    """The claim as it stands in a post that seems to tell of no war: nothing of it is believed."""
    return replace(claim, support="low") if claim.modality == "asserted" else claim


def _is_quiet(reading: Reading, claims: Sequence[Claim]) -> bool:
    weight_of = weights("post_verdict")
    points = weight_of.score(Option(True, verdict.post_features(reading, trusted(claims))))
    return bool(weight_of) and points < least_scores()["post", "medium"]


def _points(reading: Reading, claim: Claim, claims: Sequence[Claim]) -> int:
    weight_of = weights(f"{claim.type}_verdict")
    if not weight_of or claim.modality != "asserted":
        return 0
    return weight_of.score(Option(True, verdict.features(reading, claim, claims)))


def _graded(claim: Claim, points: int) -> Claim:
    least = least_scores()
    is_taught = (claim.type, "medium") in least and claim.modality == "asserted"
    return replace(claim, support=grade(claim.type, points, least)) if is_taught else claim


def grade(claim_type: str, points: int, least: Mapping[tuple[str, str], int]) -> Support:
    """The grade that a verdict's score earns."""
    if points >= least[claim_type, "high"]:
        return "high"
    return "medium" if points >= least[claim_type, "medium"] else "low"


@cache
def least_scores() -> dict[tuple[str, str], int]:
    """By claim type and step (screen, medium, high): the least score it takes."""
    path = LEARNED_PATH / "least_scores.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {(r["claim_type"], r["step"]): int(r["least_score"]) for r in csv.DictReader(lines)}
