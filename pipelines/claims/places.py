"""Where: names of places in a post, known to the gazetteer or told by their preposition, most specific first."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.gazetteer import DISTRICT_WORDS, REGION_WORDS, Place, at_war, choose, known_name
from pipelines.claims.mention import Mention
from pipelines.claims.place_markers import directed, is_possessive, is_subject_place, marker_at, scene_states
from pipelines.claims.text import Document, Sentence, Word
from pipelines.claims.titles import bare

__all__ = ["Place", "find"]

_PARTICLES = lexicon.words("places_particles")
_JOINERS = lexicon.words("places_joiners")
_TERRITORIES = frozenset({"Gaza", "Gaza Strip", "West Bank", "Crimea", "Kashmir", "Nagorno-Karabakh"})
MAX_UNKNOWN = 3


def find(document: Document, mentions: Sequence[Mention]) -> list[Place]:
    """The places named in a post, in order; countries are none, and a capital that acts for its state is none."""
    taken = [
        m
        for m in mentions
        if m.kind in ("person", "body", "group", "demonym", "people", "country") and m.text not in _TERRITORIES
    ]
    spans = sorted((m.start, m.end) for m in taken if not _is_town(document, m))
    metonyms = {m.start: m for m in mentions if m.kind == "metonym"}
    states = [m for m in mentions if m.kind in ("country", "demonym") and m.country_code]
    scene = scene_states(document, states)
    home = [m.country_code for m in mentions if m.country_code]
    places: list[Place] = []
    for sentence in document.sentences:
        here = spans[bisect_left(spans, (sentence.start, 0)) : bisect_left(spans, (sentence.end, 0))]
        places += _in_sentence(sentence, set(here), metonyms, scene, home)
    placed = [_in_state(document, p, states) for p in places]
    return _agree(placed, scene, home)


_WHERE = re.compile(r"\b(?:in|at|near|outside) $")


def _is_town(document: Document, mention: Mention) -> bool:
    """ "in Khan Younis, colleagues said": a known town behind "in" is no person, whatever title follows."""
    if mention.kind != "person" or not _WHERE.search(document.text, max(mention.start - 10, 0), mention.start):
        return False
    words = document.sentence_at(mention.start).words
    first = next((i for i, w in enumerate(words) if w.start == mention.start), None)
    return (
        first is not None
        and known_name(words, first)[0] > first
        and words[known_name(words, first)[0] - 1].end >= mention.end
    )


_IN_STATE = re.compile(r",?(?: in| of)?(?: the)?(?: (?:north|south|east|west|central)[\w-]*)?(?: of)? ")
_OF_STATE = re.compile(
    r"(?:[’']s?|(?: (?:border|port|coastal|capital))?"
    r" (?:town|city|village|port|region|province|district|island|state) of)"
    r"(?: the)?(?: (?:north|south|east|west|central)[\w-]*)? "
)


def _in_state(document: Document, place: Place, states: Sequence[Mention]) -> Place:
    """ "Mpondwe, western Uganda", "Ethiopia's Tigray", "the Lebanese town of Batroun": the state named beside it."""
    for m in states:
        is_behind = place.country is None and 0 < m.start - place.end < 30 and m.kind == "country"
        is_before = 0 < place.start - m.end < 40
        if (is_behind and _IN_STATE.fullmatch(document.text, place.end, m.start)) or (
            is_before and _OF_STATE.fullmatch(document.text, m.end, place.start)
        ):
            return _with_country(place, m.country_code)
    return place


def _in_sentence(
    sentence: Sentence, spans: set[tuple[int, int]], metonyms: dict[int, Mention], scene: list[str], home: list[str]
) -> list[Place]:
    words = sentence.words
    found: list[Place] = []
    i = 0
    while i < len(words):
        if not _opens_name(words[i]) or _is_taken(words[i], spans):
            i += 1
            continue
        place, i = _read(sentence, words, i, metonyms, scene, home, found, spans)
        if place:
            found.append(place)
    return found


def _opens_name(word: Word) -> bool:
    text = word.text
    return text[0].isupper() or (
        text[:3].lower() in ("al-", "el-", "as-", "an-", "ez-", "ad-", "ar-", "ed-", "ash")
        and "-" in text
        and text.split("-", 1)[1][:1].isupper()
    )


def _is_taken(word: Word, spans: set[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _read(  # noqa: PLR0911, PLR0912, PLR0917
    sentence: Sentence,
    words: tuple[Word, ...],
    i: int,
    metonyms: dict[int, Mention],
    scene: list[str],
    home: list[str],
    before: list[Place],
    spans: set[tuple[int, int]],
) -> tuple[Place | None, int]:
    last, entries = known_name(words, i)
    marker = marker_at(words, i, before)
    metonym = metonyms.get(words[i].start)
    if (
        metonym
        and last < len(words)
        and words[last].lower in ("regime", "government", "authorities", "officials", "administration")
    ):
        return None, i + 1
    if (
        metonym
        and i
        and words[i - 1].lower in ("to", "from", "for", "with", "by", "of")
        and not (i > 1 and words[i - 2].lower in directed())
    ):
        return None, i + 1
    if metonym and (not marker or metonym.name == words[i].text):
        if not marker and not metonym.is_city:
            return None, i + 1
        if not marker and not is_subject_place(words, last):
            return None, max(last, i + 1)
    if not entries:
        last = _unknown_end(words, i, spans)
        is_building = last < len(words) and bare(words[last].text) in _BUILDINGS
        if last == i or is_building or not _could_be_place(words, i, last):
            return None, max(i + 1, last)
        if marker not in ("strong", "weak") and not _precedes_its_region(words, last):
            return None, last
    elif marker in (None, "known") and last == i + 1 and _continues_name(words, i, last):
        return None, last
    name = " ".join(bare(w.text) for w in words[i:last])
    if last < len(words) and words[last].text in _DAYS:
        return None, last
    if name.isupper() and len(name) > 4 and not sentence.is_title:
        return None, last
    following = bare(words[last].text).lower() if last < len(words) else ""
    lead = [w.lower for w in words[max(i - 2, 0) : i]]
    is_region = following in REGION_WORDS or (lead[-1:] == ["of"] and lead[0] in REGION_WORDS)
    level = "region" if is_region else "site"
    if name in _TERRITORIES:
        level = "region"
    if level == "site" and entries and (all(e.kind == "region" for e in entries) or entries[0].kind == "sea"):
        level = entries[0].kind
    country = choose(entries, home, has_scene=bool(scene))
    place = Place(
        words[i].start,
        words[last - 1].start + len(bare(words[last - 1].text)),
        name,
        country,
        level,
        marker is not None,
        following in DISTRICT_WORDS,
    )
    return place, last


def _unknown_end(words: tuple[Word, ...], i: int, spans: set[tuple[int, int]]) -> int:
    last = i
    while last < len(words) and last - i < MAX_UNKNOWN and _opens_name(words[last]) and words[last].text[0].isalpha():
        if _is_taken(words[last], spans) or (last > i and words[last].start - words[last - 1].end > 1):
            break
        if bare(words[last].text) in _not_places() or words[last].lower in REGION_WORDS | DISTRICT_WORDS:
            break
        last += 1
        if words[last - 1].text.replace("’", "'").endswith("'s"):
            break
    return last


_INSTITUTIONS = lexicon.words("places_institutions")
_DAYS = lexicon.words("places_days")
_BUILDINGS = lexicon.words("places_buildings")


def _continues_name(words: tuple[Word, ...], i: int, last: int) -> bool:
    """A known name inside a longer one is no place: "New York Times", "Kharkiv Human Rights Group"."""
    before = i > 0 and words[i - 1].is_capitalised and words[i].start - words[i - 1].end == 1 and i > 1
    is_owner = is_possessive(words, last - 1)
    after = (
        not is_owner
        and last < len(words)
        and words[last].is_capitalised
        and words[last].start - words[last - 1].end == 1
    )
    return before or (after and words[last].lower not in REGION_WORDS | DISTRICT_WORDS)


def _could_be_place(words: tuple[Word, ...], i: int, last: int) -> bool:
    """An unknown name: no acronym, no known word, nothing that goes on as another noun phrase."""
    if any(
        bare(w.text) in _BUILDINGS or (w.text.isupper() and len(w.text) > 1) or any(c.isdigit() for c in w.text)
        for w in words[i:last]
    ):
        return False
    if bare(words[i].text) in _not_places() or re.search(r"-[a-z]{3,}$", words[i].text):
        return False
    if any(w.lower in _INSTITUTIONS for w in words[last : last + 2]) and not is_possessive(words, last - 1):
        return False
    return not (
        last < len(words)
        and (words[last].text[:1].isdigit() or (words[last].start == words[last - 1].end and words[last].text == "-"))
    )


def _precedes_its_region(words: tuple[Word, ...], last: int) -> bool:
    """ "Belaya in Irkutsk", "Fedorivka, Donetsk region": an unknown name before the region it lies in."""
    if last + 1 >= len(words) or words[last].lower not in ("in", ","):
        return False
    end, entries = known_name(words, last + 1)
    if words[last].lower == ",":
        return bool(entries) and end < len(words) and words[end].lower in REGION_WORDS
    return bool(entries)


@cache
def _not_places() -> frozenset[str]:
    return lexicon.column("not_names", "word") | lexicon.words("places_other_names")


def _agree(places: list[Place], scene: list[str], home: list[str]) -> list[Place]:
    """Unknown names take the country of a place named beside them, or of the post; one at war comes first."""
    agreed: list[Place] = []
    usual = [*scene, *_usual(places, home)]
    for k, place in enumerate(places):
        if place.country is None and place.level != "sea":
            beside = (*places[k + 1 : k + 2], *reversed(agreed[-2:]))
            near = [p.country for p in beside if p.country and abs(p.start - place.start) < 120]
            likely = [*near[:1], *usual]
            country = next((c for c in likely if c in at_war()), next(iter(likely), None))
            place = _with_country(place, country)  # noqa: PLW2901
        agreed.append(place)
    return agreed


def _usual(places: list[Place], home: list[str]) -> list[str]:
    """The countries most known places of the post lie in, then those it names, in their order."""
    known = [p.country for p in places if p.country]
    return [*sorted(dict.fromkeys(known), key=lambda c: -known.count(c)), *dict.fromkeys(home)]


def _with_country(place: Place, country: str | None) -> Place:
    return Place(place.start, place.end, place.name, country, place.level, place.is_located, place.is_district)
