"""Who or what stands in the place of the agent: weapons, and armed actors."""

import re

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.attack.frame import SOLDIERS, clause
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_ACTORS = lexicon.words("attack_frames_actors")


def subject_weapons(sentence: Sentence, i: int, is_passive: bool) -> list[str]:
    """Weapon types named where the agent stands: before an active verb, else after "by" or "with"."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    before = sentence.text[start - sentence.start : words[i].start - sentence.start]
    after = sentence.text[words[i].end - sentence.start : end - sentence.start]
    tails = [after.partition(f" {p} ")[2][:60] for p in ("by", "with", "using", "under") if f" {p} " in f" {after}"]
    found = [t for tail in tails for *_, t in weapons.mentioned(tail)]
    if _FROM_DRONES.search(after):
        return ["drone"]
    subject = _BACKED.split(before[-90:])[0]
    own = [] if is_passive else [t for a, _, t in weapons.mentioned(subject) if not _is_platform(subject, a)]
    if own and set(own) == {"sabotage"} and _DROPPED.search(before[-90:]) and words[i].lower in _FALLING:
        return ["airstrike"]
    if {"airstrike", "missile"} & set(own) and _SHIPS.search(before[-90:]):
        return ["combined"]
    if _AIR_FORCE.search(before):
        return ["airstrike"]
    if own[:1] == ["airstrike"] and not {"drone", "ground"} & set(own):
        return ["airstrike"]
    return found or own


def _is_platform(text: str, offset: int) -> bool:
    """ "missiles fired from bombers": what they were fired from says nothing of what hit."""
    return "from" in text[:offset].lower().split()[-3:]


_DROPPED = re.compile(
    r"(?<!roadside )(?<!car )(?<!truck )(?<!vehicle )(?<!suicide )(?<!petrol )(?<!magnetic )(?<!sticky )\bbombs?\b"
)
_BACKED = re.compile(r",? (?:backed|supported|escorted|accompanied|covered) by\b")
_AIR_FORCE = re.compile(r"\b[Aa]ir [Ff]orce (?:has |had |have |also )*$")
_FROM_DRONES = re.compile(r"\b(?:dropped|released|fired|thrown) (?:from|by) (?:an? |several |the )?(?:\w+ )?drones?\b")
_SHIPS = re.compile(r"(?:, | and )(?:a |an )?(?:[a-z]+ )?(?:war)?(?:ships?|submarines?|destroyers?|frigates?)\b")


def platform(text: str, kinds: list[str]) -> list[str]:
    """ "a drone fired a missile": what carries the weapon says how it came."""
    match = _CARRYING.search(text)
    return [t for *_, t in weapons.mentioned(match[1])] or kinds if match else kinds


_CARRYING = re.compile(
    r"\b(drones?|quadcopters?|helicopters?|jets?|warplanes?|aircraft)\b[^,;]{0,20}\b(?:fired|dropped|launched|released)\b"
)
_FALLING = lexicon.words("attack_frames_falling")


def has_actor(scene: Scene, sentence: Sentence, i: int, is_passive: bool) -> bool:
    """Whether an armed actor stands in the agent's position: a state, its people or forces, a group."""
    words = sentence.words
    start, _end = clause(sentence, words[i].start)
    if is_passive:
        j = next((k for k in range(i + 1, min(i + 10, len(words))) if words[k].lower == "by"), None)
        if j is None:
            return False
        span = list(words[j + 1 : j + 8])
    else:
        span = [w for w in words[max(i - 14, 0) : i] if w.start >= start]
    if not span:
        return False
    if any(w.lower in _ACTORS | SOLDIERS for w in span):
        return True
    kinds = ("country", "group", "metonym") if not is_passive else ("country", "group", "demonym", "metonym", "people")
    return any(m.kind in kinds for m in scene.mentions_in(span[0].start, span[-1].end))
