"""Persons: names known by their titles, appositions or office; a title is never read as a surname."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.inflect import forms
from pipelines.claims.mention import Mention
from pipelines.claims.names import (
    ARTICLE_NAME,
    LONGEST_NAME,
    PARTICLES,
    is_headline,
    is_name_word,
    name_end,
    office_by_name,
    surname_of,
)
from pipelines.claims.text import Document, Sentence, Word
from pipelines.claims.titles import LONGEST_TITLE, Title, bare, is_organisation, title_at, title_phrases

_FIRMS = lexicon.words("persons_firms")
_OF = frozenset({"of", "for", "to", "at", "in", "on"})


def find(document: Document, names: Sequence[Mention]) -> list[Mention]:
    """All persons; a surname introduced anywhere in the post is found everywhere in it."""
    introduced = [p for s in document.sentences for p in _introduced(s, _inside(names, s))]
    known = {p.name: p for p in reversed(introduced)}
    bare_names = [p for s in document.sentences for p in _by_surname(s, known)]
    taken = {offset for p in introduced for offset in range(p.start, p.end)}
    bare_names = [p for p in bare_names if p.start not in taken and p.end - 1 not in taken]
    return sorted([*introduced, *bare_names], key=lambda p: p.start)


def _inside(names: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    first = bisect_left(names, sentence.start, key=lambda m: m.start)
    return list(names[first : bisect_left(names, sentence.end, key=lambda m: m.start)])


def _introduced(sentence: Sentence, names: Sequence[Mention]) -> Iterator[Mention]:
    """Persons with a title before their name, or in an apposition before or after it, or known by full name."""
    words, position = sentence.words, 0
    in_headline = is_headline(sentence)
    titles = {t.end: t for t in title_phrases(sentence, names)}
    while position < len(words):
        end = name_end(words, position, names, opens_after=titles.get(position))
        person = _person(sentence, names, titles, position, end, is_headline=in_headline) if end > position else None
        if person:
            yield person
        position = max(end, position + 1)


def _person(
    sentence: Sentence, names: Sequence[Mention], titles: dict[int, Title], first: int, end: int, *, is_headline: bool
) -> Mention | None:
    words = sentence.words
    full = " ".join(bare(w.text) for w in words[first:end])
    holder = office_by_name().get(full) or _lone_holders().get(full)
    title = titles.get(first) or _coordinated(words, titles, first)
    if title is not None and title.role in ("military", "courtesy"):
        title = _apposed_before(words, titles, title.first) or title
    if title is None and end - first > 1:
        title = (
            _apposed_before(words, titles, first)
            or _apposed_after(words, titles, end)
            or _apposed_to_pair(words, names, titles, end)
            or _heading(words, names, end)
        )
    if (
        title is None
        and holder is None
        and end - first > 1
        and end < len(words)
        and words[end].lower in _acting_forms()
        and bare(words[end - 1].text).lower() not in _FIRMS
    ):
        title = _possessor(words, names, first)
    if title is None and holder is None:
        return None
    if is_headline and holder is None and end - first < 2:
        return None
    role = _role(title, holder)
    country = (title.country_code if title else None) or (holder.country_code if holder else None)
    surname = holder.surname if holder else surname_of([bare(w.text) for w in words[first:end]], country)
    start = min(title.first, first) if title and title.end <= first else first
    phrase = words[_owner_start(words, names, start)].start
    side = (title.side if title else None) or (holder.side if holder else None)
    side = side or (lexicon.short_name(country) if country else None)
    return _mention(
        sentence, words[first], words[end - 1], name=surname, country=country, role=role, phrase=phrase, side=side
    )


def _owner_start(words: Sequence[Word], names: Sequence[Mention], start: int) -> int:
    """Where "Congo's" in "Congo's Felix Tshisekedi" begins; `start` if no owner stands there."""
    if start == 0 or not words[start - 1].text.replace("’", "'").endswith("'s"):
        return start
    owner = next((m for m in names if m.start <= words[start - 1].start < m.end), None)
    while owner and start > 0 and words[start - 1].start >= owner.start:
        start -= 1
    return start


def _role(title: Title | None, holder: lexicon.OfficeHolder | None) -> str:
    if title and title.role != "courtesy":
        return title.role
    return holder.role if holder else ""


def _mention(
    sentence: Sentence,
    first: Word,
    last: Word,
    *,
    name: str,
    country: str | None,
    role: str,
    phrase: int,
    side: str | None,
) -> Mention:
    end = last.start + len(bare(last.text))
    text = sentence.text[first.start - sentence.start : end - sentence.start]
    return Mention(first.start, end, text, "person", name, country, role=role, np_start=phrase, side=side)


def _coordinated(words: Sequence[Word], titles: dict[int, Title], first: int) -> Title | None:
    """The plural title that also covers a name after "and" or a comma ("Presidents A and B")."""
    position = first - 1
    if position < 1 or words[position].lower not in ("and", ","):
        return None
    for back in range(position - 1, max(position - 1 - LONGEST_NAME, -1), -1):
        title = titles.get(back)
        if title and title.is_plural:
            return replace(title, country_code=None, first=first, end=first)
        if not (words[back].is_capitalised or words[back].lower in PARTICLES):
            return None
    return None


def _apposed_before(words: Sequence[Word], titles: dict[int, Title], first: int) -> Title | None:
    """The title in "the bloc's top diplomat, Josep Borrell," or "the head of the agency, Jane Doe,"."""
    if first < 2 or words[first - 1].text != ",":
        return None
    for back in range(first - 1, max(first - 1 - LONGEST_TITLE, 0), -1):
        if back < first - 1 and words[back].text in ",.;:":
            return None
        if back in titles:
            is_near = back == first - 1 or words[back].lower in _OF
            return titles[back] if is_near else None
    return None


def _apposed_after(words: Sequence[Word], titles: dict[int, Title], end: int) -> Title | None:
    """The title in "Mykhailo Podolyak, an adviser to Ukraine's president," or "Jane Doe, Kenya's foreign minister"."""
    if end >= len(words) or words[end].text not in (",", "("):
        return None
    for position in range(end + 1, min(end + 2 + LONGEST_TITLE, len(words))):
        if words[position].text in ",.;:)" or words[position].lower in ("said", "who", "told", "and"):
            break
    else:
        position = min(end + 1 + LONGEST_TITLE, len(words))
    inside = [t for e, t in titles.items() if end < t.first <= t.end <= position and e > end + 1]
    return min(inside, key=lambda t: t.end) if inside else None


def _apposed_to_pair(
    words: Sequence[Word], names: Sequence[Mention], titles: dict[int, Title], end: int
) -> Title | None:
    """The plural title after two names ("Amos Hochstein and Brett McGurk, aides to Joe Biden")."""
    if end >= len(words) or words[end].lower != "and":
        return None
    following = name_end(words, end + 1, names)
    title = _apposed_after(words, titles, following) if following > end + 1 else None
    return title if title and title.is_plural else None


_HEADS = frozenset({"commands", "leads", "heads", "chairs", "rules"})


def _heading(words: Sequence[Word], names: Sequence[Mention], end: int) -> Title | None:
    """The side in "Mazloum Abdi, who commands the Syrian Democratic Forces": its head."""
    near = [w.lower for w in words[end : end + 3]]
    if len(near) < 3 or near[:2] != [",", "who"] or near[2] not in _HEADS:
        return None
    reach = words[min(end + 10, len(words) - 1)].end
    led = next((m for m in names if words[end].start < m.start < reach and m.kind != "person"), None)
    return Title(end, end, "leader", led.country_code, False, led.name) if led else None


def _possessor(words: Sequence[Word], names: Sequence[Mention], first: int) -> Title | None:
    """The state in "the African Union's Mahmoud Ali Youssouf voiced alarm": a speaker of that state, office unknown."""
    if first == 0 or not words[first - 1].text.replace("’", "'").endswith("'s"):
        return None
    owner = next((m for m in names if m.start <= words[first - 1].start < m.end), None)
    return Title(first, first, "", owner.country_code, False, owner.name) if owner else None


@cache
def _acting_forms() -> frozenset[str]:
    """What a person does next: a verb of saying or of diplomacy, or an auxiliary of one."""
    verbs = {r["verb"].split()[0] for r in lexicon.rows("diplomatic_acts") if r["frame"] in ("mutual", "travel")}
    sayings = (r["verb"] for r in lexicon.rows("statement_verbs"))
    return frozenset(form for verb in (*verbs, *sayings) for form in forms(verb)) | {"will", "who", "and"}


def _by_surname(sentence: Sentence, known: dict[str, Mention]) -> Iterator[Mention]:
    """Persons named by surname only: introduced in this post, or holders of an office."""
    words = sentence.words
    for position, word in enumerate(words):
        text = bare(word.text)
        lead = known.get(text) or _surnames().get(text) or _article_name(words, position, known)
        if lead is None or not (word.is_capitalised or ARTICLE_NAME.fullmatch(text)):
            continue
        tokens = lead.name.split(" ")
        window = [bare(w.text) for w in words[position : position + len(tokens)]]
        if window != tokens or _belongs_to_another(words, position):
            continue
        if lead.start == lead.end and _is_given_name(words, position + len(tokens)):
            continue
        last = words[position + len(tokens) - 1]
        start = _honorific_start(words, position)
        yield _mention(
            sentence,
            word,
            last,
            name=lead.name,
            country=lead.country_code,
            role=lead.role,
            phrase=start,
            side=lead.side,
        )


def _article_name(words: Sequence[Word], position: int, known: dict[str, Mention]) -> Mention | None:
    """A surname of several words ("von der Leyen", "Al Thani") that starts here."""
    if words[position].lower not in PARTICLES and words[position].lower not in _first_tokens():
        return None
    for length in (3, 2):
        name = " ".join(bare(w.text) for w in words[position : position + length])
        if found := known.get(name) or _surname_phrases().get(name):
            return found
    return None


def _belongs_to_another(words: Sequence[Word], position: int) -> bool:
    """A capitalised word right before that is no title and no sentence opener is another person's given name."""
    if position == 0:
        return False
    before = words[position - 1]
    if words[position].start - before.end > 1 or before.text.replace("’", "'").endswith("'s"):
        return False
    is_name_like = before.is_capitalised and before.text.isalpha() and position > 1
    return is_name_like and title_at(words, position - 1) is None and not is_organisation(before.text)


def _is_given_name(words: Sequence[Word], following: int) -> bool:
    """An office holder's surname with another name right after it is somebody else's given name."""
    if following >= len(words) or words[following - 1].text.replace("’", "'").endswith("'s"):
        return False
    is_adjacent = words[following].start - words[following - 1].end <= 1
    return is_adjacent and is_name_word(words, following, following) and words[following].text[1:2].islower()


def _honorific_start(words: Sequence[Word], position: int) -> int:
    first = position
    while first > 0 and title_at(words, first - 1) is not None:
        first -= 1
    return words[first].start


@cache
def _lone_holders() -> dict[str, lexicon.OfficeHolder]:
    """Office holders by surname, for "President Biden"."""
    return {h.surname: h for h in reversed(lexicon.office_holders())}


@cache
def _surname_phrases() -> dict[str, Mention]:
    return {
        h.surname: Mention(0, 0, h.surname, "person", h.surname, h.country_code, role=h.role, side=h.side)
        for h in reversed(lexicon.office_holders())
    }


@cache
def _surnames() -> dict[str, Mention]:
    return {name: m for name, m in _surname_phrases().items() if " " not in name}


@cache
def _first_tokens() -> frozenset[str]:
    return frozenset(name.split()[0].lower() for name in _surname_phrases() if " " in name)
