"""Who and what a post names, as values of fields: countries, groups, people, places, sources."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import wraps

from pipelines.claims import lexicon
from pipelines.claims.attack import sides
from pipelines.claims.gazetteer import Place, standing
from pipelines.claims.learned.candidates import Named, Names
from pipelines.claims.learned.reading import Reading
from pipelines.claims.mention import Mention
from pipelines.claims.text import Sentence, Word
from pipelines.claims.titles import bare

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_NO_NAMES = frozenset({*_DAYS, *_MONTHS, "november", "december", "i"})
_FIGHTERS = (
    "rebels|separatists|secessionists|militants|jihadists|jihadis|insurgents|gunmen|fighters|guerrillas|militiamen|"
    "militias?|settlers|dissidents|coalition|loyalists|terrorists|extremists|tribesmen|armed groups?"
)
_DESCRIBED = re.compile(
    r"\b(?:(?!The )[A-Z][\w’'.-]{1,20} |[a-z]{2,12}-[A-Za-z][a-z]{2,12} |"
    rf"(?:separatist|rebel|local|armed|suspected|opposition) ){{0,3}}((?i:{_FIGHTERS}))\b"
)
_OPENS = re.compile(
    r"\W*(?:In|At|Near|Outside|Over|Elsewhere in|Around) (?:the |occupied |nearby |neighbouring |neighboring )*"
    r"(?:\w+ (?:and \w+ )?(?:of|in) (?:the )?)?"
)
_OPENED = re.compile(r"(?: \w+)?[,:]")
_STATES = frozenset({"EU", "European Commission", "European Parliament"})


def _kept(names: Callable[[Reading], Iterator[Named]]) -> Callable[[Reading], Names]:
    """Names that are looked for once in a post."""

    @wraps(names)
    def kept(reading: Reading) -> Names:
        if names.__name__ not in reading.names:
            reading.names[names.__name__] = Names(reading, names(reading))
        found: Names = reading.names[names.__name__]
        return found

    return kept


@_kept
def countries(reading: Reading) -> Iterator[Named]:
    """The country codes behind names of states, people and places."""
    for m in reading.scene.mentions:
        if m.country_code:
            yield Named(m.country_code, m.start, m.end, m.kind)
    for p in reading.scene.places:
        if p.country:
            yield Named(p.country, p.start, p.end, f"{p.level} located={p.is_located}")


@_kept
def belligerents(reading: Reading) -> Iterator[Named]:
    """The states (by code), alliances and armed groups (by name, or as the post describes them) that can use force."""
    groups = [m for m in reading.scene.mentions if m.kind == "group"]
    for m in reading.scene.mentions:
        code = m.name if m.name in lexicon.alliances() else sides.actor_code(reading.document, m)
        if code:
            yield Named(code, m.start, m.end, m.kind)
    for described in _DESCRIBED.finditer(reading.document.text):
        start, end = described.span()
        if not any(m.start < end and start < m.end for m in groups):
            yield Named(described[0], start, end, f"described {described[1].lower()}")


@_kept
def places(reading: Reading) -> Iterator[Named]:
    """The places below a country, and territories and capitals that stand for a place."""
    seen = set()
    for p in reading.scene.places:
        seen.add(p.start)
        yield Named(p.name, p.start, p.end, f"{p.level} located={p.is_located} district={p.is_district}")
    for m in reading.scene.mentions:
        if m.start not in seen and (m.is_city or m.kind in ("metonym", "territory")):
            yield Named(m.text, m.start, m.end, f"{m.kind} city={m.is_city}")


@_kept
def actors(reading: Reading) -> Iterator[Named]:
    """Whoever can act in diplomacy, by the codebook's name."""
    for m in reading.scene.mentions:
        yield Named(m.name, m.phrase_start, m.end, f"{m.kind} {m.role}".strip())


@_kept
def purses(reading: Reading) -> Iterator[Named]:
    """States and bodies that can pay or receive; a person stands for the side behind."""
    for m in reading.scene.mentions:
        if m.kind == "person":
            if m.side:
                yield Named(_purse(m.side), m.phrase_start, m.end, "person")
        else:
            yield Named(m.text if m.kind == "people" else _purse(m.name), m.start, m.end, m.kind)
    yield from unknown(reading)


def _purse(name: str) -> str:
    return "EU" if name in _STATES else name


def unknown(reading: Reading) -> Iterator[Named]:
    """Capitalised names within sentences that are no known name and no place: "Naftogaz", "the White Army"."""
    for sentence in reading.document.told:
        taken = [(m.phrase_start, m.end) for m in reading.scene.mentions_in(sentence.start, sentence.end)]
        taken += [(p.start, p.end) for p in reading.scene.places_in(sentence.start, sentence.end)]
        capital = [
            w
            for w in sentence.words[1:]
            if w.is_capitalised and w.lower not in _NO_NAMES and not any(a <= w.start < b for a, b in taken)
        ]
        for run in _runs(capital):
            name = bare(reading.document.text[run[0].start : run[-1].end])
            yield Named(name, run[0].start, run[-1].end, "unknown")


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words in runs with single spaces between them."""
    run: list[Word] = []
    for word in words:
        if run and word.start != run[-1].end + 1:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


@_kept
def sources(reading: Reading) -> Iterator[Named]:
    """The sources of the post as written."""
    for s in reading.scene.attribution.sources:
        yield Named(s.text, s.start, s.end, f"source weak={s.is_weak} pronoun={s.is_pronoun}")


@_kept
def venues(reading: Reading) -> Iterator[Named]:
    """Cities and countries where something can take place."""
    yield from places(reading).named
    for m in reading.scene.mentions:
        if m.kind == "country":
            yield Named(m.name, m.start, m.end, m.kind)


def opening(reading: Reading, anchor: int) -> frozenset[str]:
    """The place that the sentence at an offset is about from its first words on: "In the Donetsk region, …"."""
    sentence = reading.document.sentence_at(anchor)
    key = ("opening", sentence.index)
    return frozenset(reading.once(key, lambda: _opening(reading, sentence)))


def _opening(reading: Reading, sentence: Sentence) -> Iterator[str]:
    text = reading.document.text
    for n in places(reading).named:
        is_first = sentence.start <= n.start < sentence.end and _OPENS.fullmatch(text, sentence.start, n.start)
        if is_first and _OPENED.match(text, n.end):
            yield n.value


def place_features(reading: Reading, name: str) -> tuple[str, ...]:
    """What is known of a place: how large, of which level, and whether others of the post hold it or lie in it."""
    return reading.once(("place", name), lambda: iter(_of_place(reading, name)))


def _of_place(reading: Reading, name: str) -> list[str]:
    place = find_place(reading, name)
    known = standing(name)
    found = [
        known,
        f"level {place.level if place else 'none'}",
        f"{known} district={bool(place and place.is_district)}",
    ]
    spoken = any(
        s.start <= p.start < s.end
        for s in reading.scene.attribution.sources
        for p in reading.scene.places
        if p.name == name
    )
    found += [f"speaks={spoken}", f"{known} speaks={spoken}"]
    if place:
        others = {p.name: p for p in reading.scene.places if p.country == place.country and p.name != name}
        near = [p for p in others.values() if p.level == place.level]
        found += [f"alike {min(len(near), 3)}", f"{known} alike {min(len(near), 3)}"]
        standings = {standing(p.name) for p in near}
        found += [f"{known} beside {s}" for s in sorted(standings)]
    return found


def find_place(reading: Reading, name: str) -> Place | None:
    """The place of that name, as the post first names it."""
    return next((p for p in reading.scene.places if p.name == name), None)


def find_mention(reading: Reading, name: str) -> Mention | None:
    """Who is known by that name in the codebook, as the post first names them."""
    return next((m for m in reading.scene.mentions if m.name == name), None)
