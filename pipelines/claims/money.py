"""Sums of money in a text: value, currency, how exact it is, and the conversion the text gives."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.claims import lexicon

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,5}(?:\.\d{1,4})?(?!\d)|\d{1,13}(?:[.,]\d{1,4})?(?!\d)"
_SPELT = {r["surface"]: Decimal(r["value"]) for r in lexicon.rows("number_words")}
_NEEDS_SCALE = lexicon.words("money_needs_scale")
_AFTER_ELLIPSIS = re.compile(
    r"\s{0,2}(?:$|[.,;:)\"”]|(?:in|for|from|to|on|and|or|at|of|last|this|next|more|over|through|by|was|is|has|had|are|were|into|"
    r"loans?|grants?|investments?|guarantees?|paid|announced|pledged|promised|meant|earmarked|will|would|which|that|earlier|already|annually|a\s+year|per|out|under|as|went|goes|worth|so)\b)"
)
_OPEN_BRACKET = re.compile(
    r"\s?[(\[]\s?(?:(?:about|around|roughly|some|or|nearly|approximately|approx\.?|~|≈|equal to"
    r"|equivalent to|just over|just under|more than|over|almost)\s?){0,2}"
)
_OR = re.compile(
    r"(?:,?\s(?:or|i\.e\.)|\s[—–-]\s?(?=about|around|roughly|some|nearly|or))\s?"
    r"(?:(?:or|about|around|roughly|some|nearly|approximately|almost)\s){0,2}"
)
_TO = re.compile(r"\s?(?:-|–|—|to|and|or)\s?")
_BEFORE = 40
_REACH = 400
_CHANGE = re.compile(r"\b(?:rais|ris|increas|grow|grew|climb|cut|lift|boost|up|down|rose|by|fell|trimmed)\w{0,4}\b")


@dataclass(frozen=True, slots=True)
class Money:
    """One sum; `text[start:end]` is the sum with its conversion, without its qualifier; a range is its lower bound."""

    start: int
    end: int
    text: str
    amount: Decimal
    currency: str
    qualifier: str
    qualifier_start: int
    converted: Decimal | None = None
    converted_currency: str | None = None
    is_elliptic: bool = False


@dataclass(frozen=True, slots=True)
class _Sum:
    start: int
    end: int
    number: Decimal
    factor: int | None
    currency: str | None

    @property
    def amount(self) -> Decimal:
        return self.number * (self.factor or 1)


def sums(text: str, named: tuple[tuple[int, str], ...] = ()) -> list[Money]:
    """Every sum in order; of the countries `named` (offset and code) the nearest says whose "crowns" they are."""
    found: list[Money] = []
    position = 0
    while match := _pattern().search(text, position):
        country_codes = _nearest_first(text, named, match.start())
        first = _read(match, country_codes)
        position = match.end()
        if first is None:
            continue
        money = _complete(text, first, found[-1] if found else None, country_codes)
        if money:
            found.append(money)
            position = money.end
    return found


def _nearest_first(text: str, named: tuple[tuple[int, str], ...], offset: int) -> tuple[str, ...]:
    """Countries of the sum's own line before it, the nearest first, then all in order."""
    line = text.rfind("\n", 0, offset)
    before = [code for start, code in named if line < start < offset]
    return tuple(dict.fromkeys([*reversed(before), *(code for _, code in named)]))


def _complete(text: str, first: _Sum, before: Money | None, codes: tuple[str, ...]) -> Money | None:
    """The sum with its range, qualifier and conversion; None for a bare number or an exchange rate."""
    previous, before_end = (before.currency, before.end) if before else (None, 0)
    is_short = len(text[first.start : first.end].lstrip("0123456789.,")) < 3
    upper = _upper(text, first, codes)
    last = upper or first
    currency = first.currency or (upper.currency if upper else None)
    is_elliptic = currency is None
    if is_elliptic and not (
        previous and (first.factor or (upper and upper.factor)) and _AFTER_ELLIPSIS.match(text, last.end)
    ):
        return None
    if is_elliptic and (first.start - before_end > _REACH or (is_short and first.start - before_end > _BEFORE)):
        return None
    if (
        text[last.end : last.end + 3].strip().startswith("=")
        or text[max(first.start - 3, 0) : first.start].strip() == "="
    ):
        return None
    amount = first.number * (first.factor or (upper.factor if upper else None) or 1)
    stated, start = _qualifier(text, first.start)
    converted = _conversion(text, last.end, currency or previous, codes)
    end = converted[1] if converted else last.end
    other = converted[0] if converted else None
    return Money(
        first.start,
        end,
        text[start:end],
        amount,
        currency or previous or "",
        "at_least" if upper else _trailing(text, end) or stated,
        start,
        other.amount if other else None,
        other.currency if other else None,
        is_elliptic,
    )


def _upper(text: str, first: _Sum, codes: tuple[str, ...]) -> _Sum | None:
    """The upper bound of "$10-15 billion", "between $5bn and $7bn", "from 20 to 30 billion euros"."""
    joint = _TO.match(text, first.end)
    match = _pattern().match(text, joint.end()) if joint else None
    upper = _read(match, codes) if match else None
    if joint is None or upper is None:
        return None
    word = joint[0].strip()
    lead = text[max(first.start - 12, 0) : first.start].lower()
    if word == "to" and _CHANGE.search(text[max(first.start - _BEFORE, 0) : first.start].lower()):
        return None
    if word == "and" and "between" not in lead:
        return None
    if word == "or" or (word == "to" and first.currency and not upper.currency and not upper.factor):
        return None
    is_bare = first.currency is None and first.factor is None
    if is_bare and (first.number >= 1000 or not (upper.factor and upper.currency)):
        return None
    is_larger = upper.amount > first.number * (first.factor or upper.factor or 1)
    same = upper.currency == first.currency or first.currency is None or upper.currency is None
    return upper if is_larger and same else None


def _qualifier(text: str, start: int) -> tuple[str, int]:
    """The qualifier that stands right before the sum and where its phrase begins."""
    before = text[max(start - _BEFORE, 0) : start].lower()
    before = re.sub(r"\b(?:an?|the|another|additional|further|extra|total|of|worth|or|new)\s$", "", before)
    match = _qualifier_pattern().search(before)
    if match is None or len(before) - match.end() > 0:
        return "exact", start
    return lexicon.mapping("sum_qualifiers", "phrase", "qualifier")[match[1]], start - _gap(text, start, match)


def _trailing(text: str, end: int) -> str | None:
    """ "€28bn or so"."""
    return "approx" if re.match(r"\s(?:or so|or thereabouts|give or take)\b", text[end : end + 20]) else None


def _gap(text: str, start: int, match: re.Match[str]) -> int:
    window = text[max(start - _BEFORE, 0) : start].lower()
    return len(window) - match.start(1)


def _conversion(text: str, end: int, currency: str | None, codes: tuple[str, ...]) -> tuple[_Sum, int] | None:
    """The sum in another currency that follows in brackets, or after ", or about"."""
    for opening, closing in ((_OPEN_BRACKET, re.compile(r"[^()\n]{0,40}[)\]]")), (_OR, None)):
        opened = opening.match(text, end)
        match = _pattern().match(text, opened.end()) if opened else None
        other = _read(match, codes) if match else None
        if other is None or other.currency is None or other.currency == currency:
            continue
        closed = closing.match(text, other.end) if closing else None
        if closing is None or closed:
            return other, closed.end() if closed else other.end
    return None


def _read(match: re.Match[str], codes: tuple[str, ...]) -> _Sum | None:
    scale = match["scale1"] or match["scale2"]
    factor = _scales()[scale.lower()] if scale else None
    number = _number(match["number1"] or match["number2"])
    if match["symbol"]:
        return _Sum(match.start(), match.end(), number, factor, _symbols()[match["symbol"]])
    word = match["word"]
    if word is None:
        return _Sum(match.start(), match.end(), number, factor, None)
    if factor is None and word.lower() in _NEEDS_SCALE:
        return None
    return _Sum(match.start(), match.end(), number, factor, _currency(word, codes))


def _number(text: str) -> Decimal:
    spelt = _SPELT.get(" ".join(text.lower().split()))
    if spelt is not None:
        return spelt
    if re.fullmatch(r"\d{1,13},\d{1,2}|\d{4,13},\d{3,4}", text):
        return Decimal(text.replace(",", "."))
    return Decimal(re.sub(r"[,\u00a0\u202f]", "", text))


def _currency(word: str, codes: tuple[str, ...]) -> str:
    word = re.sub(r"[\s\-]", " ", word.lower())
    shared = _shared().get(word, {})
    return next((shared[c] for c in codes if c in shared), None) or _words().get(word) or next(iter(shared.values()))


@cache
def _pattern() -> re.Pattern[str]:
    symbols, words = _either(_symbols()), _either({**_words(), **_shared()})
    scale = r"(?i:" + _either(_scales()) + r")(?![A-Za-z])"
    gap = r"[\s\u00a0\-‑]{0,2}"
    spelt = r"\b(?i:" + _either(_SPELT) + r")(?=[\s-](?i:" + _either({k: 0 for k in _scales() if len(k) > 3}) + r"))"
    return re.compile(
        rf"(?<![\w.,$€£])(?:(?P<symbol>{symbols})[\s\u00a0]?(?P<number1>{_DIGITS})(?:{gap}(?P<scale1>{scale}))?"
        rf"|(?P<number2>{_DIGITS}|{spelt})(?:{gap}(?P<scale2>{scale}))?(?:{gap}(?P<word>(?i:{words}))(?![A-Za-z]))?)"
    )


@cache
def _qualifier_pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(" + _either(lexicon.mapping("sum_qualifiers", "phrase", "qualifier")) + r")\s{0,2}$")


def _either(table: Iterable[str]) -> str:
    return "|".join(re.escape(key).replace(r"\ ", r"[\s\-]") for key in sorted(table, key=len, reverse=True))


@cache
def _symbols() -> dict[str, str]:
    return {r["surface"]: r["currency"] for r in lexicon.rows("currencies") if r["surface_kind"] in ("symbol", "code")}


@cache
def _words() -> dict[str, str]:
    kinds = ("word", "shared_default")
    named = {r["surface"].lower(): r["currency"] for r in lexicon.rows("currencies") if r["surface_kind"] in kinds}
    codes = {r["surface"].lower(): r["currency"] for r in lexicon.rows("currencies") if r["surface_kind"] == "code"}
    return {k: v for k, v in codes.items() if k not in ("all", "try", "top", "cup", "mad")} | named


@cache
def _shared() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for row in lexicon.rows("currencies"):
        if row["surface_kind"] == "shared":
            table.setdefault(row["surface"].lower(), {}).setdefault(row["country_code"], row["currency"])
    return table


@cache
def _scales() -> dict[str, int]:
    return {r["surface"]: int(r["factor"]) for r in lexicon.rows("scales")}
