"""Visits: who travels where; the host country is the counterpart."""

import re
from collections.abc import Sequence

from pipelines.claims import gazetteer, lexicon, venues
from pipelines.claims.act_frames import Clause, Found
from pipelines.claims.actor import NEVER_ACT, Actor, actor_of
from pipelines.claims.actors import Scene
from pipelines.claims.delegations import heads
from pipelines.claims.gazetteer import Place
from pipelines.claims.text import Sentence, Word

_REACH = 80
_NEAR = 60
_BEING = frozenset({"is", "was", "were", "are", "be", "been"})
_EXPECTED = frozenset({"expected", "due", "bound", "off", "way", "route"})
_TRIP = re.compile(
    r"\b(?:visit|trip|journey|tour|mission) (?:(?:by|of) [^.;:]{3,70}? to |(?:to|of) )(?:the )?(?P<place>[A-Z])"
)
_INVITED = re.compile(r"\binvit(?:ed|es|ing) (?P<guest>[^.;:]{3,60}?) to (?:visit )?(?:the )?(?P<place>[A-Z])")
_STAY = re.compile(r", in (?P<place>[A-Z])[\w ]{2,30}? (?:for|with|on|to) ")
_GATHERINGS = re.compile(
    r"^[^.;]{0,40}\b(?:summit|conference|g7|g20|cop\d\d|assembly|forum|ceremony|funeral|inauguration|commemorations?)\b"
)
_SIDE_TRIPS = frozenset({"after", "before", "during", "on", "following", "ahead"})
_COMING = re.compile(r"\b(?:will|next|upcoming|planned|due|plans|later this|coming|ahead of|before)\b")
_CANCELLED = re.compile(r"\b(?:cancel\w{0,5}|called off|calls off|scrap\w{0,4}|dropped|aborted|shelved)\b")
_DELEGATES = frozenset({"leaders", "ministers", "delegation", "delegations", "envoys", "negotiators", "presidents"})


def read_travel(clause: Clause) -> Found | None:
    """ "Macron flew to Odesa", "the leaders of A and B visited Chisinau", "is expected in Ankara"."""
    scene, sentence, verb = clause.scene, clause.sentence, clause.verb
    words = sentence.words
    travellers = _travellers(clause)
    target = _target(scene, sentence, verb.last)
    if not travellers or target is None:
        return None
    host, venue, end = target
    is_being = words[verb.head].lower in _BEING
    is_expected = any(w.lower in _EXPECTED for w in words[verb.head : verb.last])
    is_plain = is_being and not is_expected and verb.noun is None and verb.tense != "future"
    is_sent = any(w.lower in _DELEGATES for w in words[: verb.first])
    if is_plain and not is_sent and not _has_purpose(words, sentence.word_index(end)):
        return None
    if host.country_code in {a.country_code for a in travellers} or (is_being and _is_gathering(sentence, end)):
        return None
    status = "held" if is_plain and clause.status == "scheduled" else clause.status
    rule = f"diplomacy.visit.{words[verb.head].lower}"
    hosts = (host, *_further(scene, sentence, host, end))
    return Found("visit", status, tuple(travellers), hosts, venue, rule, "high")


def _further(scene: Scene, sentence: Sentence, host: Actor, end: int) -> list[Actor]:
    """The second host of "travels to Israel and Qatar"."""
    following = next((m for m in scene.inside(end, sentence.end)[:1] if m.kind in ("country", "metonym")), None)
    if following is None or sentence.text[end - sentence.start : following.start - sentence.start].strip() != "and":
        return []
    return [] if following.name == host.name else [actor_of(following)]


def _travellers(clause: Clause) -> list[Actor]:
    """Persons, and governments or delegations with those who lead them."""
    scene, sentence, verb = clause.scene, clause.sentence, clause.verb
    before = sentence.words[: verb.first]
    is_sent = any(w.lower in _DELEGATES for w in before)
    going = [a for a in clause.subject if a.is_person or a.role or a.institution == "government"]
    going = going or ([a for a in clause.subject if a.kind != "body"] if is_sent else [])
    index = next((i for i, w in enumerate(before) if w.lower in _DELEGATES), None)
    led = heads(scene, sentence, index) if index is not None else []
    return list({a.name: a for a in (*going, *led)}.values()) if going else []


def _target(scene: Scene, sentence: Sentence, first: int) -> tuple[Actor, str, int] | None:
    """The host, the place of the stay and where its name ends: a state, its capital, or a foreign town."""
    words = sentence.words
    start = words[first].start if first < len(words) else sentence.end
    near = scene.inside(start, min(start + _REACH, sentence.end))
    state = next((m for m in near if m.kind in ("country", "metonym")), None)
    town = next((p for p in scene.places if start <= p.start < min(start + _REACH, sentence.end)), None)
    if town and (state is None or town.start < state.start) and (code := _state_of(scene, sentence, town)):
        return Actor(lexicon.short_name(code), code, "country", "", town.start, town.end), town.name, town.end
    owner = next((m for m in near if m.kind == "demonym"), None)
    for index in range(first, min(first + 6, len(words))):
        if words[index].lower == "capital" and owner and (city := venues.at_word(scene, sentence, first)):
            host = Actor(owner.name, owner.country_code, "country", "", owner.start, owner.end)
            return host, city, words[index].end
    if state is None:
        return None
    host = Actor(state.name, state.country_code, "country", "", state.start, state.end)
    cities = [p for p in scene.places if start <= p.start < sentence.end and p.country == state.country_code]
    venue = cities[0].name if cities else state.text if state.is_city else state.name
    return host, venue, state.end


def _state_of(scene: Scene, sentence: Sentence, town: Place) -> str | None:
    """The state a town lies in by the gazetteer, whatever country the post is about."""
    _, entries = gazetteer.known_name(sentence.words, sentence.word_index(town.start))
    return gazetteer.choose(entries, list(scene.country_codes))


def _has_purpose(words: Sequence[Word], index: int) -> bool:
    """ "was in Kyiv to discuss", "is in Ankara for talks", "is in Paris on a visit"."""
    near = [w.lower for w in words[index : index + 6]]
    return any(w in ("to", "for", "on") for w in near) and "." not in near


def _is_gathering(sentence: Sentence, end: int) -> bool:
    """ "is in Bali for the G20": the host of a summit is not whom one visits."""
    return bool(_GATHERINGS.search(sentence.text[end - sentence.start :].lower()))


def find(scene: Scene, sentence: Sentence) -> list[Found]:
    """ "his trip to Moscow was dropped", "On a visit to Warsaw, Harris said", "Vance, in India with his family,"."""
    match = _TRIP.search(sentence.text) or _STAY.search(sentence.text)
    if match is None:
        return _invited(scene, sentence)
    target = _target(scene, sentence, sentence.word_index(sentence.start + match.start("place")))
    if target is None or target[0].start != sentence.start + match.start("place"):
        return []
    host, venue, end = target
    guest = _guest(scene, sentence, host, match.start())
    if _is_gathering(sentence, end) or guest is None or guest.country_code == host.country_code:
        return []
    clause = sentence.text[max(match.start() - _NEAR, 0) : match.end() + _NEAR].lower()
    status = "cancelled" if _CANCELLED.search(clause) else "scheduled" if _COMING.search(clause) else "held"
    return [Found("visit", status, (guest,), (host,), venue, "diplomacy.visit.trip", "medium")]


def _invited(scene: Scene, sentence: Sentence) -> list[Found]:
    """ "invited Cho to Kyiv": a visit that is proposed."""
    match = _INVITED.search(sentence.text)
    if match is None or scene.document.is_quoted(sentence.start + match.start()):
        return []
    target = _target(scene, sentence, sentence.word_index(sentence.start + match.start("place")))
    span = sentence.start + match.start("guest"), sentence.start + match.end("guest")
    guests = [a for a in scene.actors_in(sentence, *span, is_object=True) if a.is_person or a.role]
    if target is None or not guests or guests[0].country_code == target[0].country_code:
        return []
    return [Found("visit", "proposed", tuple(guests), (target[0],), target[1], "diplomacy.visit.invited", "medium")]


def _guest(scene: Scene, sentence: Sentence, host: Actor, trip: int) -> Actor | None:
    """Who travels: the last person before the trip, the subject if it is told in passing, else the first after it."""
    people = [m for m in scene.inside(sentence.start, sentence.end) if m.kind == "person" and m.role not in NEVER_ACT]
    named = [m for m in people if sentence.start + trip < m.start < host.start]
    if named:  # "a visit by Zelenskyy to Warsaw"
        return scene.actor(named[-1], sentence)
    before = [m for m in people if m.end <= sentence.start + trip]
    leading = {w.lower for w in sentence.words if trip - 16 < w.start - sentence.start < trip}
    if before and leading & _SIDE_TRIPS:
        return scene.actor(before[0], sentence)
    near = [m for m in before if host.start - m.end <= _NEAR][-1:]
    after = [m for m in people if m.start > host.end and _is_comma(sentence, host.end, m.phrase_start)][:1]
    found = near or (after if not before else [])
    return scene.actor(found[0], sentence) if found else None


def _is_comma(sentence: Sentence, start: int, end: int) -> bool:
    return sentence.text[start - sentence.start : end - sentence.start].strip() == ","


def of_title(scene: Scene, guests: frozenset[str]) -> tuple[Sentence, Found] | None:
    """ "Von der Leyen in Kyiv": a title that begins with a person abroad; `guests` have their visit in the body."""
    title = next((s for s in scene.document.sentences[:1] if s.is_title), None)
    if title is None:
        return None
    person = next((m for m in scene.inside(title.start, title.end)[:1] if m.kind == "person"), None)
    index = title.word_index(person.end) if person else len(title.words)
    if person is None or index + 1 >= len(title.words) or title.words[index].lower != "in" or person.name in guests:
        return None
    target = _target(scene, title, index + 1)
    guest = scene.actor(person, title)
    if guest is None or target is None or target[0].start != title.words[index + 1].start:
        return None
    host, venue, end = target
    if guest.role in NEVER_ACT or guest.country_code == host.country_code or _is_gathering(title, end):
        return None
    return title, Found("visit", "held", (guest,), (host,), venue, "diplomacy.visit.title", "medium")
