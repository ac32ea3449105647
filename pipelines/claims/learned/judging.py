"""From what the rules found to claims that are trusted or not: screen the rest of the post, ask, judge, grade."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from pipelines.claims.claim import Claim, Support
from pipelines.claims.learned import names, once, reasons, unread, verdict, verdicts
from pipelines.claims.learned.choice import weights
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.reasons import Reason
from pipelines.core.settings import LEARNED_PATH

_MOST_SENTENCES = 100
_MOST_NAMES = 500


Note = Callable[[int, Callable[[], Reason | None]], None]
"""Takes the number of a claim and, to be made only if wanted, the reason of one choice about it."""


def judged(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the rules with learned answers and grades, and those claims nobody's rule made that hold.

    Claims that are not asserted stay as the rules made them. A text longer than any post is read by the rules alone
    and nothing in it is trusted highly.
    """
    return list(_judged(reading, claims, lambda number, reason: None).values())


def explained(reading: Reading, claims: Sequence[Claim]) -> list[tuple[Claim, tuple[Reason, ...]]]:
    """The same claims, each with the reasons of its learned answers and of its grade."""
    found: dict[int, list[Reason]] = {}

    def note(number: int, reason: Callable[[], Reason | None]) -> None:
        if made := reason():
            found.setdefault(number, []).append(made)

    return [(claim, tuple(found.get(number, ()))) for number, claim in _judged(reading, claims, note).items()]


def _judged(reading: Reading, claims: Sequence[Claim], note: Note) -> dict[int, Claim]:
    if len(reading.document.sentences) > _MOST_SENTENCES or _names(reading) > _MOST_NAMES:
        return {i: replace(c, support="medium") if c.support == "high" else c for i, c in enumerate(claims)}
    found = [*claims, *_screened(reading, unread.find(reading, claims))]
    margins = _ask(reading, found, note)
    features = verdicts.features(reading, found, margins)
    points = {i: verdicts.points(f"{found[i].type}_verdict", told) for i, told in features.items()}
    told = sorted(points)
    kept = once.kept([found[i] for i in told], [points[i] for i in told], len(reading.document.title))
    repeated = set(told) - {told[k] for k in kept}
    graded = {i: _graded(claim, points.get(i, 0)) for i, claim in enumerate(found) if i not in repeated}
    believed = trusted(list(graded.values()))
    is_quiet = _is_quiet(reading, believed)
    for i, claim in graded.items():
        if is_quiet:
            graded[i] = doubted(claim)
            note(i, partial(_of_quiet, reading, believed))
        else:
            note(i, partial(_of_grade, claim, features.get(i, ())))
    return {i: claim for i, claim in graded.items() if claim.support != "low" or not unread.is_unread(claim)}


def _ask(reading: Reading, found: list[Claim], note: Note) -> list[dict[str, int]]:
    """Answer every question about every asserted claim, in place: later questions know the answers to earlier ones.

    Gives for each claim, by field, how much better than the next best the answer was.
    """
    margins: list[dict[str, int]] = [{} for _ in found]
    for question in QUESTIONS:
        weight_of = weights(question.name)
        for i, claim in enumerate(found):
            if claim.type == question.claim_type and claim.modality == "asserted" and weight_of:
                options = question.ask(reading, claim, found)
                found[i], margins[i][question.field] = question.answered(weight_of, options, claim)
                note(i, partial(reasons.of_answer, question.field, weight_of, options))
    return margins


def _of_grade(claim: Claim, features: tuple[str, ...]) -> Reason | None:
    """Why a claim was given its grade."""
    least = least_scores()
    if (claim.type, "medium") not in least or claim.modality != "asserted":
        return None
    beside = "high" if claim.support == "medium" else "medium"
    limit = least[claim.type, "medium" if claim.support == "low" else "high"]
    return reasons.of_limit("support", weights(f"{claim.type}_verdict"), features, (claim.support, beside), limit)


def _of_quiet(reading: Reading, believed: Sequence[Claim]) -> Reason:
    """Why nothing in the post is believed."""
    features = verdict.post_features(reading, believed)
    limit = least_scores()["post", "medium"]
    return reasons.of_limit("post", weights("post_verdict"), features, ("quiet", "told"), limit)


def _names(reading: Reading) -> int:
    return len(reading.scene.mentions) + len(reading.scene.places) + len(names.unknown(reading).named)


def _screened(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims nobody's rule made that are worth a question."""
    return [
        unread.completed(reading, c)
        for c in claims
        if _screen_score(reading, c) >= least_scores().get((c.type, "screen"), 0)
    ]


def _screen_score(reading: Reading, claim: Claim) -> int:
    return verdicts.points(f"{claim.type}_screen", verdict.text_features(reading, claim.anchor))


def trusted(claims: Sequence[Claim]) -> list[Claim]:
    """The asserted claims of at least medium support."""
    return [c for c in claims if c.modality == "asserted" and c.support != "low"]


def doubted(claim: Claim) -> Claim:
    """The claim as it stands in a post that seems to tell of no war: nothing of it is believed."""
    return replace(claim, support="low") if claim.modality == "asserted" else claim


def _is_quiet(reading: Reading, believed: Sequence[Claim]) -> bool:
    points = verdicts.points("post_verdict", verdict.post_features(reading, believed))
    return bool(weights("post_verdict")) and points < least_scores()["post", "medium"]


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
