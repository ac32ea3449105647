"""Where it happened and whose country that is: the most specific place of a clause, else of its surroundings."""

import re
from collections import Counter
from functools import cache, lru_cache

from pipelines.claims import conflict, lexicon
from pipelines.claims.attribution import Source
from pipelines.claims.gazetteer import REGION_WORDS, Place, at_war
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_LIST_CUT = re.compile(r"[,;:]\s|\sand\s")
_TELLING = lexicon.words("where_telling")


def places_of_harm(scene: Scene, sentence: Sentence, until: int | None = None) -> list[Place]:
    """The places of a sentence (`until` an offset) at which something can have happened: none in a source's name."""
    key = (sentence.index, until)
    if key not in scene.places_of_harm:
        scene.places_of_harm[key] = _places_of_harm(scene, sentence, until)
    return scene.places_of_harm[key]


def _places_of_harm(scene: Scene, sentence: Sentence, until: int | None) -> list[Place]:
    sources = [(s.start, s.end) for s in scene.attribution.sources if not _is_place(scene, s)]
    inside = scene.places_in(sentence.start, sentence.end if until is None else until)
    kept = [p for p in inside if not any(a <= p.start < b for a, b in sources) and not _is_reference_point(sentence, p)]
    speaking = {s.start for s in scene.attribution.sources}
    located = [p for p in kept if p.is_located and not _is_telling(sentence, p)]
    return [p for p in located if p.start not in speaking] or located or [p for p in kept if _is_heading(scene, p)]


def _is_place(scene: Scene, source: Source) -> bool:
    """ "Kharkiv region reports one dead": the source is the place itself."""
    named = next((p for p in scene.places if p.start == source.start and p.end <= source.end), None)
    rest = scene.document.text[named.end : source.end].strip().lower() if named else "?"
    return not rest or rest in REGION_WORDS


_LEADING_TO = frozenset({"damage", "road", "highway", "entrance", "approach", "approaches"})
_REFERENCE_WORDS = lexicon.words("where_reference_words")


def _is_reference_point(sentence: Sentence, place: Place) -> bool:
    """ "30 km from Gao", "north of Ankara": named only to say where another place lies."""
    i = sentence.word_index(place.start)
    before = [w.lower for w in sentence.words[max(i - 4, 0) : i]]
    distance = [w.lower for w in sentence.words[max(i - 12, 0) : i]]
    stop = max((k for k, w in enumerate(distance) if w in (",", ";", "—")), default=-1)
    if any(w in ("kilometres", "kilometers", "km", "miles", "mile") for w in distance[stop + 1 :]):
        return True
    if before[-1:] == ["the"]:
        before.pop()
    if before[-1:] == ["from"] or (before[-1:] == ["to"] and not _LEADING_TO & set(before)):
        return True
    return before[-1:] == ["of"] and len(before) > 1 and before[-2] in _REFERENCE_WORDS


def _is_telling(sentence: Sentence, place: Place) -> bool:
    """ "told reporters in Kinshasa", "the ministry in Moscow", but not "outside a court in Islamabad"."""
    i = sentence.word_index(place.start)
    before = [w.lower for w in sentence.words[max(i - 6, 0) : i]]
    is_scene = bool({"outside", "inside", "near", "at"} & set(before[:-2]))
    return len(before) > 1 and before[-1] == "in" and before[-2] in _TELLING and not is_scene


def _is_heading(scene: Scene, place: Place) -> bool:
    """ "Kherson: …", "Crimea bridge closed"; in "Isfahan engineer dead" the place only says who somebody is."""
    following = scene.document.text[place.end : place.end + 40]
    if following.startswith(":"):
        return True
    phrase = re.split(r"[,.:;\n]", following)[0]
    return not place.is_located and not {w.lower() for w in phrase.split()[:3]} & _persons()


@cache
def _persons() -> frozenset[str]:
    return lexicon.column("person_nouns", "singular") | lexicon.column("person_nouns", "plural")


def nearest(scene: Scene, sentence: Sentence, offset: int) -> Place | None:
    """The most specific place for what is told at `offset`: its clause's, else its sentence's."""
    candidates = _before_or_beside(scene, sentence, offset)
    if not candidates:
        return None
    start, end = sentence.clause_at(offset)
    inside = [p for p in candidates if start <= p.start < end]
    segment = _segment(sentence, offset)
    closest = [p for p in inside if segment[0] <= p.start < segment[1] and p.start > offset]
    for group in (closest, inside, candidates):
        found = most_specific(scene, group, offset)
        if found and (found.level == "site" or all(p.level != "site" for p in candidates)):
            return found
    return most_specific(scene, candidates, offset)


def _before_or_beside(scene: Scene, sentence: Sentence, offset: int) -> list[Place]:
    """The places that can be meant: none behind a semicolon, where the next thing is told."""
    end = scene.document.text.find(";", offset, sentence.end)
    return places_of_harm(scene, sentence, until=end if end > 0 else None)


def is_one_of_several(scene: Scene, sentence: Sentence, place: Place) -> bool:
    """Whether the place stands in a list ("in Surin and Sisaket", "between Rafah and Khan Younis"): no single place."""
    text = scene.document.text
    for other in places_of_harm(scene, sentence):
        first, second = sorted((place, other), key=lambda p: p.start)
        gap = text[first.end : second.start].strip() if other is not place else ""
        if gap in ("and", "or", ", and") or (
            gap == "," and ((first.level == second.level and not second.is_district) or _goes_on(scene, second))
        ):
            return True
        if gap == "to" and text[: first.start].endswith("from "):
            return True
    return False


def _goes_on(scene: Scene, place: Place) -> bool:
    """Whether "and" and one more place follow: "in Sisaket, Surin and Ubon"."""
    return any(scene.document.text[place.end : p.start] == " and " for p in scene.places_in(place.end, place.end + 8))


def next_place(scene: Scene, sentence: Sentence, end: int) -> Place | None:
    """The place that follows a number directly: "two in Kherson region"."""
    following = [p for p in scene.places_in(end, sentence.end) if p.start - end < 30]
    return following[0] if following else None


def _segment(sentence: Sentence, offset: int) -> tuple[int, int]:
    """The part of a list that holds the offset: "two in Kherson" of "three in Kharkiv, two in Kherson"."""
    cuts = [sentence.start, *(sentence.start + m.start() for m in _LIST_CUT.finditer(sentence.text)), sentence.end]
    return max(c for c in cuts if c <= offset), min((c for c in cuts if c > offset), default=sentence.end)


def most_specific(scene: Scene, candidates: list[Place], offset: int) -> Place | None:
    """A town before its region; among towns the nearest one that follows, else the nearest."""
    if not candidates:
        return None
    sites = [p for p in candidates if p.level == "site" and not _holds_another(scene, p, candidates)] or candidates
    return min(sites, key=lambda p: (abs(p.start - offset) + (0 if p.start > offset else 15), p.start))


_HOLDING = re.compile(
    r",? ?(?:(?:just )?(?:in|near|outside|off|(?:north|south|east|west)(?:[- ]?(?:east|west))? of|close to|"
    r"not far from|on the (?:edge|outskirts) of)|,? an? [^,]{2,40}? (?:of|in|near)|[’']s? [^,]{0,20}? (?:in|of))"
    r"(?: the)?(?: (?:southern|northern|eastern|western|central|occupied|nearby))?(?: (?:city|town|port|village|region|"
    r"province|suburbs?) of)? "
)


def _holds_another(scene: Scene, place: Place, candidates: list[Place]) -> bool:
    """ "a mosque at Fambita, a quarter of Kokorou", "Belaya in Irkutsk": the later one holds the first."""
    text = scene.document.text
    gaps = (text[other.end : place.start] for other in candidates if other.end < place.start <= other.end + 60)
    return any(_HOLDING.fullmatch(gap) or (place.is_district and gap == ", ") for gap in gaps)


def focus(scene: Scene, candidates: list[Place], *, is_last: bool = False) -> Place | None:
    """The town a sentence is about: its first (or last) one that holds no other; without towns the first region."""
    towns = [p for p in candidates if p.level == "site" and not _holds_another(scene, p, candidates)]
    struck = [p for p in towns if _is_in_force(scene, p)]
    return next(iter((struck or towns)[:: -1 if is_last else 1] or candidates), None)


def _is_in_force(scene: Scene, place: Place) -> bool:
    """Whether the place's clause names a weapon or an attack."""
    start, end = scene.document.sentence_at(place.start).clause_at(place.start)
    return conflict.has_force(scene.document.text[start:end])


def of_source(scene: Scene, sentence: Sentence) -> Place | None:
    """ "Gaza's Health Ministry said": a territory's own office counts the territory's victims."""
    sources = [(s.start, s.end) for s in scene.attribution.sources if sentence.start <= s.start < sentence.end]
    return next(
        (
            p
            for p in scene.places_in(sentence.start, sentence.end)
            if p.name == "Gaza" and any(a <= p.start < b for a, b in sources)
        ),
        None,
    )


_WITHIN = frozenset(
    ["in", "on", "across", "at", "inside", "eastern", "southern", "northern", "western", "central", "against"]
)


def country_of(scene: Scene, sentence: Sentence) -> str | None:
    """The country that "in", "on", "across" or "at" says it happened in."""
    for m in scene.mentions_in(sentence.start, sentence.end):
        i = sentence.word_index(m.start)
        before = sentence.words[i - 1].lower if i else ""
        if m.kind == "demonym" and [w.lower for w in sentence.words[i + 1 : i + 2]] == ["side"]:
            return m.country_code
        if m.kind == "country" and m.country_code and before in _WITHIN:
            return m.country_code
    return None


def country_before(scene: Scene, sentence: Sentence) -> str | None:
    """The first such country of a post, if a sentence before this one says it."""
    first, country = _first_country(scene)
    return country if first < sentence.index else None


@lru_cache(maxsize=4)
def _first_country(scene: Scene) -> tuple[int, str | None]:
    told = ((s.index, country_of(scene, s)) for s in scene.document.sentences)
    return next(((index, country) for index, country in told if country), (len(scene.document.sentences), None))


@lru_cache(maxsize=4)
def main_place(scene: Scene) -> Place | None:
    """The one town a post is about; None where it names several."""
    sites = {
        p.name: p
        for s in reversed(scene.document.told)
        for p in places_of_harm(scene, s)
        if p.level == "site" and p.is_located
    }
    return next(iter(sites.values())) if len(sites) == 1 else None


@lru_cache(maxsize=4)
def theatre(scene: Scene) -> str | None:
    """The country most of the post's places lie in, one at war before others; None without places."""
    counts = Counter(p.country for p in scene.places if p.country and p.is_located)
    ranked = sorted(counts, key=lambda c: (c not in at_war(), -counts[c]))
    return next(iter(ranked), None)
