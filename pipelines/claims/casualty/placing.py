"""Where people were harmed: the place of their clause, else of the sentences before, else the one the post is about."""

import re

from pipelines.claims import conflict, lexicon, where
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.gazetteer import Place, choose, known_name
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_CITY_PARTS = lexicon.words("casualty_placing_city_parts")
_DEICTIC = re.compile(r"\b(?:there|in the (?:city|town|village|settlement|capital))\b")
_WIDE = re.compile(
    r"\b(?:across (?:the )?(?:country|[A-Z]\w+)|nationwide|throughout (?:the )?(?:country|[A-Z]\w+)|countrywide|"
    r"in (?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|several|various|\d+) (?:\w+ )?"
    r"(?:regions|provinces|districts|cities|towns|villages|states|places|locations|sites))\b"
)
_THE_ATTACK = re.compile(
    r"\b(?:the|this|that) (?:\w+ )?(?:attack|strike|raid|blast|explosion|shelling|assault)\b|\bthere\b", re.IGNORECASE
)
_THE_REGION = re.compile(
    r"\b(?:in|across|throughout) the (?:region|province|oblast|strip|enclave|territory|governorate)\b(?! of)"
)
_LOOKS_BACK = 6
_MOST = 3


def place_of(scene: Scene, sentence: Sentence, harmed: Harmed, *, is_cumulative: bool) -> Place | None:
    """The most specific named place of the harm; None where it is several, unknown, or only a country."""
    people = harmed.victims
    if harmed.rule in ("part", "distributed") and (own := where.next_place(scene, sentence, people.end)):
        return _single(scene, sentence, own)
    if harmed.rule == "whole":
        return _heading(scene, sentence, people.start)
    region = _region_before(scene, sentence) if _THE_REGION.search(sentence.text) else None
    near = where.nearest(scene, sentence, people.start)
    if region or near is None:
        return region or _told_elsewhere(scene, sentence, people, is_cumulative=is_cumulative)
    return _single(scene, sentence, near)


def _told_elsewhere(scene: Scene, sentence: Sentence, people: Victims, *, is_cumulative: bool) -> Place | None:
    """The place of a sentence that names none itself."""
    if is_cumulative or _WIDE.search(sentence.text) or _speaks_for_state(scene, sentence, people.start, people.end):
        return where.of_source(scene, sentence)
    if where.country_of(scene, sentence):
        return None
    found = None if _is_first_of_paragraph(scene, sentence) else _before(scene, sentence)
    found = found or where.of_source(scene, sentence) or _before(scene, sentence)
    if found is None and not _is_of_state(scene, people):
        found = _after(scene, sentence)
    if found and people.country and people.group != "military" and found.country != people.country:
        return None  # a place told elsewhere does not hold the people of another country
    return found or _of_speaker(scene, sentence, people.start, people.end)


def _is_of_state(scene: Scene, people: Victims) -> bool:
    """ "Thailand's health ministry said": a state counts its own; the next sentence may tell of the other side."""
    source = scene.attribution.of(people.start, people.end) or ""
    return any(m.text in source for m in scene.mentions if m.kind in ("country", "demonym", "metonym"))


def _region_before(scene: Scene, sentence: Sentence) -> Place | None:
    """ "in the province", "across the strip": the region named last."""
    regions = [p for p in scene.places_in(0, sentence.start) if p.level != "site"]
    return regions[-1] if regions else None


def _of_speaker(scene: Scene, sentence: Sentence, start: int, end: int) -> Place | None:
    """ "Odesa reported two dead": a town that speaks, where no other place is told."""
    source = scene.attribution.of(start, end)
    offset = sentence.text.find(source) if source else -1
    if offset < 0 or source is None:
        return None
    first = sentence.word_index(sentence.start + offset)
    last, entries = known_name(sentence.words, first)
    if not entries or last - first < len(source.split()) or scene.mention_at(sentence.start + offset):
        return None
    home = [m.country_code for m in scene.mentions if m.country_code]
    return Place(
        sentence.start + offset, sentence.start + offset + len(source), source, choose(entries, home), "site", False
    )


def _is_first_of_paragraph(scene: Scene, sentence: Sentence) -> bool:
    before = scene.document.sentences[sentence.index - 1] if sentence.index else None
    return before is None or before.paragraph != sentence.paragraph


def _single(scene: Scene, sentence: Sentence, place: Place) -> Place | None:
    """The place, or its city for a district of one; None in a list of places."""
    if where.is_one_of_several(scene, sentence, place):
        return None
    return _city_of(scene, sentence, place) or place


def _city_of(scene: Scene, sentence: Sentence, place: Place) -> Place | None:
    """ "Kyiv's Sviatoshyn district", "the Mezzeh quarter of Damascus": the city of a part of it."""
    following = scene.document.text[place.end : place.end + 16].split()
    if not following or following[0].strip(",.;").lower() not in _CITY_PARTS:
        return None
    towns = [p for p in scene.places_in(sentence.start, sentence.end) if p.level == "site" and not p.is_district]
    beside = [p for p in towns if abs(p.start - place.end) < 30 or abs(place.start - p.end) < 4]
    return beside[0] if beside else None


def _heading(scene: Scene, sentence: Sentence, start: int) -> Place | None:
    """A whole that is broken down by place lies in the region named before it ("Donetsk Oblast: five killed, …")."""
    before = [p for p in scene.places_in(sentence.start, start) if p.level == "region"]
    return before[0] if before else None


def _speaks_for_state(scene: Scene, sentence: Sentence, start: int, end: int) -> bool:
    """ "Israel says 24 people have been killed": a state's own sum has no place, unless it speaks of "the strike"."""
    source = scene.attribution.of(start, end)
    names = {m.text for m in scene.mentions_in(sentence.start, sentence.end) if m.kind in ("country", "metonym")}
    return source in names and not _THE_ATTACK.search(sentence.text)


def _before(scene: Scene, sentence: Sentence) -> Place | None:
    """The place told last: of the sentences before, else the one town of the post."""
    main = where.main_place(scene)
    earlier = scene.document.sentences[: sentence.index]
    is_deictic = bool(_DEICTIC.search(sentence.text))
    for previous in reversed(earlier if is_deictic else earlier[-_LOOKS_BACK:]):
        found = _told_in(scene, previous, is_last=is_deictic)
        if isinstance(found, str):
            return main
        if found and found.level != "site" and (main or is_deictic):
            if main and not is_deictic:
                return main
            continue
        if found and not (previous.is_title and found.level != "site"):
            return found
    return main


def _told_in(scene: Scene, sentence: Sentence, *, is_last: bool) -> Place | str | None:
    """The place a sentence is about; the word "several" where it lists them."""
    candidates = where.places_of_harm(scene, sentence)
    towns = [p for p in candidates if p.level == "site"]
    regions = [p for p in candidates if p.level != "site"]
    if len({p.name for p in towns}) > 1 and len(regions) == 1 and regions[0].start < towns[0].start:
        return regions[0]  # "in Donetsk region, killing two in Kostiantynivka and one in Druzhkivka"
    found = where.focus(scene, candidates, is_last=is_last)
    if found is None:
        return None
    is_list = len({p.name for p in towns}) > _MOST or where.is_one_of_several(scene, sentence, found)
    return "several" if is_list else _city_of(scene, sentence, found) or found


def _after(scene: Scene, sentence: Sentence) -> Place | None:
    """The place of the next sentence, for the lead of a post or within its paragraph."""
    is_lead = not any(not s.is_title for s in scene.document.sentences[: sentence.index])
    for following in scene.document.sentences[sentence.index + 1 : sentence.index + 2]:
        is_near = is_lead or following.paragraph == sentence.paragraph
        if is_near and (conflict.has_force(following.text) or conflict.has_war(following.text)):
            return where.most_specific(scene, where.places_of_harm(scene, following), following.start)
    return None
