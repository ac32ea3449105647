"""Teaches the extractor from the labelled posts of this repository, and says whether what it knows is up to date."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pipelines.claims import text
from pipelines.claims.claim import Claim
from pipelines.claims.evaluate import post_text
from pipelines.claims.extract import rules_only
from pipelines.claims.learned import reading, unread, verdict, verdicts
from pipelines.claims.learned.lessons import Taught, lessons_of
from pipelines.claims.learned.questions import QUESTIONS
from pipelines.claims.learned.teaching import teach
from pipelines.core.settings import LEARNED_PATH
from pipelines.steps.accuracy import Posts, labelled

_PROBES = 8
"""So many test posts show whether features still are what the weights were learned for."""


def teach_from_labelled_posts(report: Callable[[str], None], folder: Path = LEARNED_PATH) -> Path:
    """Learn from the training and tuning posts, write weights, least scores and what they stand for; an hour."""
    training, tuning = labelled("training"), labelled("tuning")
    report(f"Teaching from {len(training)} training and {len(tuning)} tuning posts")
    lines: list[str] = []

    def tell(line: str) -> None:
        lines.append(line)
        report(line)

    posts = [(text.read(post_text(p)), p["claims"], is_read) for of, is_read in _both(training, tuning) for p in of]
    taught = teach(lessons_of(posts, rules_only), tell)
    _write(taught, folder)
    state = {"training_posts": len(training), "tuning_posts": len(tuning), **fingerprint(training, tuning)}
    page = json.dumps(state | {"report": lines}, indent=2, ensure_ascii=False)
    (folder / "taught.json").write_text(page + "\n", "utf-8")
    return folder


def _both(training: Posts, tuning: Posts) -> Iterable[tuple[Posts, bool]]:
    return (training, False), (tuning, True)


def fingerprint(training: Posts, tuning: Posts) -> dict[str, str]:
    """Hashes of the posts that teach and of the features that some posts have: others ask for teaching anew."""
    features: list[Any] = []
    for post in labelled("test")[:_PROBES]:
        read = reading.Reading(text.read(post_text(post)))
        made = rules_only(read.document)
        claims = [*made, *(unread.completed(read, c) for c in unread.find(read, made))]
        features += [verdict.features(read, claim, claims, _margins(claim.type)) for claim in claims]
        features += [verdicts.beside(read, i, claims, _first_verdicts(claims)) for i in range(len(claims))]
        for question in QUESTIONS:
            asked = (c for c in claims if c.type == question.claim_type and c.modality == "asserted")
            features += [[sorted(o.all_features()) for o in question.ask(read, c, claims)] for c in asked]
    return {"posts": _hash([training, tuning]), "features": _hash(features)}


def _margins(claim_type: str) -> dict[str, int]:
    """A margin for every answer, each another, so that how verdicts read margins shows in their features."""
    return {q.field: 70 * n for n, q in enumerate(QUESTIONS) if q.claim_type == claim_type}


def _first_verdicts(claims: Sequence[Claim]) -> dict[int, int]:
    """A first verdict on every claim, each another, so that how last ones read them shows in their features."""
    return {i: 70 * (i % 7 - 3) for i in range(len(claims))}


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]


def _write(taught: Taught, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for question, weight_of in taught.weights.items():
        _write_csv(folder / f"{question}.csv", sorted(weight_of.items()))
    rows = [(*key, least) for key, least in sorted(taught.least_scores.items())]
    _write_csv(folder / "least_scores.csv", [("claim_type", "step", "least_score"), *rows])


def _write_csv(path: Path, rows: Iterable[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)
