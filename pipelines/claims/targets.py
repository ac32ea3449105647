"""Whom a statement is towards: its object, the first foreign actor of what is said, or who used force."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.claims import attack, commons, lexicon, two_sides
from pipelines.claims.actor import Actor
from pipelines.claims.actors import OTHERS, Scene
from pipelines.claims.claim import Attack
from pipelines.claims.inflect import forms
from pipelines.claims.mention import Mention
from pipelines.claims.subjects import subject_span
from pipelines.claims.text import Document, Sentence
from pipelines.claims.triggers import Verb

QUOTES = frozenset('"“”')


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, before its target is known: the speaker, the verb and the span of the content."""

    speaker: Actor
    sentence: Sentence
    verb: Verb
    start: int
    end: int


def content_span(sentence: Sentence, verb: Verb) -> tuple[int, int]:
    """What is said: after the verb up to the next semicolon, or before it when the sentence ends with the speaker."""
    words = sentence.words
    after = words[verb.last].start if verb.last < len(words) else sentence.end
    marks = [w.start for w in words if w.text in QUOTES]
    is_before = bool(marks) and marks[0] < words[verb.first].start and all(m < words[verb.first].start for m in marks)
    first = subject_span(words, verb.first)[0]
    is_tail = sentence.end - after < 45 and first > 3 and words[first - 1].text in {",", *QUOTES}
    ends = is_tail or is_before
    if ends:
        return sentence.start, words[verb.first].start
    last = next((w.start for w in words[verb.last :] if w.text == ";"), sentence.end)
    return after, last


def targets_of(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor, object_kind: str) -> tuple[Actor, ...]:
    """Whom the statement is towards: the direct object, else the first foreign actor of what is said."""
    found = _addressed(scene, sentence, verb, speaker, object_kind)
    sides = commons.with_state(scene, sentence.words[verb.last :], found)
    return tuple(a for a in sides if not _is_own(a, speaker))


def _addressed(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor, object_kind: str) -> tuple[Actor, ...]:
    words = sentence.words
    start, end = content_span(sentence, verb)
    if verb.kinds[0][0] == "ask":
        start = next((w.end for w in words[verb.last :] if start <= w.start < end and w.lower in ("that", ":")), start)
    after = words[verb.last].start if verb.last < len(words) else sentence.end
    if object_kind == "direct" and (found := _direct(scene, sentence, verb, speaker, after)):
        return found
    if verb.kinds[0][0] == "judge":
        end = _object_end(sentence, verb, start, end)
    named = _named(scene, sentence, speaker, start, end)
    both = two_sides.both([w for w in words if start <= w.start < (named[0].start if named else end)])
    if object_kind != "none" and both:
        return tuple(s for m in scene.sides if not _is_own(s := state_behind(m), speaker))[:2]
    acting = [a for a in named if not _is_place(sentence, a.start)]
    if not acting and verb.kinds[0][0] in ("demand", "request", "judge"):
        acting = [a for a in named if a.kind == "metonym"]
    if acting:
        return _joined(scene, sentence, speaker, acting[0], end)
    said = [w for w in words if start <= w.start < end]
    sides = (*commons.state(scene, said), *commons.groups(scene, said))
    return tuple(a for a in sides if not _is_own(a, speaker)) or _told(scene, sentence, verb, speaker)


def _told(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor) -> tuple[Actor, ...]:
    """The one addressed in "told Tehran that the door is open", where what is said names nobody."""
    words = sentence.words
    if verb.last >= len(words) or not words[verb.head].lower.startswith(("tell", "told", "assur", "promis", "remind")):
        return ()
    after = words[verb.last].start
    found = scene.actors_in(sentence, after, sentence.end, is_object=True)[:1]
    return tuple(a for a in found if a.start - after <= 4 and a.kind != "body" and not _is_own(a, speaker))


_NEW_CLAUSES = frozenset({"after", "when", "while", "before", "because", "as", "hours", "days"})


def _object_end(sentence: Sentence, verb: Verb, start: int, end: int) -> int:
    """Where the object of a verb ends: before "after Zelensky cut short a trip"."""
    following = (w.start for w in sentence.words[verb.last :] if w.start > start and w.lower in _NEW_CLAUSES)
    return min(next(following, end), end)


def _direct(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor, after: int) -> tuple[Actor, ...]:
    """The actors that are the object of the verb; who is only told something is no target if more follows."""
    is_telling = verb.kinds[0][0] == "ask"
    if is_telling:
        after = next((w.end for w in sentence.words[verb.last :] if w.lower in ("that", ":")), after)
    if sentence.words[verb.last :] and (one := scene.object_pronoun(sentence, sentence.words[verb.last])):
        return tuple(a for a in one if not _is_own(a, speaker))
    end = _object_end(sentence, verb, after, sentence.end)
    near = scene.actors_in(sentence, after, end, is_object=True)
    near = [a for a in near if not _is_own(a, speaker) and not scene.is_source(a.start)]
    owner = next(iter(_named(scene, sentence, speaker, after, end)), None)
    if owner and (not near or owner.start < near[0].start) and owner.start - after <= 15:
        near = [owner]  # "condemned Israel's strikes on Damascus"
    if not near or near[0].start - after > 40 or (is_telling and near[0].kind == "body"):
        return ()
    return tuple(near)


def _named(scene: Scene, sentence: Sentence, speaker: Actor, start: int, end: int) -> list[Actor]:
    """The foreign actors named in what is said."""
    inside = [m for m in scene.inside(start, end) if m.kind != "territory"]
    is_known = speaker.country_code is not None and speaker.start < start  # else "said Washington" may be its own
    inside = [m for m in inside if (is_known and m.start - start <= 2) or not scene.is_source(m.start)]
    inside = [m for m in inside if m.text not in ("European", "Western")]
    inside = [m for m in inside if m.kind != "body" or not _is_about_joining(sentence, m)]
    actors = [a for m in inside if (a := scene.actor(m, sentence) or _behind(scene, sentence, m))]
    return [a for a in actors if not _is_own(a, speaker)]


def _is_about_joining(sentence: Sentence, mention: Mention) -> bool:
    """ "Nato membership", "the EU treaty": what is spoken of is not the body."""
    following = sentence.words[sentence.word_index(mention.end) :][:1]
    return bool(following) and following[0].lower in _JOINING


_JOINING = frozenset({"membership", "treaty", "accession", "entry", "summit", "candidacy", "norms", "standards"})


def _behind(scene: Scene, sentence: Sentence, mention: Mention) -> Actor | None:
    """The state behind "Israeli airstrikes"; none behind quoted "Russian aggression" or "Kyiv's allies"."""
    following = sentence.words[sentence.word_index(mention.end) :][:1]
    is_other = bool(following) and following[0].lower in OTHERS
    return None if is_other or scene.document.is_quoted(mention.start) else state_behind(mention)


def _joined(scene: Scene, sentence: Sentence, speaker: Actor, first: Actor, end: int) -> tuple[Actor, ...]:
    """The first actor and those joined to it by "and" or commas."""
    joined = scene.actors_in(sentence, first.start, end, is_object=True)
    return tuple(a for a in joined if not _is_own(a, speaker)) or (first,)


_STEPS = (
    r"strikes?|attacks?|raids?|measures|sanctions|decision|move|bombings?|assault|shelling|operations?|demands?|"
    r"offensive|incursion|abuses|killings?|deaths|blast|action|barrage|violations?|massacre|atrocities|escalation|"
    r"acts?|actions?|invasion|blockade|siege|killing|onslaught|bombardment|steps?|ban|tariffs|listing|seizure"
)
_POINTS_BACK = re.compile(rf"\b(?:the|this|these|that|those|such|their|last \w{{3,9}}) (?:\w{{1,12}} )?(?:{_STEPS})\b")
_PRONOUN = re.compile(r"^\W{0,3}(?:it|this|that|them)\b")
_CALMING = re.compile(r"\b(?:restraint|both (?:sides|parties|countries|armies))\b")
_MUTUAL = re.compile(r"\b(?:fighting|clashes|hostilities|(?:all|both) (?:sides|parties))\b")
_THREATS = frozenset(f for v in ("warn", "threaten") for f in forms(v))


def other_side(scene: Scene, saying: Said) -> tuple[Actor, ...]:
    """Whom a position without a name is towards: both sides, who used force, or who took the step it points back to."""
    speaker, content = saying.speaker, scene.document.text[saying.start : saying.end].lower()
    earlier = [state_behind(m) for m in scene.sides if m.start < saying.sentence.start]
    if _CALMING.search(content):
        return () if any(_is_own(a, speaker) for a in earlier[:2]) else tuple(earlier[:2])
    verb = saying.sentence.words[saying.verb.head].lower
    is_hostile = bool(_hostile().search(content)) or verb in _THREATS or verb in _blaming()
    points_back = bool(_POINTS_BACK.search(content)) or (
        saying.verb.kinds[0][0] in ("judge", "name", "stand") and bool(_PRONOUN.match(content))
    )
    if verb in _praising() or _MUTUAL.search(content) or not (is_hostile or points_back):
        return ()
    agents = [*(state_behind(m) for m in aggressors(scene)), *attackers(scene.document)]
    foreign = [a for a in agents if not _is_own(a, speaker)]
    if agents or not is_hostile:
        return _together(foreign)
    return _deciding(scene, saying.sentence, speaker)


def owners(scene: Scene, saying: Said) -> tuple[Actor, ...]:
    """Whose things a quotation speaks of that names nobody who acts: "there is no place for Russian oil"."""
    named = [m for m in scene.inside(saying.start, saying.end) if m.kind in _SIDES and not scene.is_source(m.start)]
    foreign = [a for m in named if not _is_own(a := state_behind(m), saying.speaker) and m.kind == "demonym"]
    return tuple(foreign[:1])


def _together(agents: list[Actor]) -> tuple[Actor, ...]:
    """The first agent, and the second if both are named in one breath ("American and British warplanes")."""
    joined = [a for a in agents[1:2] if a.start and a.start - agents[0].end <= 5 and a.name != agents[0].name]
    return (*agents[:1], *joined)


@cache
def _hostile() -> re.Pattern[str]:
    found = [r["word"] for r in lexicon.rows("statement_cues") if r["cue_kind"] == "hostile"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(found, key=len, reverse=True))) + r")\b")


@cache
def _blaming() -> frozenset[str]:
    return frozenset(f for w in lexicon.words("targets_blaming") for f in forms(w))


@cache
def _praising() -> frozenset[str]:
    return frozenset(f for w in lexicon.words("targets_praising") for f in forms(w))


def _deciding(scene: Scene, sentence: Sentence, speaker: Actor) -> tuple[Actor, ...]:
    """Who took the decision that is spoken of: the state or body the post begins with."""
    first = next((s for s in scene.sentences if s.start < sentence.start), None)
    if first is None:
        return ()
    named = [m for m in scene.inside(first.start, first.end) if m.kind not in ("person", "territory")]
    agent = next((state_behind(m) for m in named[:1]), None)
    return (agent,) if agent and not _is_own(agent, speaker) else ()


def aggressors(scene: Scene) -> list[Mention]:
    """States and groups whose use of force the post tells: "Russian missiles", "Israel struck"."""
    return [m for m in scene.mentions if m.kind in _SIDES and _uses_force(scene, m)]


@lru_cache(maxsize=4)
def _attacks(document: Document) -> tuple[Attack, ...]:
    return tuple(attack.find(document))


def attackers(document: Document) -> tuple[Actor, ...]:
    """The attackers of the post's attack claims."""
    return _named_once(c.attacker for c in _attacks(document))


def attacked(document: Document) -> tuple[Actor, ...]:
    """The states the post's attack claims say were attacked."""
    return _named_once(c.target_country for c in _attacks(document))


def _named_once(names: Iterable[str | None]) -> tuple[Actor, ...]:
    codes = lexicon.column("countries", "country_code")
    named = [(lexicon.short_name(n), n) if n in codes else (n, None) for n in dict.fromkeys(names) if n]
    return tuple(Actor(name, code, "country" if code else "group", "", 0, 0) for name, code in named)


_SIDES = frozenset({"country", "demonym", "metonym", "group"})


def _uses_force(scene: Scene, mention: Mention) -> bool:
    following = scene.document.lower[mention.end : mention.end + 45]
    return bool(_FORCE.match(following))


_FORCE = re.compile(
    r"(?:['’]s)?\s(?:\w{1,14}[\s-]){0,2}?(?:strikes?|struck|attack(?:s|ed)?|missiles?|drones?|jets|warplanes|airstrikes?|raids?|"
    r"bomb(?:s|ed|ing)?|shell(?:s|ed|ing)|artillery|rockets?|launched|fired|hit|pounded|assault|offensive|barrage|"
    r"killed|invaded|stormed|seized|tanks|fighters|gunmen|aircraft|forces (?:hit|struck|shelled|attacked|killed))\b"
)


def state_behind(mention: Mention) -> Actor:
    """The state behind a demonym ("Israeli airstrikes")."""
    return Actor(mention.name, mention.country_code, mention.kind, "", mention.start, mention.end)


def _is_own(actor: Actor, speaker: Actor) -> bool:
    """Whether an actor is on the speaker's side; an armed group is not its state's."""
    is_group = actor.kind == "group"
    is_groups = speaker.kind == "group" or speaker.role == "party" or speaker.side in _groups()
    same_country = actor.country_code is not None and actor.country_code == speaker.country_code
    return actor.name in (speaker.name, speaker.side) or (same_country and is_group == is_groups)


@cache
def _groups() -> frozenset[str]:
    return lexicon.column("groups", "short_name")


def _is_place(sentence: Sentence, start: int) -> bool:
    index = sentence.word_index(start)
    return index > 0 and sentence.words[index - 1].lower in ("in", "at", "near", "outside", "from", "into")
