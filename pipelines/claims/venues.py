"""Where an act or a statement happens: its clause, the stay it was part of, or what the post says of its setting."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Diplomacy
from pipelines.claims.text import Sentence, Word

_JOINT = frozenset({"agreement", "meeting", "negotiation"})
_PLACE_NOUNS = frozenset(
    {"city", "town", "resort", "village", "capital", "port", "state", "emirate", "province", "suburb"}
)
_WATERS = frozenset({"Sea", "Ocean", "Gulf", "Strait", "River", "Channel"})
_SEATS = lexicon.words("venues_seats")
_AUDIENCE = lexicon.words("venues_audience")
_REACH = 5
_STAY = re.compile(r"\b(?:visit|trip|journey|tour|flew|flown|travel\w{0,6}|came|come|arriv\w{2,4}) (?:to|in) $")
_SPEAKING = re.compile(
    r"\b(?:speaking|speech|remarks|address(?:ing)?|(?:news|press) (?:conference|briefing)|interview|reporters|"
    r"journalists|beside [A-Z]\w{1,20} [A-Z]\w{1,20})(?: \w{1,12}){0,3} (?:in|at) $"
)
_TITLE_ACTS = re.compile(
    r"\b(?:signs?|signed|talks|summit|meets?|met|deal|pact|accord|agree\w{0,5}|visit|truce|treaty|negotiat\w{2,6}|initial)\b",
    re.IGNORECASE,
)


def of_act(scene: Scene, sentence: Sentence, anchor: int | None = None) -> str | None:
    """The city or country the sentence says it happens in: the first after the verb at `anchor`, else before it."""
    found = list(_places(scene, sentence))
    if anchor is not None:
        found = sorted(found, key=lambda place: place[0] < anchor)
    return found[0][1] if found else None


def of_statement(scene: Scene, sentence: Sentence, verb_first: int, verb_last: int) -> str | None:
    """The place of speaking: "said in Oslo", "In Hanoi, she said", "leaders at Elmau", "speaking in Brussels"."""
    words = sentence.words
    for index in range(verb_last, min(verb_last + _REACH, len(words) - 1)):
        is_audience = all(w.lower in _AUDIENCE or w.is_capitalised for w in words[verb_last:index])
        if is_audience and words[index].lower in ("in", "from") and (place := at_word(scene, sentence, index + 1)):
            return place
        if words[index].text in ',.;:"“':
            break
    return opening(scene, sentence, verb_first) or _speaking(scene, sentence) or _stay(scene, sentence, verb_first)


def opening(scene: Scene, sentence: Sentence, verb_first: int) -> str | None:
    """ "In Hanoi, she said": the place the sentence or clause opens with."""
    words = sentence.words
    for index in range(verb_first):
        opens = index == 0 or words[index - 1].text == ","
        if opens and words[index].lower == "in" and not scene.document.is_quoted(words[index].start):
            place = at_word(scene, sentence, index + 1)
            if place:
                return place
    return None


def _speaking(scene: Scene, sentence: Sentence) -> str | None:
    for index, word in enumerate(sentence.words):
        before = sentence.text[max(word.start - sentence.start - 80, 0) : word.end - sentence.start] + " "
        if word.lower in ("in", "at") and _SPEAKING.search(before):
            return at_word(scene, sentence, index + 1)
    return None


def _stay(scene: Scene, sentence: Sentence, verb_first: int) -> str | None:
    """ "G7 leaders at Elmau condemned": the place that stands right after people who speak."""
    words = sentence.words
    for index in range(1, verb_first):
        if words[index].lower == "at" and words[index - 1].lower in ("leaders", "ministers", "delegates", "envoys"):
            return at_word(scene, sentence, index + 1)
    return None


def _places(scene: Scene, sentence: Sentence) -> list[tuple[int, str]]:
    """Index and name of every place after "in" or "at", and of stays ("during a visit to Kyiv")."""
    words, found = sentence.words, []
    for index, word in enumerate(words[:-1]):
        is_stay = word.lower in ("to", "in") and _is_stay(sentence, index)
        if word.lower not in ("in", "at") and not is_stay:
            continue
        if _is_residence(words, index) or _is_attribution(scene, word.start):
            continue
        place = at_word(scene, sentence, index + 1)
        if place and not (word.lower == "at" and _is_state(scene, words[index + 1 : index + 3])):
            found.append((index, place))
    if len(words) > 2 and ":" in (words[1].text, words[2].text) and (heading := at_word(scene, sentence, 0)):
        found.append((0, heading))  # "Paris: Macron receives Starmer"
    return found


def _is_state(scene: Scene, words: Sequence[Word]) -> bool:
    """ "at US bases", "at the State Department": no place to meet at."""
    starts = {w.start for w in words}
    near = scene.inside(words[0].start, words[-1].end + 40) if words else []
    return any(m.start in starts and not m.is_city and m.name != "Vatican" for m in near)


def _is_stay(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    before = sentence.text[max(word.start - sentence.start - 30, 0) : word.end - sentence.start] + " "
    return bool(_STAY.search(before))


def _is_residence(words: Sequence[Word], index: int) -> bool:
    """ "authorities in Sanaa", "the embassy in Cairo": where somebody sits is no venue."""
    return index > 0 and words[index - 1].lower in _SEATS


def _is_attribution(scene: Scene, start: int) -> bool:
    return any(s.start <= start < s.end for s in scene.sources.sources)


def at_word(scene: Scene, sentence: Sentence, index: int) -> str | None:
    """The venue named at a word: a city or country, "the Qatari capital", "the resort of Charlevoix"."""
    words = sentence.words
    place = scene.place_at(sentence, index)
    if place is None and index < len(words) and words[index].lower == "the":
        place = _described(scene, sentence, index)
        index += 1
    is_none = place is None or _is_building(sentence, index, place) or place.split()[-1] in _WATERS
    return None if is_none else place


def _described(scene: Scene, sentence: Sentence, index: int) -> str | None:
    words = sentence.words
    for position in range(index + 1, min(index + _REACH, len(words))):
        noun = words[position].lower
        if noun == "capital" and position > index + 1:
            return _capital_of(scene, words[index].end, words[position].start)
        if noun in _PLACE_NOUNS and position + 1 < len(words) and words[position + 1].lower == "of":
            return scene.place_at(sentence, position + 2)
    return scene.place_at(sentence, index + 1)


def _is_building(sentence: Sentence, index: int, place: str) -> bool:
    """ "at Lancaster House": a name that goes on is no city."""
    end = sentence.words[index].start + len(place)
    following = sentence.words[sentence.word_index(end) : sentence.word_index(end) + 1]
    return bool(following) and following[0].is_capitalised and following[0].text[0].isalpha()


def _capital_of(scene: Scene, start: int, end: int) -> str | None:
    country = next((m.country_code for m in scene.inside(start, end) if m.kind == "demonym"), None)
    return _capitals().get(country) if country else None


@cache
def _capitals() -> dict[str, str]:
    capitals = [r for r in lexicon.rows("country_names") if r["name_kind"] == "capital"]
    return {r["country_code"]: r["surface"] for r in reversed(capitals)}


def shared(scene: Scene, claims: list[Diplomacy]) -> list[Diplomacy]:
    """Talks and their outcome share a venue where one of them names none; else the title's."""
    known = [c for c in claims if c.venue and c.act in (*_JOINT, "visit")]
    return [_settled(claim, known, _titled(scene)) for claim in claims]


def _titled(scene: Scene) -> str | None:
    """The venue of the title, if its own clause tells of an act."""
    title = next((s for s in scene.document.sentences[:1] if s.is_title), None)
    if title is None or ";" in title.text or not _TITLE_ACTS.search(title.text):
        return None
    return of_act(scene, title)


def _settled(claim: Diplomacy, known: list[Diplomacy], titled: str | None) -> Diplomacy:
    if claim.act not in _JOINT or claim.venue or claim.status == "proposed":
        return claim
    near = [k for k in known if set(k.participants) & set(claim.participants) and k.status == claim.status]
    earlier = [k for k in near if k.evidence_start <= claim.evidence_start] or near
    return replace(claim, venue=earlier[-1].venue if earlier else titled)


def of_visitors(claims: list[Diplomacy]) -> list[Diplomacy]:
    """What a visitor says in the post of a visit is said there, if the statement names no other place."""
    stays = {p: c.venue for c in claims if c.act == "visit" and c.status == "held" for p in c.participants}
    return [
        replace(c, venue=stays[c.participants[0]])
        if c.act == "statement" and c.venue is None and c.participants[0] in stays
        else c
        for c in claims
    ]
