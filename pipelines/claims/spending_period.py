"""The year or span a sum is for, near the sum and told by its preposition."""

import re
from collections.abc import Iterator, Sequence

from pipelines.claims.actors import Scene
from pipelines.claims.spending_context import Context
from pipelines.claims.spending_verbs import Predicate
from pipelines.claims.text import Word

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|ten|\d{1,2})"
_SPAN = re.compile(
    r"\b(?:for (?:the )?|in the (?=next|coming|past|last|first))?((?:(?:over|during|across|within) (?:the )?|"
    r"(?<=for )|(?<=for the )|(?<=in the ))(?:next |coming |past |last |first )?(?:(?!the )\w{1,9} (?:years|months)|"
    rf"(?:coming )?decade)|{_NUMBER}-year|until (?:19|20)\d\d|between now and (?:19|20)\d\d)\b"
)
_FISCAL = re.compile(
    r"\b(the (?:fiscal |financial )?year (?:that (?:begins|starts|ends) |(?:start|beginn|end)ing |to |through |from )"
    rf"(?:in |on |next |this )?(?:{_MONTHS})(?: \d{{1,4}})?)\b"
)
_SINCE = re.compile(
    r"\b([Ss]ince (?:(?:the )?(?:start|beginning|outbreak) of "
    r"(?:the|Russia['’]s|Moscow['’]s) (?:[\w-]+ ){0,2}?(?:invasion|war)|"
    rf"(?:the|Russia['’]s) (?:[\w-]+ ){{0,2}}?(?:invasion|war)(?: began| started| broke out)?|"
    rf"last \w+|(?:{_MONTHS}) (?:19|20)\d\d|(?:19|20)\d\d))\b"
)
_YEARS = re.compile(
    r"\b(?:(?P<kept>[Bb]y|until|through)|[Ii]n|[Ff]or|[Dd]uring|fiscal(?: year)?|[Bb]etween|[Ff]rom|(?:whole|end) of) "
    r"(?:the end of |the (?:fiscal |financial |calendar )?years? |both |each of )?(?P<first>(?:19|20)\d\d)"
    r"(?:\s?(?P<joint>-|–|/|to|and|through|until)\s?(?P<last>(?:19|20)?\d\d))?\b"
)
_BUDGET_YEAR = re.compile(
    r"\b((?:19|20)\d\d)(?:[-–](?:19|20)?\d\d)? (?:\w+ )?"
    r"(?:budget|defence|defense|military|spending|draft|fiscal year|financial year)"
)
_HALF = re.compile(
    r"\b((?:first|second) half of (?:19|20)\d\d|(?:first|second|third|fourth) quarter of (?:19|20)\d\d)\b"
)
_RELATIVE = re.compile(
    r"(?<!the )(?<!than )\b(this|last|next|the coming|the current) (?:fiscal |financial )?(year|month)(?:['’]s)?\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b[Ii]n ((?:{_MONTHS})(?: (?:19|20)\d\d)?)\b")
_SUPERLATIVE = re.compile(r"\b(?:first|most|highest|largest|biggest|lowest|steepest|only)(?: \w+){0,2} $")
_CUT = re.compile(r"[;:—]")
_CLAUSES = frozenset(
    {"which", "that", "who", "where", "when", "because", "although", "though", "it", "they", "he", "she"}
)
_PREPOSITIONS = frozenset({"for", "to", "of", "from", "with", "on", "by"})
_PATTERNS = (_SINCE, _BUDGET_YEAR, _FISCAL, _HALF, _SPAN, _RELATIVE, _MONTH, _YEARS)
_FAR = 150
_BESIDE = 16


def period(scene: Scene, found: Context) -> str | None:
    """The period as the codebook writes it; "this year" and "last year" resolved by the post's date."""
    if found.is_frozen:
        return None
    text, one = scene.document.text, found.one
    after = _CUT.split(text[_after_start(found) : _after_end(found)])[0]
    when = _in(scene, found, after, is_last=False)
    is_new = found.clause_start == found.sentence.start or ";" in text[found.clause_start : one.start]
    reach = _FAR if is_new else _BESIDE
    if when:
        return when
    before = _CUT.split(text[max(found.clause_start, one.start - reach) : one.start])[-1]
    return _in(scene, found, before, is_last=True)


def phrases(text: str) -> Iterator[tuple[int, int, str]]:
    """Every period a text names (start, end, as written), whatever it is told of."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.re is _YEARS:
                if match["kept"]:
                    yield match.start(), match.end(), f"{match['kept'].lower()} {match['first']}"
            else:
                written = match[1] if match.re is not _RELATIVE else match[0].lower()
                yield match.start(), match.end(), written.removesuffix("'s").removesuffix("’s")


def _after_start(found: Context) -> int:
    """The end of the sum, or of its verb where that comes later ("$1bn of the aid promised in June will go")."""
    if found.frame.inner is None:
        return found.one.end
    return max(found.one.end, found.sentence.words[: found.frame.inner.last][-1].end)


def _cuts(verb: Predicate) -> bool:
    """What follows another verb is told of that; "to be spent by 2030" is not another one."""
    return verb.tense not in ("participle", "infinitive") and verb.verb_class != "weak"


def _after_end(found: Context) -> int:
    """Where the words that belong to the sum end: at the next sum, the next verb or the next clause."""
    words = found.sentence.words
    own = {p.index for p in found.frame.chain}
    verbs = [words[p.first].start for p in found.predicates if p.index not in own and _cuts(p)]
    clauses = [w.start for k, w in enumerate(words) if w.lower in _CLAUSES and not _is_object(words, k)]
    later = [start for start in [*verbs, *clauses] if start >= _after_start(found)]
    return max(min([found.clause_end, found.one.end + _FAR, *later]), _after_start(found))


def _is_object(words: Sequence[Word], index: int) -> bool:
    """ "75 billion for it over five years": a pronoun after a preposition opens no clause, nor "the year that"."""
    is_object = index > 0 and words[index - 1].lower in _PREPOSITIONS
    return is_object or (words[index].lower == "that" and index > 0 and words[index - 1].lower == "year")


def _in(scene: Scene, found: Context, piece: str, *, is_last: bool) -> str | None:
    """The period a piece of text names nearest to the sum."""
    matches = [m for pattern in _PATTERNS for m in pattern.finditer(piece)]
    told = [(m.start(), when) for m in matches if (when := _read(scene, found, m))]
    if not told:
        return None
    return (max(told) if is_last else min(told, key=lambda t: t[0]))[1]


def _read(scene: Scene, found: Context, match: re.Match[str]) -> str | None:
    if match.re is _SINCE and _SUPERLATIVE.search(match.string[: match.start()]):
        return None
    if match.re is _RELATIVE:
        return _resolved(scene, match)
    if match.re is _YEARS:
        return _spelt(match, found)
    return match[1] if match.re is not _MONTH or _is_done(found) else None


def _is_done(found: Context) -> bool:
    """A month dates a payment; beside a promise or a vote it only says when that was made."""
    inner = found.frame.inner
    return inner is not None and inner.verb_class in ("give", "spend", "receive") and inner.tense == "past"


def _resolved(scene: Scene, relative: re.Match[str]) -> str | None:
    """ "this year", "last year" and "next year's" (budget) as a number, the others as written."""
    published = scene.document.published_on
    if relative[2].lower() == "month":
        return relative[0] if relative[1].lower() == "next" else None
    is_budgets = relative[1].lower() == "next" and relative[0].endswith("s")
    shift = 1 if is_budgets else {"this": 0, "the current": 0, "last": -1}.get(relative[1].lower())
    return (
        str(published.year + shift)
        if published and shift is not None
        else relative[0].lower().removesuffix("'s").removesuffix("’s")
    )


def _spelt(years: re.Match[str], found: Context) -> str:
    first, last = years["first"], years["last"]
    if last and years["joint"] == "and" and "between" not in years[0].lower():
        return f"{first} and {last}"
    if last:
        return f"{first}-{first[:2]}{last}" if len(last) == 2 else f"{first}-{last}"
    is_level = any(p.verb_class in ("level", "expect") for p in found.frame.chain)
    return f"{years['kept'].lower()} {first}" if years["kept"] and not is_level else first
