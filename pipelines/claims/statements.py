"""Rules for statements: the public positions of leaders, ministers, spokespersons, envoys, states and bodies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.claims import conflict, lexicon, money, portfolios, speakers, triggers, venues
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.acts import is_historical
from pipelines.claims.claim import Diplomacy, Modality, Support
from pipelines.claims.targets import QUOTES, Said, content_span, other_side, owners, state_behind, targets_of
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


def find(scene: Scene, told: Mapping[int, frozenset[str]], phoned: frozenset[int]) -> list[Diplomacy]:
    """One statement per speaker, the one most like a position; `told` sentences tell another act, `phoned` a call."""
    best: dict[tuple[str, Modality], Saying] = {}
    is_of_war = _is_of_war(scene)
    for sentence in scene.sentences:
        modality: Modality = "historical" if is_historical(scene, sentence) else "asserted"
        for saying in _with_all_targets(_in_sentence(scene, sentence)):
            key = (saying.speaker.name, modality)
            if _is_position(scene, saying, told, phoned, is_of_war=is_of_war) and _rank(saying) > _rank(best.get(key)):
                best[key] = saying
    return [_claim(s, modality) for (_, modality), s in best.items()]


def _is_position(
    scene: Scene, saying: Saying, told: Mapping[int, frozenset[str]], phoned: frozenset[int], *, is_of_war: bool
) -> bool:
    """Whether what is said is a public position, and no report of an act, a sum or a call that has its own claim."""
    if saying.kind in ("speech", "vow", "ask", "open") and _reports_coded(scene, saying, told):
        return False
    if saying.kind in ("ask", "vow", "open") and saying.sentence.index in phoned:
        return False
    if not is_of_war and (saying.kind != "judge" or not saying.targets):
        return False
    return saying.score >= _THRESHOLDS[saying.kind] and not _is_domestic(scene, saying)


def _is_domestic(scene: Scene, saying: Saying) -> bool:
    """ "The jet should have diverted", by the head of the aviation agency: nothing of another actor or the war."""
    speaker, text = saying.speaker, saying.sentence.text
    if saying.targets or portfolios.TOPIC.search(text) or _has_quote(saying):
        return False
    if speaker.role == "official" and (speaker.country_code or not speaker.side):
        return True
    is_home = bool(portfolios.HOME.search(_office(scene, saying)))
    return is_home and not (conflict.has_force(text) or conflict.has_war(text))


def _office(scene: Scene, saying: Saying) -> str:
    """The words around a speaker's name, where the office stands."""
    start, end = saying.sentence.start, saying.sentence.end
    return scene.document.lower[max(saying.speaker.start - 60, start) : min(saying.speaker.end + 60, end)]


def _is_of_war(scene: Scene) -> bool:
    """Whether a post is about war or relations of states at all, not an accident, a museum or a tram depot."""
    text = scene.document.text
    opening = " ".join(s.text for s in scene.document.sentences[:2])
    if conflict.has_other_cause(opening) and not conflict.has_force(text):
        return False
    return conflict.has_force(text) or conflict.has_war(text) or bool(_RELATIONS.search(text))


_RELATIONS = re.compile(
    r"\b(?:sanctions?|peace|truce|treat(?:y|ies)|border|diploma\w{1,5}|ambassador|embassy|summit|talks|negotiat\w{1,5}|"
    r"nuclear|defen[cs]e|weapons?|arms|tanks|allies|Nato|NATO|annex\w{0,5}|sovereign\w{0,3}|recogni[sz]\w{1,4}|"
    r"envoys?|withdraw\w{0,4}|ceasefire|hostages?|alliance|bloc|spokes\w{3,7}|security council|airspace|accession|"
    r"minister|president|aid|partners?(?:hip)?|visit\w{0,3}|foreign)\b",
    re.IGNORECASE,
)


def _has_quote(saying: Saying) -> bool:
    return any(mark in saying.sentence.text for mark in QUOTES)


def _reports_coded(scene: Scene, saying: Saying, told: Mapping[int, frozenset[str]]) -> bool:
    """Whether what is said is a sum, or an act of others that has its own claim, and no words of the speaker's own."""
    actors = told.get(saying.sentence.index)
    if actors is not None and not actors & {saying.speaker.name, saying.speaker.side}:
        return True
    return not _has_quote(saying) and (actors is not None or bool(money.sums(saying.sentence.text)))


def _rank(saying: Saying | None) -> tuple[int, int, int]:
    if saying is None:
        return (-1, 0, 0)
    return (saying.score, bool(saying.targets), -saying.sentence.index)


def _in_sentence(scene: Scene, sentence: Sentence) -> list[Saying]:
    found: list[Saying] = []
    before: list[Actor] = []
    spoken: Verb | None = None
    for verb in triggers.statements(sentence.words):
        if scene.document.is_quoted(sentence.words[verb.head].start) or verb.is_passive:
            continue
        if verb.is_negated and not sentence.words[verb.head].lower.startswith(
            "rul"
        ):  # "did not rule out" is a position
            continue
        if verb.tense in ("infinitive", "future", "wish"):
            continue
        actors = speakers.of_verb(scene, sentence, verb, before)
        if speakers.is_within(sentence, verb, spoken):
            continue
        spoken = verb if actors and verb.kinds[0][0] in ("speech", "ask") else spoken
        before = actors or before
        found += [s for a in actors if (s := _saying(scene, sentence, verb, a))]
    return found or _open(scene, sentence)


def _with_all_targets(sayings: list[Saying]) -> list[Saying]:
    """ "accused Israel of a breach and asked Washington and Paris to rein it in": one position towards all three."""
    return [replace(s, targets=_distinct(s.targets, sayings, s.speaker.name)) for s in sayings]


def _distinct(first: tuple[Actor, ...], sayings: list[Saying], speaker: str) -> tuple[Actor, ...]:
    others = (t for s in sayings if s.speaker.name == speaker and s.kind in _ADDRESSED for t in s.targets)
    return tuple({a.name: a for a in (*first, *others)}.values())


_ADDRESSED = frozenset({"judge", "demand", "request", "vow"})


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
            or not speakers.may_speak(actor := scene.actor(mention, sentence) or state_behind(mention))
        ):
            continue
        lower = words[index].lower
        if lower == ":" or (lower.isalpha() and lower.endswith(("ed", "es")) and not words[index].is_capitalised):
            verb = Verb(index, index, index + 1, None, None, (("open", "content"),), False, False, "past")
            return [s for s in [_saying(scene, sentence, verb, actor)] if s]
    return []


def _saying(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor) -> Saying | None:
    kind, object_kind = verb.kinds[0]
    if _is_other_use(scene, sentence, verb, speaker):
        return None
    content_start, content_end = content_span(sentence, verb)
    content = scene.document.text[content_start:content_end]
    if _DENIAL.search(content.lower()[:60]) or (kind in ("stand", "name") and _REBUTTAL.search(content.lower()[:40])):
        return None
    named = targets_of(scene, sentence, verb, speaker, object_kind)
    if kind == "ask" and any(a.role == "military" and a.country_code in (None, speaker.country_code) for a in named):
        return None
    is_asking = sentence.words[verb.head].lower.startswith(("ask", "request"))
    if kind == "request" and is_asking and named and re.search(r"\bto (?!the\b|a\b|an\b|[A-Z])", content[:60]):
        kind = "demand"
    if kind == "demand" and not named and _TO_CITIZENS.match(content.lower()):
        return None
    score = _score(speaker, kind, content, named, is_trailing=content_start == sentence.start)
    said = Said(speaker, sentence, verb, content_start, content_end)
    targets = named or other_side(scene, said) or owners(scene, said)
    venue = venues.of_statement(scene, sentence, verb.first, verb.last)
    return Saying(speaker, sentence, verb, kind, score, targets, venue)


_MODAL = re.compile(r"\b(?:will|would|must|should|cannot|can't|won't|may|might|shall)\b")


_TO_CITIZENS = re.compile(r"\W*(?:\w{1,12} )?(?:" + "|".join(sorted(lexicon.words("statements_citizens"))) + r")\b")


def _is_other_use(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor) -> bool:
    """Whether a verb of saying is used for something else ("called off", "recalled its ambassador")."""
    kind = verb.kinds[0][0]
    following = sentence.words[verb.last].lower if verb.last < len(sentence.words) else ""
    if kind == "name":
        return following in ("off", "in", "out", "up", "back", "on") or _is_summons(scene, sentence, verb)
    if kind == "judge":
        return _is_no_judgement(scene, sentence, verb, speaker)
    return bool(_RECALL.match(sentence.text[sentence.words[verb.head].start - sentence.start :].lower()))


_RECALL = re.compile(r"recall\w{0,3} (?:\w{1,12} ){0,3}?(?:ambassadors?|envoys?|diplomats?|troops|reservists|charg)")


def _is_no_judgement(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor) -> bool:
    """ "the Kyiv blast", "thanks to US aid", "slammed into", "Xi welcomed Putin in Beijing"."""
    words = sentence.words
    word = words[verb.head].lower
    following = words[verb.last].lower if verb.last < len(words) else ""
    if (word in _NOUNS_TOO and not speaker.is_person) or following in ("to", "into", "through", "apart"):
        return True
    named = scene.actors_in(sentence, words[verb.last].start, sentence.end, is_object=True) if following else []
    is_guest = bool(named) and named[0].is_person and named[0].start - words[verb.last].start <= 5
    return word.startswith(("welcom", "greet")) and is_guest


_NOUNS_TOO = frozenset({"blast", "blasts", "hail", "praise", "thanks", "salute", "slam"})


def _is_summons(scene: Scene, sentence: Sentence, verb: Verb) -> bool:
    """ "called Zelensky and", "called the Council into session": no name is given to anything."""
    words = sentence.words
    if verb.last >= len(words) or not words[verb.head].lower.startswith("call"):
        return False
    named = scene.actors_in(sentence, words[verb.last].start, sentence.end, is_object=True)
    if not named or named[0].start - words[verb.last].start > 5:
        return False
    following = [w.lower for w in words[sentence.word_index(named[-1].end) :][:2]]
    return not following or following[0] in ("and", ",", ".", "to", "on", "after", "into", "about", "for", "mediators")


def _score(speaker: Actor, kind: str, content: str, targets: Sequence[Actor], *, is_trailing: bool) -> int:
    base = _BASES[kind]
    lower = content.lower()
    positions = len({m[0] for m in _cues("position").finditer(lower)})
    facts = 0 if _MODAL.search(lower) else len({m[0] for m in _cues("fact").finditer(lower)})
    is_quoted = any(mark in content for mark in '"“”')
    digits = len(re.findall(r"\d{1,9}", content))
    quote = (2 if speaker.is_person else 1) if is_quoted else 0
    is_report = kind in ("speech", "open", "ask")
    office = (
        (is_report or (kind == "vow" and positions)) and not facts and speaker.is_person and speaker.role in _OFFICES
    )
    reported = min(facts, 3) + (digits > 1) if is_report else 0
    is_view = not (is_report and is_trailing) or positions or is_quoted or bool(_MODAL.search(lower))
    return base + min(positions, 3) + quote + bool(targets and is_view) + office - reported


@cache
def _cues(kind: str) -> re.Pattern[str]:
    found = [r["word"] for r in lexicon.rows("statement_cues") if r["cue_kind"] == kind]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(found, key=len, reverse=True))) + r")\b")


def _claim(saying: Saying, modality: Modality) -> Diplomacy:
    sentence = saying.sentence
    return Diplomacy(
        evidence=sentence.text,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=sentence.words[saying.verb.head].start,
        rule=f"diplomacy.statement.{saying.kind}",
        support=_support(saying),
        modality=modality,
        act="statement",
        status="held",
        participants=(saying.speaker.name,),
        counterparts=tuple(dict.fromkeys(a.name for a in saying.targets)),
        venue=saying.venue,
    )


def _support(saying: Saying) -> Support:
    """High where nine in ten were right: a person's plain position, or a strong verb that says towards whom."""
    is_strong = saying.kind in ("judge", "demand") and saying.score >= 4 and bool(saying.targets)
    is_plain = saying.speaker.is_person and saying.score >= 5 and saying.kind in ("name", "speech", "vow")
    if is_strong or is_plain:
        return "high"
    is_firm = saying.kind == "demand" or (saying.speaker.is_person and saying.kind in ("name", "speech", "ask"))
    return "medium" if saying.score >= 3 or (is_firm and saying.speaker.role != "party") else "low"
