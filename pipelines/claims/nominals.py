"""Acts told by a noun: "talks between A and B open on Monday", "after a meeting with B"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import commons, lexicon, two_sides
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.inflect import forms
from pipelines.claims.text import Sentence, Word

_KINDS = ("negotiation", "call", "meeting", "agreement")
TALKS = lexicon.words("nominals_talks")
_SETTINGS = lexicon.words("nominals_settings")
_MODIFIERS = 4
_CANCELLING = re.compile(r"\b(?:cancel\w{0,4}|call(?:s|ed)? off|scrap\w{0,4}|shelved?|postponed?|put off)\b")


@dataclass(frozen=True, slots=True)
class Nominal:
    """One noun of an act in a sentence with its parties, and whether it is the subject of its own clause."""

    act: str
    status: str
    parties: tuple[Actor, ...]
    noun: str
    start: int
    is_setting: bool


def find(scene: Scene, sentence: Sentence, earlier: tuple[Actor, ...] = ()) -> Iterator[Nominal]:
    """Every noun of a meeting, call or negotiation told as an act of its own, or a setting with its parties.

    `earlier` are the parties of the last meeting or talks: those of "the next round", "another meeting".
    """
    words = sentence.words
    index = 0
    while index < len(words):
        match = _noun(words, index)
        if match is None or scene.document.is_quoted(words[index].start):
            index += 1
            continue
        kind, end = match
        if end < len(words) and words[index].lower in _KINDS_OF_TALKS and _noun(words, end):
            index = end
            continue
        found = _read(scene, sentence, index, end, kind=kind, earlier=earlier)
        if found:
            yield found
        index = end


_KINDS_OF_TALKS = frozenset({"bilateral", "trilateral", "face-to-face", "one-on-one"})


def _noun(words: Sequence[Word], index: int) -> tuple[str, int] | None:
    if words[index].lower not in _openers() or (words[index].is_capitalised and index):
        return None
    if words[index].lower == "round" and index + 1 < len(words) and words[index + 1].lower == "of":
        return None
    for length in (4, 3, 2, 1):
        phrase = " ".join(w.lower for w in words[index : index + length])
        kinds = _nouns().get(phrase, ())
        for kind in _KINDS:
            if kind in kinds:
                return kind, min(index + length, len(words))
    return None


def _read(
    scene: Scene, sentence: Sentence, index: int, end: int, *, kind: str, earlier: tuple[Actor, ...]
) -> Nominal | None:
    words = sentence.words
    parties = _parties(scene, sentence, index, end, earlier)
    if kind == "agreement":
        return _agreement(sentence, index, end, parties)
    if not parties and kind != "call" and _is_another(words, index):
        parties = earlier
    verb = _verb_after(words, end)
    preposition = _preposition(words, index)
    if verb is None and preposition is None:
        return _plainly(scene, sentence, index, end, kind=kind, parties=parties)
    if verb is None or (preposition in _SETTINGS and verb != "cancelled"):
        return _setting(scene, sentence, index, end, kind=kind, parties=parties, preposition=preposition)
    if not parties and kind == "negotiation":
        parties = tuple(two_sides.sides(scene, kind))
    noun = words[end - 1].lower
    return (
        Nominal(_act(kind, noun, parties), verb, parties, noun, words[index].start, False) if len(parties) > 1 else None
    )


_SETTLED = re.compile(
    r"\b(?:reached|signed|agreed|struck|concluded|sealed|initialled|brokered|announced|in place|into force|in force|"
    r"t(?:ook|akes?|aken|aking) (?:effect|hold)|came into|comes into|entered into)\b"
)


def _agreement(sentence: Sentence, index: int, end: int, parties: tuple[Actor, ...]) -> Nominal | None:
    """ "A deal was reached between A and B", "a ceasefire between A and B took effect"."""
    words = sentence.words
    before, after = (
        sentence.text[: words[index].start - sentence.start],
        sentence.text[words[end - 1].end - sentence.start :],
    )
    if len(parties) < 2 or not (_SETTLED.search(after.lower()) or before.lower().split()[-2:-1] == ["under"]):
        return None
    status = "scheduled" if re.search(r"\b(?:will|to) (?:be|take|come|enter)\b", after.lower()) else "held"
    return Nominal("agreement", status, parties, words[end - 1].lower, words[index].start, False)


def _is_another(words: Sequence[Word], index: int) -> bool:
    """ "the next round", "a second meeting", "another session"."""
    return any(w.lower in _ANOTHER for w in words[max(index - 3, 0) : index])


_ANOTHER = frozenset(
    {"next", "another", "second", "third", "fourth", "new", "further", "last", "final", "first", "follow-up"}
)


def _plainly(
    scene: Scene, sentence: Sentence, index: int, end: int, *, kind: str, parties: tuple[Actor, ...]
) -> Nominal | None:
    """ "A meeting between A and B ended in a row", "A called off a summit with B": told, whatever the verb is."""
    words = sentence.words
    before = " ".join(w.lower for w in words[max(index - 6, 0) : index])
    noun, is_cancelled = words[end - 1].lower, bool(_CANCELLING.search(before))
    is_own = words[index - 1].lower in ("his", "her", "their") and bool(parties)
    if is_cancelled or is_own:
        subject = scene.actors_in(sentence, sentence.start, words[index].start)[:1]
        parties = tuple({a.name: a for a in (*subject, *parties)}.values())
    if len(parties) < 2 or not (is_cancelled or is_own or index <= 3):
        return None
    status = "cancelled" if is_cancelled else "held"
    return Nominal(_act(kind, noun, parties), status, parties, noun, words[index].start, False)


def _setting(
    scene: Scene,
    sentence: Sentence,
    index: int,
    end: int,
    *,
    kind: str,
    parties: tuple[Actor, ...],
    preposition: str | None,
) -> Nominal | None:
    """A setting counts when it names whom it was with; its subject takes part."""
    words = sentence.words
    if (
        preposition not in _SETTINGS
        or not parties
        or words[index - 1].lower in ("possible", "potential", "future", "any")
        or any(w.lower in _WISHING for w in words[max(index - 5, 0) : index])
    ):
        return None
    subject = scene.actors_in(sentence, sentence.start, words[index].start)[:1]
    if not subject and words[0].lower in ("he", "she"):
        subject = scene.antecedent(sentence, words[0])
    people = tuple({a.name: a for a in (*subject, *parties)}.values())
    noun = words[end - 1].lower
    is_ahead = preposition in ("before", "ahead", "for")
    if len(people) < 2:
        return None
    status = "scheduled" if is_ahead else "held"
    return Nominal(_act(kind, noun, people), status, people, noun, words[index].start, True)


_WISHING = frozenset(f for v in ("hope", "call", "push", "press", "appeal", "plead", "look") for f in forms(v))


def _act(kind: str, noun: str, parties: Sequence[Actor]) -> str:
    if kind == "call":
        return "call"
    is_negotiation = is_talks((noun, kind), parties) or (
        kind == "negotiation" and not any(p.is_person for p in parties)
    )
    return "negotiation" if is_negotiation else "meeting"


def is_talks(noun: Sequence[str], parties: Sequence[Actor]) -> bool:
    """ "talks" of delegations, states and envoys are a negotiation, of leaders and ministers a meeting."""
    if {"negotiations", "negotiation"} & set(noun):
        return True
    roles = {p.role for p in parties if p.is_person}
    return bool(TALKS & set(noun)) and ("envoy" in roles or roles <= {"party", ""})


def _parties(
    scene: Scene, sentence: Sentence, index: int, end: int, earlier: tuple[Actor, ...] = ()
) -> tuple[Actor, ...]:
    """Parties after "between", "with", "of", or joined before the noun ("Russia-Ukraine talks")."""
    words = sentence.words
    for position in range(end, min(end + 8, len(words) - 1)):
        if words[position].lower in ("between", "with", "involving", "among", "of"):
            near = words[position + 1 : position + 6]
            if len(parties := (*commons.state(scene, near), *commons.groups(scene, near))) > 1:
                return parties
            found = scene.actors_in(sentence, words[position + 1].start, sentence.end, is_object=True)
            if two_sides.both(words[position + 1 : position + 5]):
                return two_sides.pair(scene, words[position + 1 : position + 5], earlier)
            if words[position].lower == "of" and len(found) < 2:
                continue
            if found and found[0].start - words[position].end <= 40:
                own = _owner(scene, sentence, index) if words[position].lower == "with" else []
                return commons.with_state(scene, near, (*own, *found))
            return ()
        if words[position].text in ".,;:":
            break
    start = words[max(index - 6, 0)].start
    joined = [m for m in scene.inside(start, words[index].start) if m.kind != "person"]
    between = {m.end for m in joined}
    pairs = [m for m in joined if m.start - 1 in between]
    return tuple(two_sides.plain(m) for m in joined if m in pairs or m.end + 1 in {p.start for p in pairs})


def _owner(scene: Scene, sentence: Sentence, index: int) -> list[Actor]:
    """The possessor of the noun: "Trump's call with Putin"."""
    words = sentence.words
    owners = scene.inside(sentence.start, words[index].start)[-1:]
    return (
        [two_sides.plain(owners[0])]
        if owners and scene.document.text[owners[0].end : owners[0].end + 1] in ("'", "’")
        else []
    )


_CLAUSE_WORDS = frozenset(
    {"and", "that", "he", "she", "they", "it", "who", "had", "has", "have", "held", "hold", "holds"}
)


def _preposition(words: Sequence[Word], index: int) -> str | None:
    """The preposition the noun phrase depends on, if any."""
    for back in range(index - 1, max(index - 2 - _MODIFIERS, -1), -1):
        if words[back].lower in _SETTINGS or words[back].lower in ("of", "to", "by", "from", "with", "about"):
            return words[back].lower
        if words[back].text in ".,;:" or words[back].lower in _CLAUSE_WORDS:
            return None
    return None


def _verb_after(words: Sequence[Word], end: int) -> str | None:
    """Status from the verb the noun is subject of; None if it is the subject of none."""
    for position in range(end, min(end + 14, len(words))):
        lower = words[position].lower
        if lower in ".;:" or lower in ("said", "told"):
            return None
        status = _verbs().get(lower)
        if status:
            before = {w.lower for w in words[max(position - 4, end) : position]}
            return _with_auxiliaries(status, before)
    return None


def _with_auxiliaries(status: str, before: set[str]) -> str | None:
    if before & {"not", "never", "no"}:
        return None
    if status == "held" and before & {"will", "would", "to", "due", "set", "expected", "scheduled", "planned", "could"}:
        return "proposed" if before & {"could", "should"} else "scheduled"
    return status


@cache
def _verbs() -> dict[str, str]:
    return {f: r["status"] for r in lexicon.rows("nominal_verbs") for f in forms(r["verb"])}


@cache
def _openers() -> frozenset[str]:
    return frozenset(noun.split()[0] for noun in _nouns())


@cache
def _nouns() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in lexicon.rows("diplomatic_nouns"):
        table.setdefault(row["noun"], set()).add(row["noun_kind"])
    return {noun: frozenset(kinds) for noun, kinds in table.items()}
