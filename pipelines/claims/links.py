"""Links inside one wording of a post: what repeats a claim, what adds up to it, and what the text says it corrects."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from pipelines.claims import text
from pipelines.claims.claim import Casualty, Claim, PostText
from pipelines.claims.slots import Wording, agree, likeness, wording
from pipelines.claims.text import Sentence

MOST_PARTS = 10
SHORT_WORD = 4
_CORRECTION = re.compile(
    r"\b(?:(?:an?|the|this post's|our) )?(?:earlier|previous|initial|original) "
    r"(?:version|report|post|update|headline|story|article)s?\b[^.;]{0,60}?"
    r"\b(?:said|stated|gave|put|reported|misstated|incorrectly|wrongly|mistakenly)\b"
    r"|\bcorrection\s*:"
    r"|\b(?:has|have|had|was|were|been|is|being) (?:since )?corrected\b"
    r"|\bcorrect(?:ed|s|ing) (?:to|from|(?:its|the|their|his|an?) [^.;]{0,40}?(?:toll|number|figure|count|report)s?)\b"
    r"|\brevis(?:ed|es|ing)\b[^.;]{0,40}?\b(?:from|to)\b",
    re.IGNORECASE,
)
Extract = Callable[[PostText], list[Claim]]


@dataclass(frozen=True)
class Link:
    """A claim, how it is linked, to which other claim (if it is one), why, and the words that show it."""

    claim_id: str
    link: str
    linked_claim_id: str | None
    reason: str
    evidence: str
    evidence_start: int

    def fields(self) -> dict[str, Any]:
        """All values by their column names."""
        return vars(self) | {"evidence_end": self.evidence_start + len(self.evidence)}


@dataclass(frozen=True)
class _Named:
    """A finished claim with its id."""

    claim_id: str
    claim: Claim

    @property
    def wording(self) -> Wording:
        return _wording(self.claim, self.claim_id)


def find(post: PostText, claims: Sequence[Claim], ids: Sequence[str], extract: Extract) -> list[Link]:
    """The links of a post's finished claims; `extract` reads a part of the post as if it stood alone."""
    named = [_Named(claim_id, claim) for claim_id, claim in zip(ids, claims, strict=True)]
    found = [*_restated(post, named, extract), *_components(named), *_corrections(post, named)]
    unique = {(each.claim_id, each.link, each.evidence_start): each for each in reversed(found)}
    return [unique[key] for key in sorted(unique)]


def _restated(post: PostText, named: Sequence[_Named], extract: Extract) -> Iterator[Link]:
    """Title and body read each by itself: what one says and the finished claims only have from the other."""
    title_end = len(post.title)
    in_title = [each for each in named if each.claim.evidence_start < title_end]
    in_body = [each for each in named if each.claim.evidence_start >= title_end]
    if in_body and title_end:
        alone = extract(replace(post, body=""))
        yield from _repeating(alone, in_title, in_body, "the title says the same")
    if in_title and post.body:
        alone = [_shifted(claim, title_end) for claim in extract(replace(post, title=""))]
        yield from _repeating(alone, in_body, in_title, "the body says the same")


def _repeating(
    alone: Sequence[Claim], beside: Sequence[_Named], others: Sequence[_Named], reason: str
) -> Iterator[Link]:
    for claim in alone:
        said = _wording(claim)
        if any(each.claim.evidence_start == claim.evidence_start and agree(each.wording, said) for each in beside):
            continue  # a claim of its own
        same = [each for each in others if _says_the_same(each, claim)]
        if same:
            best = max(same, key=lambda each: (likeness(each.wording, said), each.claim_id))
            yield Link(best.claim_id, "restates", None, reason, claim.evidence, claim.evidence_start)


def _says_the_same(finished: _Named, claim: Claim) -> bool:
    a, b = finished.wording, _wording(claim)
    figures = zip(a.figures, b.figures, strict=True)
    return (
        finished.claim.modality == claim.modality
        and agree(a, b)
        and all(x == y for x, y in figures if x is not None and y is not None)
    )


def _components(named: Sequence[_Named]) -> Iterator[Link]:
    """Casualty figures that add up to another of the same harm: 1 + 1 + 2 + 1 = "at least five"."""
    figures = [(each.claim_id, each.claim) for each in named if isinstance(each.claim, Casualty)]
    taken: set[str] = set()
    for whole_id, whole in sorted(figures, key=lambda figure: (not figure[1].is_total, -(figure[1].count or 0))):
        candidates = [
            (part_id, part)
            for part_id, part in figures
            if part_id not in taken | {whole_id} and _may_be_part(part, whole)
        ][:MOST_PARTS]
        parts = _adding_up(candidates, whole)
        taken |= {part_id for part_id, _ in parts}
        sum_ = " + ".join(str(part.count) for _, part in parts)
        is_whole = sum(part.count or 0 for _, part in parts) == whole.count
        reason = f"{sum_} {'=' if is_whole else 'of'} {whole.count} {whole.harm}"
        for part_id, _ in parts:
            yield Link(part_id, "component_of", whole_id, reason, whole.evidence, whole.evidence_start)


def _may_be_part(part: Casualty, whole: Casualty) -> bool:
    is_smaller = bool(part.count and whole.count and part.count < whole.count)
    is_near = whole.is_total or part.evidence_start == whole.evidence_start
    return is_smaller and is_near and part.harm == whole.harm and not part.is_total and part.modality == whole.modality


def _adding_up(candidates: list[tuple[str, Casualty]], whole: Casualty) -> list[tuple[str, Casualty]]:
    """The most parts that add up to the whole exactly; of a marked total also all that stay a little below it."""
    for size in range(len(candidates), 1, -1):
        for parts in combinations(candidates, size):
            if sum(part.count or 0 for _, part in parts) == whole.count:
                return list(parts)
    is_enough = whole.is_total and len(candidates) >= 2
    return candidates if is_enough and sum(p.count or 0 for _, p in candidates) < (whole.count or 0) else []


def _corrections(post: PostText, named: Sequence[_Named]) -> Iterator[Link]:
    for sentence in text.read(post).told:
        cue = _CORRECTION.search(sentence.text)
        if cue:
            for each in _corrected(sentence, cue.start(), named):
                reason = f"the text says: “{cue[0]}”"
                yield Link(each.claim_id, "corrects", None, reason, sentence.text, sentence.start)


def _corrected(sentence: Sentence, cue: int, named: Sequence[_Named]) -> Sequence[_Named]:
    """The claim told nearest in the sentence; else those it shares most words with; else the only one of the post."""
    told = [c for c in named if c.claim.evidence_start < sentence.end and sentence.start < c.claim.evidence_end]
    if told or len(named) == 1:
        nearest = sorted(told, key=lambda each: (_distance(sentence.text, cue, each.claim), each.claim_id))
        return nearest[:1] or named
    words = {word.lower for word in sentence.words if len(word.text) > SHORT_WORD}
    shared = [len(words & each.wording.words) for each in named]
    return [each for each, count in zip(named, shared, strict=True) if count and count == max(shared)]


def _distance(sentence: str, cue: int, claim: Claim) -> int:
    """Characters between the claim's number, as written, and the cue; claims without one are farthest."""
    number = str(getattr(claim, "count_text", None) or getattr(claim, "amount_text", None) or "")
    places = [match.start() for match in re.finditer(re.escape(number), sentence)] if number else []
    return min((abs(place - cue) for place in places), default=len(sentence))


def _shifted(claim: Claim, by: int) -> Claim:
    return replace(claim, evidence_start=claim.evidence_start + by, evidence_end=claim.evidence_end + by)


def _wording(claim: Claim, claim_id: str = "") -> Wording:
    return wording(claim.type, claim.fields() | {"claim_id": claim_id})
