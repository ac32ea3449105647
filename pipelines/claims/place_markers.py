"""Words that say "where": prepositions, "the village of", lists, and verbs whose object or subject is a place."""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.gazetteer import DISTRICT_WORDS, REGION_WORDS, Place
from pipelines.claims.mention import Mention
from pipelines.claims.text import Document, Word

_LOCATIVE = lexicon.words("places_locative")
_TELLING = lexicon.words("places_telling")
_SITE_WORDS = lexicon.words("places_site_words")
_SITES = lexicon.words("places_institutions") | DISTRICT_WORDS | {w.lower() for w in lexicon.words("places_buildings")}
_OFFICES = lexicon.words("places_offices")


def marker_at(words: tuple[Word, ...], i: int, before: list[Place]) -> str | None:  # noqa: PLR0911
    """What says that a place stands at word `i`: "strong" ("the village of"), "weak" ("in"), or nothing."""
    j = i - 1
    while j >= 0 and words[j].lower in (
        "the",
        "a",
        "an",
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
        "downtown",
        "nearby",
        "occupied",
        "north-eastern",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
    ):
        j -= 1
    if j > 0 and is_possessive(words, j) and words[j].is_capitalised:  # "in Ukraine's Vinnytsia region"
        j -= 1
    if j < 0:
        return None
    lower = words[j].lower
    if lower == "of" and j and words[j - 1].lower in _SITE_WORDS:
        return "strong"
    if lower in _SITE_WORDS and j == i - 1:
        return "strong"
    if lower in ("of", "on", "against", "for"):
        if j and words[j - 1].lower in directed():
            return "weak"
        return "known" if lower == "on" or (lower == "of" and j and words[j - 1].lower not in _OFFICES) else None
    if lower in _LOCATIVE:
        return "weak" if lower in _TELLING else "known"
    if lower in ("and", ",", "or") and before and _joins(words, j, before[-1]):
        return "weak"
    return "weak" if lower in _hitting() else None


def _joins(words: tuple[Word, ...], j: int, last: Place) -> bool:
    """Whether only a comma or "and" stands between the last place and this one: "Hirnyk, Orlivka and Katerynivka"."""
    k = j - 1
    while (k >= 0 and words[k].lower in (",", "and")) or (k >= 0 and words[k].lower in REGION_WORDS | DISTRICT_WORDS):
        k -= 1
    return k >= 0 and words[k].start < last.end <= words[k].end + 1 and last.is_located


@cache
def directed() -> frozenset[str]:
    """Nouns that take their place with "of": "shelling of Kherson", "north of Goma"."""
    nouns = {r["form"] for r in lexicon.rows("force_words") if r["part"] == "noun"}
    return frozenset(
        nouns - {"assassination", "assassinations"}
        | {
            "north",
            "south",
            "east",
            "west",
            "outskirts",
            "centre",
            "center",
            "capture",
            "streets",
            "parts",
            "suburbs",
            "part",
            "siege",
            "fall",
            "heart",
            "skies",
            "people",
            "residents",
            "district",
            "quarter",
            "suburb",
            "neighbourhood",
            "neighborhood",
            "town",
            "city",
            "region",
        }
    )


@cache
def _hitting() -> frozenset[str]:
    """Verbs that have the place as their object: "hit Kharkiv"."""
    return frozenset(r["form"] for r in lexicon.rows("force_words") if r["part"] == "verb")


def is_subject_place(words: tuple[Word, ...], last: int) -> bool:
    """ "Kharkiv was hit", "Donetsk: three killed", "Kyiv came under attack"."""
    following = [w.lower for w in words[last : last + 3]]
    if not following:
        return False
    if is_possessive(words, last - 1) and any(f in _SITES for f in following):
        return True
    if following[0] == ":" or following[0] in REGION_WORDS | DISTRICT_WORDS:
        return True
    return following[0] in ("was", "were", "came", "is", "has", "suffered", "and", "under") and any(
        f in ("hit", "attacked", "struck", "under", "been", "shelled", "bombed", "targeted") or f in _hitting()
        for f in following
    )


def is_possessive(words: tuple[Word, ...], i: int) -> bool:
    return words[i].text.replace("’", "'").endswith("'s")


_SIDE = r"(?:north|south|east|west|centr|coast|border|restive|far)[\w-]*"
_IN = re.compile(rf"\b(?:in|across|inside|throughout|{_SIDE}(?: of)?) (?:the )?$")
_HEADING = re.compile(r":| ?[–—] ")
_OWNING = re.compile(rf"[’']s? (?:{_SIDE} )*[A-Z](?!\w+ (?:Minist|Depart))")


def scene_states(document: Document, states: Sequence[Mention]) -> list[str]:
    """The states the post says it tells of: "in northern Togo", "Ethiopia's Amhara region", "Mali: …"."""
    named = [m for m in states if m.kind == "country" and _is_scene(document, m)]
    return list(dict.fromkeys(m.country_code for m in named if m.country_code))


def _is_scene(document: Document, state: Mention) -> bool:
    if _OWNING.match(document.text, state.end):
        return True
    if state.start == 0:
        return bool(_HEADING.match(document.text, state.end))
    return bool(_IN.search(document.text, max(state.start - 20, 0), state.start))
