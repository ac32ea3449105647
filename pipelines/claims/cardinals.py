"""Cardinal numbers in digits and words: "2,000", "1.5 million", "two hundred and fifty", "half a dozen"."""

import re

from pipelines.claims import lexicon
from pipelines.claims.text import Word

_WORDS = {r["surface"]: int(r["value"]) for r in lexicon.rows("number_words") if r["value"].isdigit()}
_UNITS = {word: value for word, value in _WORDS.items() if value < 20 and word != "a"}
_TENS = {word: value for word, value in _WORDS.items() if 20 <= value < 100}
_OPENING = frozenset({"a", "an", "half", "another"})
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,6}|\d{1,12}")
_DECIMAL = re.compile(r"\d{1,6}\.\d{1,6}")


def cardinal(words: tuple[Word, ...], i: int) -> tuple[int | None, int]:
    """The cardinal number that begins at word `i` and the index after it; (None, i) if there is none."""
    lower = words[i].lower
    if lower in _OPENING:
        return _dozen(words, i)
    if _DIGITS.fullmatch(lower):
        value = int(re.sub(r"\D", "", lower))
        return _scaled(words, i + 1, value)
    if _DECIMAL.fullmatch(lower):
        scale = SCALES.get(words[i + 1].lower) if i + 1 < len(words) else None
        if scale is None:
            return None, i
        whole, part = lower.split(".")
        return int(whole + part) * scale // 10 ** len(part), i + 2
    return _spelled(words, i)


def may_open(lower: str) -> bool:
    """Whether a cardinal number may begin with the word."""
    return lower[:1].isdigit() or lower in _OPENING or _small(lower) is not None


def _dozen(words: tuple[Word, ...], i: int) -> tuple[int | None, int]:
    rest = [w.lower for w in words[i + 1 : i + 3]]
    if words[i].lower == "half" and rest[:2] == ["a", "dozen"]:
        return 6, i + 3
    if words[i].lower in ("a", "another") and rest[:1] == ["dozen"]:
        return 12, i + 2
    if words[i].lower == "a" and rest[:1] and rest[0] in ("hundred", "thousand", "million"):
        return _spelled_from(words, i + 1, 1)
    return None, i


def _scaled(words: tuple[Word, ...], i: int, value: int) -> tuple[int, int]:
    scale = SCALES.get(words[i].lower) if i < len(words) else None
    return (value * scale, i + 1) if scale else (value, i)


def _spelled(words: tuple[Word, ...], i: int) -> tuple[int | None, int]:
    lower = words[i].lower
    if lower == "dozen":
        return None, i
    value = _small(lower)
    if value is None:
        return None, i
    if i + 1 < len(words) and words[i + 1].lower == "dozen":
        return value * 12, i + 2
    if value >= 20 and value % 10 == 0 and i + 1 < len(words) and words[i + 1].lower in _UNITS:
        return _spelled_from(words, i + 2, value + _UNITS[words[i + 1].lower])
    return _spelled_from(words, i + 1, value)


def _small(lower: str) -> int | None:
    if lower in _UNITS:
        return _UNITS[lower]
    if lower in _TENS:
        return _TENS[lower]
    tens, _, unit = lower.replace("‑", "-").partition("-")
    if tens in _TENS and 0 < _UNITS.get(unit, 0) < 10:
        return _TENS[tens] + _UNITS[unit]
    return None


def _spelled_from(words: tuple[Word, ...], i: int, value: int) -> tuple[int, int]:
    """Goes on with scales: "two hundred and fifty", "three thousand"."""
    total = 0
    while i < len(words) and words[i].lower in SCALES:
        scale = SCALES[words[i].lower]
        value, i = value * scale, i + 1
        j = i + (i < len(words) and words[i].lower == "and")
        small = _small(words[j].lower) if j < len(words) else None
        if small is None or scale < 100:
            break
        if j + 1 < len(words) and words[j + 1].lower in SCALES:
            total, value, i = total + value, small, j + 1
        else:
            value, i = value + small, j + 1
    return total + value, i
