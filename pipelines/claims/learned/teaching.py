"""Teaches from labelled posts: first which claims are worth a question, then each question in turn, then verdicts."""

from collections.abc import Sequence

from pipelines.claims.learned import cuts, matching, prior, unread, verdict
from pipelines.claims.learned.fitting import Example
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
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.teaching_grades import teach_quiet, teach_verdict
from pipelines.claims.scoring import TYPES, is_right

_SCREENED = 0.93
"""The share of labelled claims that a screen must let through while answers are learned."""
_BELIEVED = 0.98
"""The share of right and believed claims that it must let through in the end."""
Screened = dict[tuple[int, int], int]


def teach(lessons: Sequence[Lesson], report: Report = lambda line: None) -> Taught:
    """The weights of every screen, question and verdict, and the scores that grades take."""
    taught = Taught()
    screened = [_teach_screen(lessons, claim_type, taught) for claim_type in TYPES]
    for question in QUESTIONS:
        _teach_question(lessons, question, taught, report)
    points = [teach_verdict(lessons, claim_type, taught, report) for claim_type in TYPES]
    for claim_type, of_screen, of_verdict in zip(TYPES, screened, points, strict=True):
        _narrow_screen(lessons, claim_type, of_screen, of_verdict, taught)
    teach_quiet(lessons, {k: v for of_type in points for k, v in of_type.items()}, taught, report)
    return taught


def _teach_screen(lessons: Sequence[Lesson], claim_type: str, taught: Taught) -> Screened:
    """Which claims of no rule are worth a question: the lessons lose the others. Gives scores by lesson and anchor."""
    cases = []
    for lesson in lessons:
        labels = lesson.labels(claim_type)
        for i in lesson.asserted(claim_type):
            if unread.is_unread(lesson.claims[i]):
                is_told = any(matching.is_near(lesson.text, g, lesson.claims[i].codebook()) for g in labels)
                features = verdict.text_features(lesson.reading, lesson.claims[i].anchor)
                cases.append(Case(lesson, i, yes_or_no(features, is_told)))
    learned = learned_by_folds(cases, prior.SCREENS)
    scored = [(c, points_of(c, weight_of)) for c, weight_of in learned.by_folds]
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


def _teach_question(lessons: Sequence[Lesson], question: Question, taught: Taught, report: Report) -> None:
    cases, asked = [], {}
    for lesson in lessons:
        labels = lesson.labels(question.claim_type)
        told = {i: lesson.claims[i].codebook() for i in lesson.asserted(question.claim_type)}
        matched = matching.matched(lesson.text, labels, told)
        for i in told:
            options = question.ask(lesson.reading, lesson.claims[i], lesson.claims)
            label = matched.get(i)
            right = tuple(
                label is not None and is_right(question.field, label, {question.field: o.value}) for o in options
            )
            example = Example(tuple(tuple(o.all_features()) for o in options), right)
            cases.append(Case(lesson, i, example, any(right) and not all(right)))
            asked[id(lesson), i] = options, label
    answers = []
    learned = learned_by_folds(cases, question.prior)
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
