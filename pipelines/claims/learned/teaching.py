"""Teaches from labelled posts: each question in turn, every answer judged on posts it was not learned from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from pipelines.claims.claim import Claim
from pipelines.claims.learned import cuts, matching, once, unread, verdict
from pipelines.claims.learned import reading as readings
from pipelines.claims.learned.choice import Option, Weights
from pipelines.claims.learned.fitting import Example, Examples
from pipelines.claims.learned.judging import grade, trusted
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.reading import Reading
from pipelines.claims.scoring import TYPES, is_right, pair, row_agrees
from pipelines.claims.text import Document

FOLDS = 5
CAUTION = 3.0
_SCREENED = 0.93
"""The share of labelled claims that a screen must let through while answers are learned."""
_BELIEVED = 0.98
"""The share of right and believed claims that it must let through in the end."""
_TRUSTED = {"casualty": 0.95, "attack": 0.90, "diplomacy": 0.90, "spending": 0.95}
"""The precision that the grade `high` promises (docs/decisions/0070)."""
_ALARMS = 0.04
"""The share of posts without labels whose claims may be believed."""
Points = dict[tuple[int, int], tuple[int, bool]]
Screened = dict[tuple[int, int], int]
Report = Callable[[str], None]


@dataclass
class Lesson:
    """A labelled post: its text, its labels, and its claims as they are known so far.

    `margins` says for each claim, by field, how much better than the next best its answer was. `is_read`: whether the
    rules were written with sight of the post; then only what no rule made teaches anything.
    """

    reading: Reading
    gold: Sequence[Mapping[str, Any]]
    claims: list[Any]
    fold: int
    is_read: bool = False
    margins: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.reading.document.text

    def asserted(self, claim_type: str) -> list[int]:
        """Indexes of the claims of a type that are asserted."""
        return [i for i, c in enumerate(self.claims) if c.type == claim_type and c.modality == "asserted"]


@dataclass
class Taught:
    """All that was learned: weights by question, least scores by claim type and step."""

    weights: dict[str, Weights] = field(default_factory=dict)
    least_scores: dict[tuple[str, str], int] = field(default_factory=dict)


def lessons_of(
    posts: Iterable[tuple[Document, Sequence[Mapping[str, Any]], bool]], rules: Callable[[Document], list[Claim]]
) -> list[Lesson]:
    """Labelled posts (text, labels, whether read) as lessons, dealt to the folds in turn."""
    lessons = []
    for n, (document, gold, is_read) in enumerate(posts):
        reading = readings.Reading(document)
        made = [] if is_read else rules(document)
        lessons.append(Lesson(reading, gold, [*made, *unread.find(reading, made)], n % FOLDS, is_read))
    return lessons


def teach(lessons: Sequence[Lesson], report: Report = lambda line: None) -> Taught:
    """The weights of every screen, question and verdict, and the scores that grades take."""
    taught = Taught()
    screened = [_teach_screen(lessons, claim_type, taught) for claim_type in TYPES]
    for question in QUESTIONS:
        _teach_question(lessons, question, taught, report)
    points = [_teach_verdict(lessons, claim_type, taught, report) for claim_type in TYPES]
    for claim_type, of_screen, of_verdict in zip(TYPES, screened, points, strict=True):
        _narrow_screen(lessons, claim_type, of_screen, of_verdict, taught)
    _teach_quiet(lessons, {k: v for of_type in points for k, v in of_type.items()}, taught, report)
    return taught


@dataclass(frozen=True, slots=True)
class _Case:
    """One claim of one lesson, with the example it makes, if it is labelled."""

    lesson: Lesson
    index: int
    example: Example
    is_labelled: bool = True


@dataclass(frozen=True, slots=True)
class _Learned:
    """Every case with the weights that the cases of the other folds teach, and the weights that all teach."""

    by_folds: list[tuple[_Case, Weights]]
    weights: Weights


def _learned(cases: Sequence[_Case]) -> _Learned:
    fold_of = np.array([c.lesson.fold for c in cases])
    is_labelled = np.array([c.is_labelled for c in cases], dtype=np.bool_)
    parts = [is_labelled & (fold_of != fold) for fold in range(FOLDS)]
    *by_fold, of_all = Examples([c.example for c in cases]).fits([*parts, is_labelled], CAUTION)
    return _Learned([(c, by_fold[c.lesson.fold]) for c in cases], of_all)


def _points(case: _Case, weight_of: Weights) -> int:
    return weight_of.score(Option(True, case.example.options[1]))


def _teach_screen(lessons: Sequence[Lesson], claim_type: str, taught: Taught) -> Screened:
    """Which claims of no rule are worth a question: the lessons lose the others. Gives scores by lesson and anchor."""
    cases = []
    for lesson in lessons:
        labels = [g for g in lesson.gold if g["type"] == claim_type]
        for i in lesson.asserted(claim_type):
            if unread.is_unread(lesson.claims[i]):
                is_told = any(matching.is_near(lesson.text, g, lesson.claims[i].codebook()) for g in labels)
                features = verdict.text_features(lesson.reading, lesson.claims[i].anchor)
                cases.append(_Case(lesson, i, _yes_or_no(features, is_told)))
    learned = _learned(cases)
    scored = [(c, _points(c, weight_of)) for c, weight_of in learned.by_folds]
    screened = {(id(c.lesson), c.lesson.claims[c.index].anchor): points for c, points in scored}
    wanted = [points for c, points in scored if c.example.right[1]]
    least = cuts.letting_through(_SCREENED, wanted)
    lost = {(id(c.lesson), c.index) for c, points in scored if points < least}
    for lesson in lessons:
        lesson.claims = [
            unread.completed(lesson.reading, claim) if unread.is_unread(claim) and claim.type == claim_type else claim
            for i, claim in enumerate(lesson.claims)
            if (id(lesson), i) not in lost
        ]
    taught.weights[f"{claim_type}_screen"] = learned.weights
    taught.least_scores[claim_type, "screen"] = least
    return screened


def _narrow_screen(
    lessons: Sequence[Lesson], claim_type: str, screened: Screened, points: Points, taught: Taught
) -> None:
    """Once verdicts are known: let the screen pass only what may pass them, to save questions that change nothing."""
    medium = taught.least_scores[claim_type, "medium"]
    right = {key for key, (score, is_hit) in points.items() if is_hit and score >= medium}
    believed = [
        screened[id(lesson), claim.anchor]
        for lesson in lessons
        for i, claim in enumerate(lesson.claims)
        if unread.is_unread(claim) and (id(lesson), i) in right
    ]
    wide = taught.least_scores[claim_type, "screen"]
    taught.least_scores[claim_type, "screen"] = cuts.narrowed(wide, _BELIEVED, believed)


def _yes_or_no(features: tuple[str, ...], is_yes: bool) -> Example:
    return Example(((), features), (not is_yes, is_yes))


def _teach_question(lessons: Sequence[Lesson], question: Question, taught: Taught, report: Report) -> None:
    cases, asked = [], {}
    for lesson in lessons:
        labels = [g for g in lesson.gold if g["type"] == question.claim_type]
        told = {i: lesson.claims[i].codebook() for i in lesson.asserted(question.claim_type)}
        matched = matching.matched(lesson.text, labels, told)
        for i in told:
            options = question.ask(lesson.reading, lesson.claims[i], lesson.claims)
            label = matched.get(i)
            right = tuple(
                label is not None and is_right(question.field, label, {question.field: o.value}) for o in options
            )
            example = Example(tuple(tuple(o.all_features()) for o in options), right)
            cases.append(_Case(lesson, i, example, any(right) and not all(right)))
            asked[id(lesson), i] = options, label
    answers = []
    learned = _learned(cases)
    for case, weight_of in learned.by_folds:
        options, label = asked[id(case.lesson), case.index]
        before = case.lesson.claims[case.index]
        after, margin = question.answered(weight_of, options, before)
        answers.append((case, label, before, after))
        case.lesson.margins.setdefault(case.index, {})[question.field] = margin
    for case, _, _, after in answers:
        case.lesson.claims[case.index] = after
    made = [(g, b, a) for _, g, b, a in answers if g is not None and not unread.is_unread(b)]
    rights = [sum(is_right(question.field, g, claims[k].codebook()) for g, *claims in made) for k in (0, 1)]
    before, after = (right / max(len(made), 1) for right in rights)
    report(f"{question.name:26} {len(made):5} {before:.3f} → {after:.3f}")
    taught.weights[question.name] = learned.weights


def _teach_verdict(lessons: Sequence[Lesson], claim_type: str, taught: Taught, report: Report) -> Points:
    """Which claims hold; gives the score of each claim by the other folds, and whether it is a hit."""
    cases, rows = [], set()
    for lesson in lessons:
        told = lesson.asserted(claim_type)
        gold = [g for g in lesson.gold if g["type"] == claim_type]
        found = [lesson.claims[i].codebook() for i in told]
        pairs = pair(lesson.text, gold, found, claim_type)
        right = {told[j] for _, j in pairs}
        rows |= {(id(lesson), told[j]) for g, j in pairs if row_agrees(claim_type, gold[g], found[j])}
        for i in told:
            features = verdict.features(lesson.reading, lesson.claims[i], lesson.claims, lesson.margins.get(i, {}))
            cases.append(_Case(lesson, i, _yes_or_no(features, i in right)))
    learned = _learned(cases)
    points = {(id(c.lesson), c.index): (_points(c, w), c.example.right[1]) for c, w in learned.by_folds}
    kept = [(id(x), i) for x in lessons if not x.is_read for i in _kept(x, claim_type, points)]
    scored = [cuts.Scored(*points[key], key in rows) for key in kept]
    gold_count = sum(g["type"] == claim_type for lesson in lessons if not lesson.is_read for g in lesson.gold)
    medium, high = cuts.of_grades(scored, gold_count, _TRUSTED[claim_type])
    taught.weights[f"{claim_type}_verdict"] = learned.weights
    taught.least_scores[claim_type, "medium"], taught.least_scores[claim_type, "high"] = medium, max(medium, high)
    for name, least in (("medium", medium), ("high", high)):
        hits = [claim.is_hit for claim in scored if claim.points >= least]
        precision, recall = sum(hits) / max(len(hits), 1), sum(hits) / max(gold_count, 1)
        report(f"{claim_type} {name:7} from {least:5}: precision {precision:.3f}, recall {recall:.3f}")
    return points


def _kept(lesson: Lesson, claim_type: str, points: Points) -> list[int]:
    """The claims that repeat no better one."""
    told = lesson.asserted(claim_type)
    own = [points[id(lesson), i][0] for i in told]
    kept = once.kept([lesson.claims[i] for i in told], own, len(lesson.reading.document.title))
    return [told[k] for k in kept]


def _teach_quiet(lessons: Sequence[Lesson], points: Points, taught: Taught, report: Report) -> None:
    """Which posts tell nothing: the cut lets so many of them through as `_ALARMS` allows."""
    cases, believed = [], []
    for lesson in lessons:
        graded = [
            replace(lesson.claims[i], support=grade(kind, points[id(lesson), i][0], taught.least_scores))
            for kind in TYPES
            for i in _kept(lesson, kind, points)
        ]
        claims = trusted(graded)
        features = verdict.post_features(lesson.reading, claims)
        cases.append(_Case(lesson, 0, _yes_or_no(features, bool(lesson.gold))))
        believed.append(claims)
    learned = _learned(cases)
    scored = {id(c.lesson): _points(c, w) for c, w in learned.by_folds}
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
