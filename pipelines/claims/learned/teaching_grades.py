"""Teaches which claims hold, how high a score each support grade takes, and which posts tell of no war."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from pipelines.claims.learned import cuts, matching, once, prior, verdict, verdicts
from pipelines.claims.learned.choice import Weights
from pipelines.claims.learned.judging import grade, trusted
from pipelines.claims.learned.lessons import (
    Case,
    Lesson,
    Points,
    Report,
    Taught,
    learned_by_folds,
    points_of,
    yes_or_no,
)
from pipelines.claims.scoring import TYPES, pair, row_agrees

_TRUSTED = {"casualty": 0.95, "attack": 0.90, "diplomacy": 0.90, "spending": 0.95}
"""The precision that the grade `high` promises (docs/decisions/0070)."""
_ALARMS = 0.04
"""The share of posts without labels whose claims may be believed."""
Scores = dict[tuple[int, int], int]
"""By lesson and number of the claim: its score by the other folds."""
Features = dict[tuple[int, int], tuple[str, ...]]
"""By lesson and number of the claim: what speaks for or against it."""


def teach_verdict(lessons: Sequence[Lesson], claim_type: str, taught: Taught, report: Report) -> Points:
    """Which claims hold; gives the score of each claim by the other folds, and whether it is a hit.

    Learned twice: of several claims that tell the fact of one label one is a hit, and which of them tells it best only
    the scores of the first time say. Where claims have rivals this is the first verdict, and one that knows it is last.
    """
    own = {
        (id(x), i): verdict.features(x.reading, x.claims[i], x.claims, x.margins.get(i, {}))
        for x in lessons
        for i in x.asserted(claim_type)
    }
    hits = {(id(x), i) for x in lessons for i in _paired(x, claim_type)}
    scores, _ = _verdict(lessons, claim_type, own, hits)
    hits = {(id(x), i) for x in lessons for i in _dealt(x, claim_type, x.asserted(claim_type), scores)}
    scores, weight_of = _verdict(lessons, claim_type, own, hits)
    if claim_type in verdicts.RIVALS:
        taught.weights[f"{claim_type}_first_verdict"] = weight_of
        scores, weight_of = _last_verdict(lessons, claim_type, own, scores)
    taught.weights[f"{claim_type}_verdict"] = weight_of
    return _teach_grades(lessons, claim_type, scores, taught, report)


def _last_verdict(lessons: Sequence[Lesson], claim_type: str, own: Features, scores: Scores) -> tuple[Scores, Weights]:
    """The same, of a verdict that knows the scores of a first one."""
    hits = {(id(x), i) for x in lessons for i in _dealt(x, claim_type, _kept(x, claim_type, scores), scores)}
    known = {key: (*own[key], *told) for x in lessons for key, told in _beside(x, claim_type, scores).items()}
    return _verdict(lessons, claim_type, known, hits)


def _verdict(
    lessons: Sequence[Lesson], claim_type: str, features: Features, hits: Set[tuple[int, int]]
) -> tuple[Scores, Weights]:
    """The score of each claim by the other folds, and the weights that all teach."""
    cases = [
        Case(x, i, yes_or_no(features[id(x), i], (id(x), i) in hits)) for x in lessons for i in x.asserted(claim_type)
    ]
    learned = learned_by_folds(cases, prior.VERDICTS)
    return {(id(c.lesson), c.index): points_of(c, weight_of) for c, weight_of in learned.by_folds}, learned.weights


def _beside(lesson: Lesson, claim_type: str, scores: Scores) -> Features:
    """What the first verdicts on the claims of a lesson say of each of them."""
    first = {i: scores[id(lesson), i] for i in lesson.asserted(claim_type)}
    return {(id(lesson), i): verdicts.beside(lesson.reading, i, lesson.claims, first) for i in first}


def _paired(lesson: Lesson, claim_type: str) -> list[int]:
    """The claims that are hits as the scorer pairs them."""
    told = lesson.asserted(claim_type)
    found = [lesson.claims[i].codebook() for i in told]
    return [told[j] for _, j in pair(lesson.text, lesson.labels(claim_type), found, claim_type)]


def _dealt(lesson: Lesson, claim_type: str, among: Sequence[int], scores: Scores) -> dict[int, Mapping[str, Any]]:
    """By number of the claim: the label whose fact it tells, and tells best of them all."""
    best_first = sorted(among, key=lambda i: -scores[id(lesson), i])
    found = {i: lesson.claims[i].codebook() for i in best_first}
    return matching.dealt(lesson.text, lesson.labels(claim_type), found)


def _teach_grades(lessons: Sequence[Lesson], claim_type: str, scores: Scores, taught: Taught, report: Report) -> Points:
    """The least scores of `medium` and `high`; gives each claim's score, and whether it is a hit."""
    scored, hits = [], set()
    for lesson in lessons:
        kept = _kept(lesson, claim_type, scores)
        label_of = _dealt(lesson, claim_type, kept, scores)
        hits |= {(id(lesson), i) for i in label_of}
        rows = {i for i, label in label_of.items() if row_agrees(claim_type, label, lesson.claims[i].codebook())}
        if not lesson.is_read:
            scored += [cuts.Scored(scores[id(lesson), i], i in label_of, i in rows) for i in kept]
    gold_count = sum(len(lesson.labels(claim_type)) for lesson in lessons if not lesson.is_read)
    medium, high = cuts.of_grades(scored, gold_count, _TRUSTED[claim_type])
    taught.least_scores[claim_type, "medium"], taught.least_scores[claim_type, "high"] = medium, max(medium, high)
    for name, least in (("medium", medium), ("high", high)):
        right = [claim.is_hit for claim in scored if claim.points >= least]
        precision, recall = sum(right) / max(len(right), 1), sum(right) / max(gold_count, 1)
        report(f"{claim_type} {name:7} from {least:5}: precision {precision:.3f}, recall {recall:.3f}")
    return {key: (score, key in hits) for key, score in scores.items()}


def _kept(lesson: Lesson, claim_type: str, scores: Scores) -> list[int]:
    """The claims that repeat no better one."""
    told = lesson.asserted(claim_type)
    own = [scores[id(lesson), i] for i in told]
    kept = once.kept([lesson.claims[i] for i in told], own, len(lesson.reading.document.title))
    return [told[k] for k in kept]


def teach_quiet(lessons: Sequence[Lesson], points: Points, taught: Taught, report: Report) -> None:
    """Which posts tell nothing: the cut lets so many of them through as `_ALARMS` allows."""
    cases, believed = [], []
    scores = {key: score for key, (score, _) in points.items()}
    for lesson in lessons:
        graded = [
            replace(lesson.claims[i], support=grade(kind, scores[id(lesson), i], taught.least_scores))
            for kind in TYPES
            for i in _kept(lesson, kind, scores)
        ]
        claims = trusted(graded)
        features = verdict.post_features(lesson.reading, claims)
        cases.append(Case(lesson, 0, yes_or_no(features, bool(lesson.gold))))
        believed.append(claims)
    learned = learned_by_folds(cases, prior.SCREENS)
    scored = {id(c.lesson): points_of(c, w) for c, w in learned.by_folds}
    told = [
        (scored[id(c.lesson)], c.lesson) for c, b in zip(cases, believed, strict=True) if b and not c.lesson.is_read
    ]
    quiet = sorted((p for p, lesson in told if not lesson.gold), reverse=True)
    allowed = int(_ALARMS * sum(not lesson.gold for lesson in lessons if not lesson.is_read))
    least = quiet[allowed] + 1 if len(quiet) > allowed else min(scored.values(), default=0)
    taught.weights["post_verdict"] = learned.weights
    taught.least_scores["post", "medium"] = least
    lost = sum(p < least and bool(lesson.gold) for p, lesson in told)
    report(
        f"posts: {len(quiet)} quiet ones had claims, {min(allowed, len(quiet))} keep them; {lost} others lose theirs"
    )
