"""The gazetteer: names of places with their countries, and which country an ambiguous name means."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.text import Word
from pipelines.claims.titles import bare

REGION_WORDS = lexicon.words("places_region_words")
DISTRICT_WORDS = lexicon.words("places_district_words")
_LONGEST = 4
_SHORTEST_FOLDED = 6
_TIMES = 10
_KNOWN_TO_ALL = 500_000
_KNOWN_AT_WAR = 200_000
_SPELLINGS = ((r"[iyj]+", "i"), (r"ou|oo", "u"), (r"ee", "i"), (r"kh", "h"), (r"gh", "g"), (r"(.)\1+", r"\1"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place below a country. `level`: site (town, base), region or sea; `is_located`: a preposition says "where"."""

    start: int
    end: int
    name: str
    country: str | None
    level: str
    is_located: bool
    is_district: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    country: str
    population: int
    kind: str


def known_name(words: tuple[Word, ...], i: int) -> tuple[int, tuple[_Entry, ...]]:
    for size in range(min(_LONGEST, len(words) - i), 0, -1):
        key = " ".join(bare(w.text) for w in words[i : i + size]).lower()
        entries = _gazetteer().get(key)
        if entries and (size > 1 or words[i].text[0].isupper() or "-" in words[i].text):
            return i + size, entries
    return _spelled_otherwise(words, i)


def is_known(name: str) -> bool:
    """Whether a name is, as it is written, that of a place."""
    return name.lower() in _gazetteer()


def standing(name: str) -> str:
    """How well known a place of that name is: unknown, region, village, town, city or metropolis."""
    entries = _gazetteer().get(name.lower())
    if not entries:
        return "unknown"
    if entries[0].kind != "city":
        return entries[0].kind
    sizes = (("metropolis", _KNOWN_TO_ALL), ("city", 100_000), ("town", 10_000))
    return next((size for size, least in sizes if entries[0].population >= least), "village")


def _spelled_otherwise(words: tuple[Word, ...], i: int) -> tuple[int, tuple[_Entry, ...]]:
    """A name in another transcription ("Kryvyi Rih" for Kryvyy Rih); short names are too alike to be folded."""
    for size in range(min(_LONGEST, len(words) - i), 0, -1):
        if any(not w.text[:1].isupper() for w in words[i : i + size]):
            continue
        key = _folded(" ".join(bare(w.text) for w in words[i : i + size]))
        if len(key) >= _SHORTEST_FOLDED and key in _by_folded_name():
            return i + size, _by_folded_name()[key]
    return i, ()


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    """The name without what transcriptions differ in: accents, apostrophes, hyphens, i and y, doubled letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"['’‘`ʻʼ-]", "", plain)
    for pattern, replacement in _SPELLINGS:
        plain = re.sub(pattern, replacement, plain)
    return plain


@cache
def _by_folded_name() -> dict[str, tuple[_Entry, ...]]:
    table: dict[str, tuple[_Entry, ...]] = {}
    for name, entries in _gazetteer().items():
        table.setdefault(_folded(name), entries)
    return table


@cache
def _gazetteer() -> dict[str, tuple[_Entry, ...]]:
    table: dict[str, list[_Entry]] = {}
    words = lexicon.column("not_names", "word")
    for row in lexicon.rows("places"):
        if row["name"] in words:
            continue
        entry = _Entry(row["country_code"], int(row["population"] or 0), row["kind"])
        table.setdefault(row["name"].lower(), []).append(entry)
    for name in lexicon.words("gazetteer_seas"):
        table[name] = [_Entry("", 0, "sea")]
    return {name: tuple(sorted(es, key=lambda e: (e.kind == "city", -e.population))) for name, es in table.items()}


def choose(entries: tuple[_Entry, ...], home: list[str], *, has_scene: bool = False) -> str | None:
    """The country of an ambiguous name: one the post names, else curated over large over small.

    None for a small place of a country that the post does not name: it has a namesake nearer by. In a country at war
    that goes for towns only, and only where the post says which country it tells of (`has_scene`).
    """
    if not entries or entries[0].kind == "sea":
        return None
    top = entries[0]
    named = next((e.country for e in entries if e.country in home and not _is_dwarfed(e, top)), None)
    is_at_peace = top.country not in at_war()
    is_small = top.population < (_KNOWN_TO_ALL if is_at_peace else _KNOWN_AT_WAR)
    is_far = top.kind == "city" and is_small and (is_at_peace or has_scene)
    return named or (None if home and is_far else top.country)


def _is_dwarfed(entry: _Entry, top: _Entry) -> bool:
    """ "Donetsk" is no Russian town of 50,000 only because the post names Russians."""
    return entry.kind == "city" and entry.population * _TIMES < top.population


@cache
def at_war() -> frozenset[str]:
    """The states that are parties to a conflict or its scene."""
    return lexicon.column("conflicts", "attacker") | lexicon.column("conflicts", "target")
