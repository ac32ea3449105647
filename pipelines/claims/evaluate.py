"""Holds extracted claims against labelled posts: precision and recall per type, per support grade and per rule."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.claims.claim import PostText
from pipelines.claims.extract import extract
from pipelines.claims.scoring import ATTRIBUTES, TYPES, attribute_agrees, pair
from pipelines.core.errors import BadInput


@dataclass
class Tally:
    """Counts of one type, grade or rule; `agreeing` counts, over the hits, the attributes that agree."""

    gold: int = 0
    predicted: int = 0
    hits: int = 0
    rows: int = 0
    unsupported: int = 0
    agreeing: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return _ratio(self.hits, self.predicted)

    @property
    def recall(self) -> float:
        return _ratio(self.hits, self.gold)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.hits, self.gold + self.predicted)

    @property
    def row_f1(self) -> float:
        return _ratio(2 * self.rows, self.gold + self.predicted)


@dataclass
class Report:
    """The evaluation of a file of labelled posts."""

    posts: int = 0
    quiet_posts: int = 0
    false_alarm_posts: int = 0
    types: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in TYPES})
    grades: dict[tuple[str, str], Tally] = field(default_factory=dict)
    rules: dict[str, Tally] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON values: per type as the shared scorer prints it, then grades and rules."""
        return {
            **{kind: _type_values(kind, tally) for kind, tally in self.types.items()},
            "macro_f1": self._macro("f1"),
            "macro_row_f1": self._macro("row_f1"),
            "false_alarm_posts": f"{self.false_alarm_posts}/{self.quiet_posts}",
            "grades": {f"{kind}/{grade}": _found_values(t) for (kind, grade), t in sorted(self.grades.items())},
            "rules": {rule: _found_values(t) for rule, t in sorted(self.rules.items())},
        }

    def _macro(self, name: str) -> float | None:
        scored = [getattr(t, name) for t in self.types.values() if t.gold]
        return round(sum(scored) / len(scored), 3) if scored else None

    def lines(self) -> Iterator[str]:
        """The report as text: the shared scorer's table, then one line a grade and one a rule."""
        head = f"{'type':10} {'gold':>5} {'pred':>5} {'hits':>5} {'prec':>6} {'rec':>6} {'F1':>6} {'row F1':>7}"
        yield f"{head}  attributes over hits"
        for kind, t in self.types.items():
            attributes = " ".join(f"{a} {_ratio(t.agreeing[a], t.hits):.2f}" for a in ATTRIBUTES[kind])
            numbers = f"{t.precision:6.3f} {t.recall:6.3f} {t.f1:6.3f} {t.row_f1:7.3f}"
            yield f"{kind:10} {t.gold:5} {t.predicted:5} {t.hits:5} {numbers}  {attributes}"
        macro = f"macro F1 {self._macro('f1')}  macro row F1 {self._macro('row_f1')}"
        yield f"{macro}  quiet posts with false alarms {self.false_alarm_posts}/{self.quiet_posts}"
        yield from _found_lines("support", {f"{k} {g}": t for (k, g), t in self.grades.items()})
        yield from _found_lines("rule", self.rules)


def evaluate(path: Path) -> Report:
    """Extracts the posts of a labelled JSONL file (post_id, title, body, claims) and scores what is asserted."""
    return score(read_labelled(path))


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """The labelled posts of a JSONL file; says which line is wrong."""
    posts = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            post = json.loads(line)
            post["claims"], post["post_id"]
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(
                f"{path.name}, line {number} is no labelled post: {error}",
                "each line is a JSON object with post_id, title, body and claims",
            ) from None
        posts.append(post)
    return posts


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot read {path}: {error}", "name a UTF-8 JSONL file of labelled posts") from None


def score(posts: Iterable[Mapping[str, Any]]) -> Report:
    """Scores labelled posts given as JSON objects: types without claims of low support, grades and rules with them."""
    report, with_low = Report(), Report()
    for post in posts:
        text = post_text(post)
        found = [c.codebook() for c in extract(text) if c.modality == "asserted"]
        whole = f"{text.title}\n\n{text.body}"
        _add(report, whole, post["claims"], [c for c in found if c["support"] != "low"])
        _add(with_low, whole, post["claims"], found)
    report.grades, report.rules = with_low.grades, with_low.rules
    return report


def agreement(first: Iterable[Mapping[str, Any]], second: Iterable[Mapping[str, Any]]) -> Report:
    """Scores a second labelling of posts against the first, over the posts that both hold."""
    labels = {post["post_id"]: [{"support": "label", "rule": "label"} | c for c in post["claims"]] for post in second}
    report = Report()
    for post in first:
        if post["post_id"] in labels:
            text = post_text(post)
            _add(report, f"{text.title}\n\n{text.body}", post["claims"], labels[post["post_id"]])
    return report


def post_text(post: Mapping[str, Any]) -> PostText:
    """The text of a labelled post, with the day of `published_on` or `published_at`."""
    day = str(post.get("published_on") or post.get("published_at") or "")[:10]
    return PostText(post.get("title") or "", post.get("body") or "", date.fromisoformat(day) if day else None)


def _add(report: Report, text: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    report.posts += 1
    if not gold:
        report.quiet_posts += 1
        report.false_alarm_posts += bool(found)
    for kind in TYPES:
        _add_type(report, text, [c for c in gold if c["type"] == kind], [c for c in found if c["type"] == kind], kind)


def _add_type(report: Report, text: str, gold: list[dict[str, Any]], found: list[dict[str, Any]], kind: str) -> None:
    sound = [c for c in found if c["evidence"] and c["evidence"] in text]
    pairs = {j: i for i, j in pair(text, gold, sound, kind)}
    report.types[kind].gold += len(gold)
    report.types[kind].unsupported += len(found) - len(sound)
    report.types[kind].predicted += len(found) - len(sound)
    for j, claim in enumerate(sound):
        tallies = (
            report.types[kind],
            report.grades.setdefault((kind, claim["support"]), Tally()),
            report.rules.setdefault(claim["rule"], Tally()),
        )
        agreeing = {a for a in ATTRIBUTES[kind] if j in pairs and attribute_agrees(a, gold[pairs[j]], claim)}
        for tally in tallies:
            tally.predicted += 1
            tally.hits += j in pairs
            tally.rows += j in pairs and len(agreeing) == len(ATTRIBUTES[kind])
            tally.agreeing.update(agreeing)


def _type_values(kind: str, t: Tally) -> dict[str, Any]:
    numbers = {"gold": t.gold, "predicted": t.predicted, "hits": t.hits, "unsupported": t.unsupported}
    scores = {name: round(getattr(t, name), 3) for name in ("precision", "recall", "f1", "row_f1")}
    attributes = {a: round(_ratio(t.agreeing[a], t.hits), 3) for a in ATTRIBUTES[kind]}
    return numbers | scores | {"attributes": attributes}


def _found_values(t: Tally) -> dict[str, Any]:
    return {"predicted": t.predicted, "hits": t.hits, "rows": t.rows, "precision": round(t.precision, 3)}


def _found_lines(what: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    yield ""
    yield f"{what:32} {'pred':>5} {'hits':>5} {'rows':>5} {'prec':>6}"
    for name, t in sorted(tallies.items()):
        yield f"{name:32} {t.predicted:5} {t.hits:5} {t.rows:5} {t.precision:6.3f}"


def _ratio(a: int, b: int) -> float:
    return a / b if b else 0.0
