"""The year or span a sum is for, near the sum and told by its preposition."""

import re

from pipelines.claims.actors import Scene
from pipelines.claims.spending_context import Context

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER = r"(?:a|one|two|three|four|five|six|seven|eight|ten|\d{1,2})"
_SPAN = re.compile(
    r"\b((?:over|during|across|within|for) (?:the )?(?:next |coming |past |last |first )?(?:\w{1,9} years|"
    rf"decade|coming decade|\w{{1,9}} months)|{_NUMBER}-year|until (?:19|20)\d\d)\b"
)
_SINCE = re.compile(
    r"\b([Ss]ince (?:(?:the )?(?:start|beginning|outbreak) of (?:the|Russia['’]s|Moscow['’]s) (?:[\w-]+ ){0,2}?(?:invasion|war)|"
    rf"(?:the|Russia['’]s) (?:[\w-]+ ){{0,2}}?(?:invasion|war)|last \w+|(?:{_MONTHS}) (?:19|20)\d\d|(?:19|20)\d\d))\b"
)
_YEARS = re.compile(
    r"\b(?:(?P<kept>[Bb]y|until|through)|[Ii]n|[Ff]or|[Dd]uring|fiscal(?: year)?|[Bb]etween|[Ff]rom|(?:whole|end) of) "
    r"(?:the end of )?(?P<first>(?:19|20)\d\d)(?:\s?(?P<joint>-|–|/|to|and|through|until)\s?(?P<last>(?:19|20)?\d\d))?\b"
)
_BUDGET_YEAR = re.compile(
    r"\b((?:19|20)\d\d)(?:[-–](?:19|20)?\d\d)? (?:\w+ )?(?:budget|defence|defense|military|spending|draft)"
)
_RELATIVE = re.compile(
    r"(?<!the )\b(this|last|next|the coming|the current) (?:fiscal |financial )?(year|month)(?:['’]s)?\b", re.IGNORECASE
)
_MONTH = re.compile(rf"\b[Ii]n ((?:{_MONTHS})(?: (?:19|20)\d\d)?)\b")
_CUT = re.compile(r"[;:—]")
_FAR = 150


def period(scene: Scene, found: Context) -> str | None:
    """The period as the codebook writes it; "this year" and "last year" resolved by the post's date."""
    if found.is_frozen:
        return None
    text = scene.document.text
    words = found.sentence.words
    others = [words[p.index].start for p in found.predicates if p.is_reduced and words[p.index].start >= found.one.end]
    after = text[found.one.end : min([found.clause_end, found.one.end + _FAR, *others])]
    before = text[max(found.clause_start, found.one.start - _FAR) : found.one.start]
    return _in(scene, found, _CUT.split(after)[0]) or _in(scene, found, _CUT.split(before)[-1])


def _in(scene: Scene, found: Context, piece: str) -> str | None:
    if since := _SINCE.search(piece):
        return since[1]
    if budget := _BUDGET_YEAR.search(piece):
        return budget[1]
    if span := _SPAN.search(piece):
        return span[1]
    if relative := _RELATIVE.search(piece):
        return _resolved(scene, relative)
    month = _MONTH.search(piece)
    if month and _is_done(found):
        return month[1]
    years = _YEARS.search(piece)
    return _spelt(years, found) if years else None


def _is_done(found: Context) -> bool:
    """A month dates a payment; beside a promise or a vote it only says when that was made."""
    inner = found.frame.inner
    return inner is not None and inner.verb_class in ("give", "spend", "receive") and inner.tense == "past"


def _resolved(scene: Scene, relative: re.Match[str]) -> str | None:
    """ "this year" and "last year" as a number, the others as written."""
    published = scene.document.published_on
    if relative[2].lower() == "month":
        return relative[0] if relative[1].lower() == "next" else None
    shift = {"this": 0, "the current": 0, "last": -1}.get(relative[1].lower())
    return str(published.year + shift) if published and shift is not None else relative[0].removesuffix("'s")


def _spelt(years: re.Match[str], found: Context) -> str:
    first, last = years["first"], years["last"]
    if last and years["joint"] == "and" and "between" not in years[0].lower():
        return f"{first} and {last}"
    if last:
        return f"{first}-{last}"
    is_level = any(p.verb_class in ("level", "expect") for p in found.frame.chain)
    return f"{years['kept'].lower()} {first}" if years["kept"] and not is_level else first
