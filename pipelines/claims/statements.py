"""Rules for statements: the public positions of leaders, ministers, spokespersons, envoys, states and bodies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon, money, triggers, venues
from pipelines.claims.actors import NEVER_ACT, Actor, Scene
from pipelines.claims.acts import is_historical
from pipelines.claims.claim import Diplomacy, Support
from pipelines.claims.subjects import PREPOSITIONS, subject_span
from pipelines.claims.targets import QUOTES, Said, content_span, other_side, state_behind, targets_of
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb

_THRESHOLDS = {"judge": 3, "stand": 5, "demand": 2, "request": 3, "ask": 2, "vow": 2, "name": 2, "speech": 2, "open": 2}
_BASES = {"judge": 3, "stand": 1, "demand": 2, "request": 1, "ask": 0, "vow": 1, "name": 1, "speech": 0, "open": 0}
_OFFICES = frozenset({"leader", "minister", "spokesperson", "envoy", "official", ""})
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|declin\w{1,4} to|did not comment|has not commented|gave no|no comment|did not say)\b"
)
_REBUTTAL = re.compile(
    r"\b(?:allegation|accusation|claim|report|link|suggestion|charge|involvement|talks|discussion|meeting)s?\b"
)
_PARALLEL = frozenset({"and", ",", "but", "while", "or", "before", "also"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One candidate: who says it, with which verb, and how much it reads like a position."""

    speaker: Actor
    sentence: Sentence
    verb: Verb
    kind: str
    score: int
    targets: tuple[Actor, ...]
    venue: str | None


def find(scene: Scene, told: frozenset[int], phoned: frozenset[int]) -> list[Diplomacy]:
    """One statement per speaker, the one most like a position; `told` sentences tell another act, `phoned` a call."""
    best: dict[str, Saying] = {}
    for sentence in scene.sentences:
        if is_historical(scene, sentence):
            continue
        for saying in _in_sentence(scene, sentence):
            if saying.kind in ("speech", "vow", "ask") and not _has_quote(saying) and _reports_coded(sentence, told):
                continue
            if saying.kind in ("ask", "vow", "open") and sentence.index in phoned:
                continue
            if saying.score >= _THRESHOLDS[saying.kind] and _rank(saying) > _rank(best.get(saying.speaker.name)):
                best[saying.speaker.name] = saying
    return [_claim(s) for s in best.values()]


def _has_quote(saying: Saying) -> bool:
    return any(mark in saying.sentence.text for mark in QUOTES)


def _reports_coded(sentence: Sentence, told: frozenset[int]) -> bool:
    """Whether what is said is an act or a sum that has its own claim."""
    return sentence.index in told or bool(money.sums(sentence.text))


def _rank(saying: Saying | None) -> tuple[int, int, int]:
    if saying is None:
        return (-1, 0, 0)
    return (saying.score, len(saying.targets), -saying.sentence.index)


def _in_sentence(scene: Scene, sentence: Sentence) -> list[Saying]:
    found: list[Saying] = []
    speakers: list[Actor] = []
    for verb in triggers.statements(sentence.words):
        if scene.document.is_quoted(sentence.words[verb.head].start) or verb.is_passive:
            continue
        if verb.is_negated and not sentence.words[verb.head].lower.startswith(
            "rul"
        ):  # "did not rule out" is a position
            continue
        if verb.tense in ("infinitive", "future", "wish"):
            continue
        actors = _speakers(scene, sentence, verb, speakers)
        speakers = actors or speakers
        found += [s for a in actors if (s := _saying(scene, sentence, verb, a))]
    return found or _open(scene, sentence)


def _open(scene: Scene, sentence: Sentence) -> list[Saying]:
    """A quotation whose only speaker acts by a verb no table knows ("scoffed"), or by a colon."""
    words = sentence.words
    if not any(w.text in QUOTES for w in words):
        return []
    for mention in scene.inside(sentence.start, sentence.end):
        index = sentence.word_index(mention.end)
        if (
            mention.kind != "person"
            or index >= len(words)
            or not _may_speak(actor := scene.actor(mention, sentence) or state_behind(mention))
        ):
            continue
        lower = words[index].lower
        if lower == ":" or (lower.isalpha() and lower.endswith(("ed", "es")) and not words[index].is_capitalised):
            verb = Verb(index, index, index + 1, None, None, (("open", "content"),), False, False, "past")
            return [s for s in [_saying(scene, sentence, verb, actor)] if s]
    return []


def _speakers(scene: Scene, sentence: Sentence, verb: Verb, before: list[Actor]) -> list[Actor]:
    words = sentence.words
    after = words[verb.last].start if verb.last < len(words) else sentence.end
    if verb.first and words[verb.first - 1].text in {",", *QUOTES} and verb.kinds[0][0] == "speech":
        follows_preposition = verb.last < len(words) and words[verb.last].lower in PREPOSITIONS | {"of", "that"}
        inverted = (
            []
            if follows_preposition
            else scene.actors_in(sentence, after, min(after + 120, sentence.end), is_object=True)
        )
        if inverted and inverted[0].start - after <= 8 and _quote_ends_before(sentence, verb):
            return [a for a in inverted if _may_speak(a)]
    if verb.tense == "participle" and verb.first and words[verb.first - 1].text in {",", *QUOTES}:
        return before or _source(scene, sentence)
    if _is_embedded(sentence, verb):
        return []
    actors = scene.subject(sentence, verb.first)
    if actors:
        return [a for a in actors if _may_speak(a)]
    is_coordinate = verb.first > 0 and (
        words[verb.first - 1].lower in _PARALLEL or words[verb.head].lower.endswith("ing")
    )
    return (before or _leading(scene, sentence)) if is_coordinate else []


def _leading(scene: Scene, sentence: Sentence) -> list[Actor]:
    """The actor the sentence begins with: the subject of verbs joined by "and" far from it."""
    actors = scene.actors_in(sentence, sentence.start, sentence.end)
    return [a for a in actors if a.start - sentence.start <= 4 and _may_speak(a)]


def _source(scene: Scene, sentence: Sentence) -> list[Actor]:
    """The source of "According to Merz, …, saying …"."""
    named = [m for m in scene.inside(sentence.start, sentence.end) if scene.is_source(m.start)]
    actors = [a for m in named if (a := scene.actor(m, sentence)) and _may_speak(a)]
    return actors[:1]


def _is_embedded(sentence: Sentence, verb: Verb) -> bool:
    """ "what Delhi described as camps": a manner of speaking inside another statement."""
    first = subject_span(sentence.words, verb.first)[0]
    return any(w.lower == "what" for w in sentence.words[max(first - 1, 0) : verb.first])


def _quote_ends_before(sentence: Sentence, verb: Verb) -> bool:
    return any(w.text in {",", *QUOTES} for w in sentence.words[max(verb.first - 2, 0) : verb.first])


def _may_speak(actor: Actor) -> bool:
    if actor.is_person:
        return actor.role not in NEVER_ACT and (actor.role != "" or actor.side is not None)
    return actor.institution not in ("military",) and actor.kind != "people"


def _saying(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor) -> Saying | None:
    kind, object_kind = verb.kinds[0]
    following = sentence.words[verb.last].lower if verb.last < len(sentence.words) else ""
    if kind == "name" and following in ("off", "in", "out", "up", "back", "on"):
        return None
    content_start, content_end = content_span(sentence, verb)
    content = scene.document.text[content_start:content_end]
    if _DENIAL.search(content.lower()[:60]) or (kind in ("stand", "name") and _REBUTTAL.search(content.lower()[:40])):
        return None
    named = targets_of(scene, sentence, verb, speaker, object_kind)
    if kind == "ask" and any(a.role == "military" and a.country_code in (None, speaker.country_code) for a in named):
        return None
    score = _score(speaker, kind, content, named)
    targets = named or other_side(scene, Said(speaker, sentence, verb, content_start, content_end))
    return Saying(speaker, sentence, verb, kind, score, targets, venues.of_statement(scene, sentence, verb.first, verb.last))


def _score(speaker: Actor, kind: str, content: str, targets: Sequence[Actor]) -> int:
    base = _BASES[kind]
    lower = content.lower()
    positions = len({m[0] for m in _cues("position").finditer(lower)})
    facts = len({m[0] for m in _cues("fact").finditer(lower)})
    is_quoted = any(mark in content for mark in '"“”')
    digits = len(re.findall(r"\d{1,9}", content))
    quote = (2 if speaker.is_person else 1) if is_quoted else 0
    is_report = kind in ("speech", "open", "ask")
    office = (
        (is_report or (kind == "vow" and positions)) and not facts and speaker.is_person and speaker.role in _OFFICES
    )
    reported = min(facts, 3) + (digits > 1) if is_report else 0
    return base + min(positions, 3) + quote + bool(targets) + office - reported


@cache
def _cues(kind: str) -> re.Pattern[str]:
    found = [r["word"] for r in lexicon.rows("statement_cues") if r["cue_kind"] == kind]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(found, key=len, reverse=True))) + r")\b")


def _claim(saying: Saying) -> Diplomacy:
    sentence = saying.sentence
    return Diplomacy(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        rule=f"diplomacy.statement.{saying.kind}",
        support=_support(saying),
        act="statement",
        status="held",
        participants=(saying.speaker.name,),
        counterparts=tuple(dict.fromkeys(a.name for a in saying.targets)),
        venue=saying.venue,
    )


def _support(saying: Saying) -> Support:
    """High where nine in ten were right: a person's plain position, or a strong verb with enough beside it."""
    is_strong = saying.kind in ("judge", "demand") and saying.score >= 4
    is_plain = (
        saying.speaker.is_person and saying.score >= 5 and saying.kind in ("judge", "demand", "name", "speech", "vow")
    )
    if is_strong or is_plain:
        return "high"
    return "medium" if saying.score >= 3 else "low"
