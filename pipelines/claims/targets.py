"""Whom a statement is towards: its object, the first foreign actor of what is said, or who used force."""

import re

from pipelines.claims import nominals
from pipelines.claims.actors import Actor, Scene
from pipelines.claims.mention import Mention
from pipelines.claims.subjects import subject_span
from pipelines.claims.text import Sentence
from pipelines.claims.triggers import Verb

QUOTES = frozenset('"“”')


def content_span(sentence: Sentence, verb: Verb) -> tuple[int, int]:
    """What is said: after the verb, or before it when the sentence ends with the speaker."""
    words = sentence.words
    after = words[verb.last].start if verb.last < len(words) else sentence.end
    marks = [w.start for w in words if w.text in QUOTES]
    is_before = bool(marks) and marks[0] < words[verb.first].start and all(m < words[verb.first].start for m in marks)
    first = subject_span(words, verb.first)[0]
    is_tail = sentence.end - after < 45 and first > 3 and words[first - 1].text in {",", *QUOTES}
    ends = is_tail or is_before
    return (sentence.start, words[verb.first].start) if ends else (after, sentence.end)


def targets_of(scene: Scene, sentence: Sentence, verb: Verb, speaker: Actor, object_kind: str) -> tuple[Actor, ...]:
    """Whom the statement is towards: the direct object, else the first foreign actor of what is said."""
    words = sentence.words
    after = words[verb.last].start if verb.last < len(words) else sentence.end
    if object_kind == "direct" and verb.kinds[0][0] == "ask":
        after = next((w.end for w in words[verb.last :] if w.lower in ("that", ":")), after)
    if object_kind == "direct":
        near = scene.actors_in(sentence, after, sentence.end, is_object=True)
        near = [a for a in near if not _is_own(a, speaker) and not scene.is_source(a.start)]
        if near and near[0].start - after <= 40:
            return tuple(near)
    start, end = content_span(sentence, verb)
    foreign = [m for m in scene.inside(start, end) if m.kind != "territory" and not scene.is_source(m.start)]
    foreign = [m for m in foreign if m.text not in ("European", "Western")]
    actors = [(m, scene.actor(m, sentence) or state_behind(m)) for m in foreign]
    actors = [(m, a) for m, a in actors if not _is_own(a, speaker)]
    acting = [a for m, a in actors if not _is_place(sentence, m.start)] or [a for m, a in actors if m.is_city]
    if acting:
        return _joined(scene, sentence, speaker, acting[0], end)
    if object_kind != "none" and nominals.both([w for w in words if start <= w.start < end]):
        return tuple(state_behind(m) for m in scene.sides if m.country_code != speaker.country_code)[:2]
    return ()


def _joined(scene: Scene, sentence: Sentence, speaker: Actor, first: Actor, end: int) -> tuple[Actor, ...]:
    """The first actor and those joined to it by "and" or commas."""
    joined = scene.actors_in(sentence, first.start, end, is_object=True)
    return tuple(a for a in joined if not _is_own(a, speaker)) or (first,)


_POINTS_BACK = re.compile(
    r"\b(?:it|them|this|these|the (?:\w{1,12} )?(?:strikes?|attacks?|raids?|measures|sanctions|decision|move|bombings?|"
    r"assault|shelling|operations?|demands?|offensive|incursion|abuses|killings?|deaths|reports|blast|action|barrage|"
    r"violations?|massacre|atrocities|escalation|reaction|plan|acts?|actions?)|"
    r"(?:this|their|these) \w{1,14}(?: act| action)?)\b"
)


def other_side(scene: Scene, sentence: Sentence, speaker: Actor, start: int, end: int) -> tuple[Actor, ...]:
    """What points back to an attack or a measure is towards who carried it out."""
    content = scene.document.text[start:end].lower()
    if not _POINTS_BACK.search(content) and not _CALMING.search(content):
        return ()
    if _CALMING.search(scene.document.text[start:end].lower()):
        both = [state_behind(m) for m in scene.sides if m.start < sentence.start]
        if not any(_is_own(b, speaker) for b in both[:2]):
            return tuple(both[:2])
    others = [m for m in aggressors(scene) if m.start < sentence.start and not _is_own(state_behind(m), speaker)]
    return (state_behind(others[0]),) if others else ()


_CALMING = re.compile(r"\b(?:restraint|both (?:sides|parties|countries|armies))\b")


def aggressors(scene: Scene) -> list[Mention]:
    """States and groups whose use of force the post tells: "Russian missiles", "Israel struck"."""
    return [m for m in scene.mentions if m.kind in _SIDES and _uses_force(scene, m)]


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
    same_country = actor.country_code is not None and actor.country_code == speaker.country_code
    return actor.name in (speaker.name, speaker.side) or same_country


def _is_place(sentence: Sentence, start: int) -> bool:
    index = sentence.word_index(start)
    return index > 0 and sentence.words[index - 1].lower in ("in", "at", "near", "outside", "from", "into")
