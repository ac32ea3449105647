"""Covert killings of one person known by name or rank: what the codebook calls an assassination."""

from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.attack.frame import Frame
from pipelines.claims.casualty import harms, victims
from pipelines.claims.casualty.people import Victims
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_DEVICES = ("bomb", "explosive", "device", "shot", "gunned", "poison", "stabbed", "gunman", "scooter")


def _names_first(sentence: Sentence, phrases: Sequence[Victims]) -> bool:
    """The sentence opens with one known person, who died."""
    lowered = {w.lower for w in sentence.words}
    if not phrases or not lowered & {"died", "killed", "dead", "assassinated", "shot"}:
        return False
    first = phrases[0]
    is_known = first.is_name or first.group == "official" or bool(_RANKS & set(first.text.lower().split()))
    return is_known and first.first <= 6 and first.count == 1 and all((p.count or 9) <= 2 for p in phrases)


def kills_one_by_name(scene: Scene, frame: Frame) -> bool:
    """A planted device or a gunman that kills one person known by name or rank is an assassination."""
    sentence = frame.sentence
    lowered = sentence.text.lower()
    if not any(d in lowered for d in _DEVICES):
        return False
    phrases = victims.find(scene, sentence)
    if _names_first(sentence, phrases):
        return True
    killed = [h for h in harms.find(scene, sentence, phrases) if h.harm == "killed"]
    if not killed:
        return False
    first = killed[0].victims
    return (
        first.is_name
        or ((first.count or 9) <= 2 and (first.group == "official" or bool(_RANKS & set(first.text.lower().split()))))
    ) and len(killed) == 1


_RANKS = lexicon.words("attack_roles_ranks")
