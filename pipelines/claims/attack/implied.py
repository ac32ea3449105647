"""Force that no verb of attack tells: a weapon or armed people in one clause with harm, damage or seizure."""

from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.attack.frame import SOLDIERS, Frame, forms, is_negated
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_ARMS = ("drone", "missile", "shelling", "airstrike")


def find(scene: Scene, sentence: Sentence) -> list[Frame]:
    """The one use of force a sentence implies, if it names a place and nothing speaks against it."""
    if not scene.places_in(sentence.start, sentence.end) or _is_peaceful(sentence):
        return []
    for start, end in sentence.clauses:
        words = [w for w in sentence.words if start <= w.start < end]
        harm = [w for w in words if w.lower in _violence()]
        if frame := _of_takers(scene, sentence, words):
            return [frame]
        if harm and (frame := _of_weapon(sentence, start, end, harm[0]) or _of_soldiers(sentence, words, harm)):
            return [frame]
    return []


def _of_weapon(sentence: Sentence, start: int, end: int, harm: Word) -> Frame | None:
    """ "two drones left a hole in the roof", "a resident died under rocket fire": the weapon and its harm."""
    text = sentence.text[start - sentence.start : end - sentence.start]
    kinds = [t for *_, t in weapons.mentioned(text)]
    i = sentence.word_index(harm.start)
    if not kinds or kinds[0] not in _ARMS or is_negated(sentence.words, i):
        return None
    return Frame(sentence, i, i + 1, "attack", weapons.together(kinds))


def _of_soldiers(sentence: Sentence, words: list[Word], harm: list[Word]) -> Frame | None:
    """ "gunmen burned twenty houses", "soldiers executed six men": armed people before a deed of violence."""
    before = [w for w in words if w.lower in SOLDIERS and w.start < harm[-1].start]
    deeds = [w for w in harm if before and w.start > before[0].start and w.lower in forms("deed")]
    if not deeds:
        return None
    i = sentence.word_index(deeds[0].start)
    if is_negated(sentence.words, i) or sentence.words[i - 1].lower in ("were", "was", "been", "be", "being"):
        return None
    return Frame(sentence, i, i + 1, "attack", "ground")


def _of_takers(scene: Scene, sentence: Sentence, words: list[Word]) -> Frame | None:
    """ "rebel fighters pushed into Gao": armed people, a word of advance or control, and a place right after it."""
    first = next((w for w in words if w.lower in SOLDIERS), None)
    for word in words:
        if first is None or word.start < first.start or word.lower not in forms("seizure"):
            continue
        i = sentence.word_index(word.start)
        stop = sentence.words[min(i + 7, len(sentence.words) - 1)].start
        after = [p for p in scene.places_in(word.end, min(stop, words[-1].end)) if p.is_located]
        if after and not is_negated(sentence.words, i):
            return Frame(sentence, i, i + 1, "capture", "ground")
    return None


def _is_peaceful(sentence: Sentence) -> bool:
    """Whether the weapons of the sentence are bought, tested or shot down, not used, or its numbers go back further."""
    return "shot down" in sentence.text or any(w.lower in _PEACE or w.lower == "since" for w in sentence.words)


_PEACE = lexicon.words("attack_frames_peaceful") - {"left", "found", "named", "called", "made", "used", "based"}


@cache
def _violence() -> frozenset[str]:
    """Words of harm and damage: from the lexicon of harm, and the deeds and damage of force."""
    harm = {r["phrase"] for r in lexicon.rows("harm_words") if r["harm"] in ("killed", "injured")}
    return frozenset(h for h in harm if " " not in h) | frozenset(forms("deed")) | frozenset(forms("damage"))
