"""Who and what a post names, as values of fields: countries, groups, people, places, sources."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import wraps

from pipelines.claims import lexicon
from pipelines.claims.attack import sides
from pipelines.claims.gazetteer import Place, standing
from pipelines.claims.learned import described
from pipelines.claims.learned.candidates import Named, Names
from pipelines.claims.learned.reading import Reading
from pipelines.claims.mention import Mention
from pipelines.claims.sources import is_no_speaker, is_speaker, names_source, noun_phrase_end
from pipelines.claims.text import Sentence, Word
from pipelines.claims.titles import bare

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_NO_NAMES = frozenset({*_DAYS, *_MONTHS, "november", "december", "i"})
_OPENS = re.compile(
    r"\W*(?:In|At|Near|Outside|Over|Elsewhere in|Around) (?:the |occupied |nearby |neighbouring |neighboring )*"
    r"(?:\w+ (?:and \w+ )?(?:of|in) (?:the )?)?"
)
_OPENED = re.compile(r"(?: \w+)?[,:]")
_OPENING = frozenset({"the", "a", "an", "its", "his", "her", "their", "another"})
_MARKS = frozenset({",", ";", ":", "—", "–", "-", "(", '"'})
_BEFORE = _MARKS | {"by", "from", "to", "that", "as", "where", "and", "but", "while"}
_LONGEST_SOURCE = 12
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
        code = m.name if m.name in lexicon.alliances() else sides.actor_code(reading.scene, m)
        if code:
            yield Named(code, m.start, m.end, m.kind)
    people = described.find(reading.document.text, groups)
    forms = [*reading.scene.group_names.values(), *(p.text for p in people)]
    for p in people:
        yield Named(described.in_full(p.text, forms), p.start, p.end, f"described {p.head}")


@_kept
def places(reading: Reading) -> Iterator[Named]:
    """The places below a country, territories and capitals that stand for a place, and names that no list has."""
    seen = set()
    for p in reading.scene.places:
        seen.add(p.start)
        yield Named(p.name, p.start, p.end, f"{p.level} located={p.is_located} district={p.is_district}")
    for m in reading.scene.mentions:
        if m.start not in seen and (m.is_city or m.kind in ("metonym", "territory")):
            seen.add(m.start)
            yield Named(m.text, m.start, m.end, f"{m.kind} city={m.is_city}")
    for n in unknown(reading).named:
        if n.start not in seen:
            yield n


@_kept
def actors(reading: Reading) -> Iterator[Named]:
    """Whoever can act in diplomacy, by the codebook's name; of names that no list has the last word, as of persons."""
    for m in reading.scene.mentions:
        yield Named(m.name, m.phrase_start, m.end, f"{m.kind} {m.role}".strip())
    for n in unknown(reading).named:
        first, _, last = n.value.rpartition(" ")
        if first:
            yield Named(last, n.start, n.end, "unknown")


@_kept
def purses(reading: Reading) -> Iterator[Named]:
    """States and bodies that can pay or receive; a person stands for the side behind."""
    for m in reading.scene.mentions:
        if m.kind == "person":
            if m.side:
                yield Named(_purse(m.side), m.phrase_start, m.end, "person")
        else:
            yield Named(m.text if m.kind == "people" else _purse(m.name), m.start, m.end, m.kind)
    yield from unknown(reading).named


def _purse(name: str) -> str:
    return "EU" if name in _STATES else name


@_kept
def unknown(reading: Reading) -> Iterator[Named]:
    """Capitalised names within sentences that are no known name and no place: "Naftogaz", "the White Army"."""
    for sentence in reading.document.told:
        taken = [(m.phrase_start, m.end) for m in reading.scene.mentions_in(sentence.start, sentence.end)]
        taken += [(p.start, p.end) for p in reading.scene.places_in(sentence.start, sentence.end)]
        first = 0 if _goes_on(sentence.words) else 1
        capital = [
            w
            for w in sentence.words[first:]
            if w.is_capitalised and w.lower not in _NO_NAMES and not any(a <= w.start < b for a, b in taken)
        ]
        for run in _runs(capital):
            name = bare(reading.document.text[run[0].start : run[-1].end])
            yield Named(name, run[0].start, run[-1].end, "unknown")


def _goes_on(words: Sequence[Word]) -> bool:
    """Whether the name goes on that a sentence may open with: "Hillary Clinton said", not "Officials said"."""
    return len(words) > 1 and words[1].is_capitalised and words[1].start == words[0].end + 1


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
    """The sources of the post as written, and noun phrases that could be one whatever verb they have."""
    for s in reading.scene.attribution.sources:
        yield Named(s.text, s.start, s.end, f"source weak={s.is_weak} pronoun={s.is_pronoun}")
    known = {offset for s in reading.scene.attribution.sources for offset in range(s.start, s.end)}
    for sentence in reading.document.sentences:
        for start, end in _speakers(reading, sentence):
            if start not in known:
                yield Named(reading.document.text[start:end], start, end, "speaker")


def _speakers(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Noun phrases of a sentence that could be a source: with a noun for sources or somebody's name in them."""
    words = sentence.words
    for i, word in enumerate(words):
        if i and word.lower not in _OPENING and words[i - 1].lower not in _BEFORE:
            continue
        last = min(noun_phrase_end(words, i), i + _LONGEST_SOURCE)
        if last == i or not is_speaker(words[i:last]) or is_no_speaker(words[i:last]):
            continue
        start, end = word.start, words[last - 1].end
        if names_source(words[i:last]) or reading.scene.mentions_in(start, end):
            yield start, end


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
