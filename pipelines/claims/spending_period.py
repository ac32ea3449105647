"""The year or span a sum is for, near the sum and told by its preposition."""

import re

from pipelines.claims.actors import Scene
from pipelines.claims.spending_context import Context

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SPAN = re.compile(
    r"\b((?:over|during|across|within|for|in) (?:the )?(?:next |coming |past |last |first )?(?:\w{1,9} years|"
    r"decade|coming decade|\w{1,9} months)|(?:two|three|four|five|six|seven|eight|ten|\d{1,2})-year)\b"
)
_YEARS = re.compile(
    r"\b(?:(?P<kept>by|since|until|through)|in|for|during|fiscal(?: year)?|between|from) "
    r"(?:the end of )?(?P<first>(?:19|20)\d\d)(?:\s?(?:-|–|/|to|and|through|until)\s?(?P<last>(?:19|20)?\d\d))?\b"
)
_BUDGET_YEAR = re.compile(
    r"\b((?:19|20)\d\d)(?:[-–](?:19|20)?\d\d)? (?:\w+ )?(?:budget|defence|defense|military|spending|draft)"
)
_RELATIVE = re.compile(r"\b(this|last|next|the coming) (?:fiscal |financial )?year\b(?!['’])", re.IGNORECASE)
_MONTH = re.compile(rf"\b[Ii]n ((?:{_MONTHS})(?: (?:19|20)\d\d)?)\b")
_AFTER, _BEFORE = 90, 110


def period(scene: Scene, found: Context) -> str | None:
    """The period as the codebook writes it; "this year" and "last year" resolved by the post's date."""
    if found.purpose_kind == "frozen":
        return None
    text = scene.document.text
    after = text[found.one.end : min(found.clause_end, found.one.end + _AFTER)]
    before = text[max(found.clause_start, found.one.start - _BEFORE) : found.one.start]
    return _in(scene, re.split(r"[;:—]", after)[0]) or _in(scene, re.split(r"[;:—]", before)[-1])


def _in(scene: Scene, piece: str) -> str | None:
    budget = _BUDGET_YEAR.search(piece)
    span = _SPAN.search(piece)
    relative = _RELATIVE.search(piece)
    years = _YEARS.search(piece)
    month = _MONTH.search(piece)
    if budget:
        return budget[1]
    if span:
        return span[1]
    if relative:
        return _resolved(scene, relative)
    if month:
        return month[1]
    if years:
        return _spelt(years)
    return None


def _resolved(scene: Scene, relative: re.Match[str]) -> str:
    published = scene.document.published_on
    shift = {"this": 0, "last": -1}.get(relative[1].lower())
    return str(published.year + shift) if published and shift is not None else relative[0]


def _spelt(years: re.Match[str]) -> str:
    if years["last"]:
        return f"{years['first']}-{years['last']}"
    return f"{years['kept']} {years['first']}" if years["kept"] else years["first"]
