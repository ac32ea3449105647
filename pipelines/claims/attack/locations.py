"""Where it hit: the places that are arguments of a use of force, the most specific ones."""

import re
from collections.abc import Sequence

from pipelines.claims import lexicon, where
from pipelines.claims.attack.frame import Frame, clause
from pipelines.claims.attack.frames import manned_target
from pipelines.claims.gazetteer import DISTRICT_WORDS, REGION_WORDS, Place
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_HOLDING = re.compile(r" (?:region |district |province )?(?:village|town|city|settlement|suburb|port) of ")
_BEFORE_PLACES = frozenset({"in", "at", "on", "near", "the", "northern", "southern", "eastern", "western", "central"})
_FACILITY = re.compile(
    r"\b((?:[A-Z][\w’'-]{1,20} ){1,3}"
    r"(?:[Bb]ridge|(?:[Ii]nternational )?[Aa]irport|[Aa]irfield|[Aa]ir [Bb]ase|[Dd]am|[Cc]rossing))\b"
)
_CITY_PARTS = frozenset({"district", "quarter", "neighbourhood", "neighborhood", "borough", "suburb", "suburbs"})
_SITES = lexicon.words("attack_locations_sites")
_PLANTS = lexicon.words("attack_locations_plants")
_LOCAL = re.compile(r"\b(?:[Pp]olice|[Rr]esidents?|[Mm]edics|[Dd]octors|[Hh]ospitals?|[Ww]itnesses|[Mm]ayor)\b")
_SEAS = frozenset({"gulf", "sea", "strait", "bay", "river", "lake", "mount"})
_SETTLEMENTS = frozenset({"hub", "city", "town", "village", "port", "region", "settlement", "stronghold"})
_ADJECTIVES = frozenset({"the", "a", "occupied", "russian", "russian-occupied", "industrial", "strategic", "key"}) | {
    "southern",
    "northern",
    "eastern",
    "western",
    "central",
}


def places(scene: Scene, frame: Frame, told: Sequence[Frame] = ()) -> list[Place]:
    """What was hit: the places of the frame's clause and of clauses without force; regions only where no town is."""
    sentence = frame.sentence
    named = where.places_of_harm(scene, sentence)
    is_left = frame.kind == "capture"
    candidates = [p for p in named if (is_left or not _is_origin(sentence, p)) and not _is_in_name(sentence, p)]
    if is_left:
        after = scene.places_in(frame.anchor.end, frame.anchor.end + 3)
        candidates = [*(p for p in after if p not in candidates), *candidates]
    candidates = sorted([*candidates, *_capitals(scene, sentence)], key=lambda p: p.start)
    speakers = {(s.start, s.end) for s in scene.attribution.sources}
    candidates = [p for p in candidates if (p.start, p.end) not in speakers] or candidates
    candidates = candidates or _speaking_towns(scene, sentence)
    if frame.kind == "intercept" and not manned_target(sentence, frame):
        candidates = [p for p in candidates if not _is_over(sentence, p)]
        if not _tells_damage(sentence):
            return []
    own = sites(sentence, _own(sentence, frame, told, candidates))
    return own or (_facility(sentence, frame) if not named else [])


def _speaking_towns(scene: Scene, sentence: Sentence) -> list[Place]:
    """ "Odesa reported two dead": a town that speaks for itself is where it happened."""
    ends = {s.end for s in scene.attribution.sources if sentence.start <= s.start < sentence.end}
    mentions = {m.start for m in scene.mentions_in(sentence.start, sentence.end)}
    named = scene.places_in(sentence.start, sentence.end)
    towns = [p for p in named if p.end in ends and p.start not in mentions and not p.is_located]
    if towns:
        return towns
    local = [s for s in scene.attribution.sources if sentence.start <= s.start < sentence.end and _LOCAL.search(s.text)]
    return [p for p in named if p.level == "site" and any(s.start <= p.start < s.end for s in local)]


def _capitals(scene: Scene, sentence: Sentence) -> list[Place]:
    """ "Kyiv's railway station": a capital that owns a site is a place, no government."""
    found = []
    for m in scene.mentions_in(sentence.start, sentence.end):
        i = sentence.word_index(m.start)
        is_owner = m.is_city and sentence.words[i].text.endswith(("'s", "’s"))
        if is_owner and _SITES & {w.lower for w in sentence.words[i + 1 : i + 4]}:
            found.append(Place(m.start, m.end, m.text, m.country_code, "site", True))
    return [p for p in found if not any(q.start == p.start for q in where.places_of_harm(scene, sentence))]


def _facility(sentence: Sentence, frame: Frame) -> list[Place]:
    """A bridge or airport told by its own name, where no town is: "the Crimean Bridge", "Ben Gurion airport"."""
    start, end = clause(sentence, frame.anchor.start)
    for match in _FACILITY.finditer(sentence.text, start - sentence.start, end - sentence.start):
        offset = sentence.start + match.start(1)
        before = sentence.text[: match.start(1)].split()[-3:]
        if not {"from", "towards", "toward", "direction"} & set(before):
            return [Place(offset, offset + len(match[1]), match[1], None, "site", True)]
    return []


def sites(sentence: Sentence, named: list[Place]) -> list[Place]:
    """The most specific of several places: towns before districts, regions and what only holds another."""
    towns = [p for p in named if not p.is_district and not p.name.lower().endswith(" district")] or named
    found = [p for p in towns if p.level == "site" and not _is_container(sentence, p, named)]
    return (
        [p for p in towns if p in found or (p.level == "region" and _is_listed(sentence, p, found))] if found else towns
    )


def is_city_district(sentence: Sentence, place: Place) -> bool:
    """ "the Darnytskyi district", "Nuweiri quarter": a part of a town, no community or camp of its own."""
    following = sentence.words[sentence.word_index(place.end) :][:1]
    return place.is_district and bool(following) and following[0].lower in _CITY_PARTS


def _is_listed(sentence: Sentence, place: Place, sites: Sequence[Place]) -> bool:
    """ "in Sisaket, Surin and Ubon Ratchathani": a region in a list with towns."""
    gaps = [
        sentence.text[min(a.end, b.end) - sentence.start : max(a.start, b.start) - sentence.start]
        for a in [place]
        for b in sites
    ]
    return any(g in (" and ", ", and ") for g in gaps) or sum(g == ", " for g in gaps) > 1


def _own(sentence: Sentence, frame: Frame, told: Sequence[Frame], candidates: list[Place]) -> list[Place]:
    """The candidates of the frame's clause; with none there, those of clauses that tell no force of their own."""
    start, end = clause(sentence, frame.anchor.start)
    inside = [p for p in candidates if start <= p.start < end]
    if any(p.level == "site" for p in inside):
        return inside
    if sentence.text[start - sentence.start : end - sentence.start].lower().lstrip(" ,").startswith("where "):
        return [p for p in candidates if p.start < start][-1:]
    busy = {clause(sentence, f.anchor.start) for f in told if not f.is_weak}
    free = [p for p in candidates if clause(sentence, p.start) not in busy]
    return inside + [p for p in free if p.level == "site" or not inside] if free else inside


def _is_in_name(sentence: Sentence, place: Place) -> bool:
    """ "Soroka Medical Center", "Storm Shadows": a piece of a longer name."""
    if sentence.is_title:
        return False
    words = sentence.words
    i, last = sentence.word_index(place.start), sentence.word_index(place.end)
    after = words[last] if last < len(words) and words[last].start - place.end == 1 else None
    before = words[i - 1] if i > 1 and place.start - words[i - 1].end == 1 else None
    following = sentence.text[place.end - sentence.start :]
    if after and after.lower in _PLANTS and re.match(r" [a-z]+ (?:in|at) [A-Z]", following):
        return True
    return bool(
        (after and after.is_capitalised and after.lower not in REGION_WORDS | DISTRICT_WORDS and after.text.isalpha())
        or (before and before.is_capitalised and before.text.isalpha() and before.lower not in _BEFORE_PLACES)
    )


def _tells_damage(sentence: Sentence) -> bool:
    lowered = sentence.text.lower()
    return any(
        w in lowered for w in ("damag", "hit ", "fire", "struck", "debris", "killed", "injur", "wound", "explosion")
    )


def _is_origin(sentence: Sentence, place: Place) -> bool:
    i = sentence.word_index(place.start)
    words = sentence.words
    j = i - 1
    if j >= 1 and words[j].lower == "of" and words[j - 1].lower in _SEAS:
        return True
    if j >= 1 and words[j].lower == "on" and words[j - 1].lower in ("blamed", "blame", "blames", "blaming"):
        return True
    if j >= 3 and words[j].lower == "of" and words[j - 1].lower in _SETTLEMENTS:
        j -= 2
    while j >= 0 and words[j].lower in _ADJECTIVES:
        j -= 1
    return j >= 0 and words[j].lower in ("from", "toward", "towards", "for")


def _is_over(sentence: Sentence, place: Place) -> bool:
    i = sentence.word_index(place.start)
    return any(w.lower == "over" for w in sentence.words[max(i - 3, 0) : i])


def _is_container(sentence: Sentence, place: Place, others: Sequence[Place]) -> bool:
    """ "Belaya in Irkutsk", "Fambita, a quarter of Kokorou": the second name holds the first."""
    for other in others:
        between = sentence.text[place.end - sentence.start : other.start - sentence.start]
        if place.end < other.start and _HOLDING.fullmatch(between):
            return True
        gap = (
            sentence.text[other.end - sentence.start : place.start - sentence.start] if other.end < place.start else ""
        )
        if gap in (" in ", " in the ", " near ", " outside ") or (
            0 < len(gap) < 50 and gap.startswith(", a ") and " of " in gap
        ):
            return True
    return False
