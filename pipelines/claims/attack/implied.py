"""Force that no verb of attack tells: a weapon or armed people in one clause with harm, damage or seizure."""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.attack.frame import SOLDIERS, Frame, forms, is_negated, is_passive_at
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_MOVES = lexicon.words("attack_implied_moves")
_CONTROL = re.compile(
    r"\b(?:is|are|was|were|now|came|brought) (?:now |already |back |fully )?under (?:[\w’'-]{1,20} ){0,3}control\b"
)
_DEBRIS = re.compile(r"\b(?:debris|fragments|wreckage)\b", re.IGNORECASE)
_ARMS = ("drone", "missile", "shelling", "airstrike")


def find(scene: Scene, sentence: Sentence) -> list[Frame]:
    """The one use of force a sentence implies, if it names a place and nothing speaks against it."""
    is_named = any(m.kind == "group" for m in scene.mentions_in(sentence.start, sentence.end))
    if not (is_named or scene.places_in(sentence.start, sentence.end)) or _is_background(sentence):
        return []
    for start, end in sentence.clauses:
        words = [w for w in sentence.words if start <= w.start < end]
        harm = [w for w in words if w.lower in _violence()]
        if frame := _of_takers(scene, sentence, words) or _under_control(scene, sentence, start, end):
            return [frame]
        if harm and (frame := _of_weapon(scene, sentence, start, end, harm) or _of_soldiers(sentence, words, harm)):
            return [frame]
    return []


def _told_before(scene: Scene, start: int) -> list[str]:
    """ "debris started a blaze": of the weapons the post has told of, drones or missiles."""
    return [
        t for *_, t in weapons.mentioned(scene.document.text[max(start - 2000, 0) : start]) if t in ("drone", "missile")
    ][-1:]


def _of_weapon(scene: Scene, sentence: Sentence, start: int, end: int, harm: list[Word]) -> Frame | None:
    """ "two drones left a hole in the roof", "a resident died under rocket fire": the weapon and its harm."""
    text = sentence.text[start - sentence.start : end - sentence.start]
    kinds = [t for *_, t in weapons.mentioned(text)] or (_told_before(scene, start) if _DEBRIS.search(text) else [])
    if any(w.lower in _PEACE for w in sentence.words if start <= w.start < end):
        return None
    told = [k for w in harm if not is_negated(sentence.words, k := sentence.word_index(w.start))]
    if not kinds or kinds[0] not in _ARMS or not told:
        return None
    i = told[0]
    is_passive = is_passive_at(sentence.words, i)
    return Frame(sentence, i, i + 1, "attack", weapons.together(kinds), is_passive=is_passive)


def _of_soldiers(sentence: Sentence, words: list[Word], harm: list[Word]) -> Frame | None:
    """ "gunmen burned twenty houses", "soldiers executed six men": armed people before a deed of violence."""
    before = [w for w in words if w.lower in SOLDIERS and w.start < harm[-1].start]
    deeds = [w for w in harm if before and w.start > before[0].start and w.lower in forms("deed")]
    by_soldiers = [w for w in harm if w.lower in forms("deed") and _is_by_soldiers(sentence, w)]
    if not deeds and not by_soldiers:
        return None
    i = sentence.word_index((by_soldiers or deeds)[0].start)
    is_passive = sentence.words[i - 1].lower in ("were", "was", "been", "be", "being")
    if is_negated(sentence.words, i) or (is_passive and not by_soldiers):
        return None
    return Frame(sentence, i, i + 1, "attack", "ground", is_passive=bool(by_soldiers))


def _is_by_soldiers(sentence: Sentence, deed: Word) -> bool:
    """ "were burned by insurgents", "shot in his car by a sniper"."""
    i = sentence.word_index(deed.end)
    following = [w.lower for w in sentence.words[i : i + 12]]
    return "by" in following and bool(SOLDIERS & set(following[following.index("by") :][:6]))


def _of_takers(scene: Scene, sentence: Sentence, words: list[Word]) -> Frame | None:
    """ "rebel fighters pushed into Gao": armed people, a word of advance or control, and a place right after it."""
    first = next((w for w in words if w.lower in SOLDIERS), None)
    for word in words:
        if first is None or word.start < first.start or word.lower not in forms("seizure"):
            continue
        i = sentence.word_index(word.start)
        stop = sentence.words[min(i + 7, len(sentence.words) - 1)].start
        after = [p for p in scene.places_in(word.end, min(stop, words[-1].end)) if p.is_located]
        if after and not is_negated(sentence.words, i) and _is_seizure(sentence.words, i):
            return Frame(sentence, i, i + 1, "capture", "ground")
    return None


def _is_seizure(words: Sequence[Word], i: int) -> bool:
    """ "walked into", "raised their flag over": a movement needs its way, a flag its word."""
    following = [w.lower for w in words[i + 1 : i + 5]]
    if words[i].lower in ("raised", "hoisted", "planted"):
        return bool({"flag", "flags"} & set(following))
    return words[i].lower not in _MOVES or following[:1] in (["into"], ["inside"], ["through"], ["towards"], ["toward"])


def _under_control(scene: Scene, sentence: Sentence, start: int, end: int) -> Frame | None:
    """ "Bakhmut is under Russian control": told as news, with the place before it."""
    match = _CONTROL.search(scene.document.text, start, end)
    if match is None or not scene.places_in(start, match.start()):
        return None
    i = sentence.word_index(match.start())
    return Frame(sentence, i, i + 1, "capture", "ground", is_passive=True)


def _is_background(sentence: Sentence) -> bool:
    """Whether the weapons of the sentence were shot down, or its numbers go back further."""
    return "shot down" in sentence.text or any(w.lower == "since" for w in sentence.words)


# words of weapons that are bought, tested or reported, not used
_PEACE = lexicon.words("attack_frames_peaceful") - {"left", "found", "named", "called", "made", "used", "based"}


@cache
def _violence() -> frozenset[str]:
    """Words of harm and damage: from the lexicon of harm, and the deeds and damage of force."""
    harm = {r["phrase"] for r in lexicon.rows("harm_words") if r["harm"] in ("killed", "injured")}
    return frozenset(h for h in harm if " " not in h) | frozenset(forms("deed")) | frozenset(forms("damage"))
