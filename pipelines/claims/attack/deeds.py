"""Force told by several words, through its victims, or by what a weapon does."""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.attack.agents import platform, subject_weapons
from pipelines.claims.attack.frame import SOLDIERS, Frame, clause, forms, is_negated, is_passive_at
from pipelines.claims.attack.launches import weapon_object
from pipelines.claims.attack.verbs import capture
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_IRREGULAR = lexicon.words("attack_frames_irregular")
_PEACEFUL = lexicon.words("attack_frames_peaceful")


_BETWEEN = frozenset({"that", "which", "has", "have", "had", "then", "also", "later"})
_NEW_WEAPON = frozenset({"a", "an", "another", "two", "three", "four", "five", "several", "second"})


def weapon_deeds(scene: Scene, sentence: Sentence) -> list[Frame]:
    """ "a drone flew into a ward", "the bomb that tore it open": a weapon does something to something."""
    words = sentence.words
    for start, end, kind in weapons.mentioned(sentence.text):
        i = sentence.word_index(sentence.start + end)
        while i < len(words) and words[i].lower in _BETWEEN:
            i += 1
        if i >= len(words) or kind not in ("drone", "missile", "shelling", "airstrike"):
            continue
        lower = words[i].lower
        if is_negated(words, i):
            continue
        if (lower.endswith("ed") and lower not in _PEACEFUL) or lower in _IRREGULAR:
            return [Frame(sentence, i, i + 1, "attack", kind, is_weak=_is_known(scene, sentence, start))]
    return []


def _is_known(scene: Scene, sentence: Sentence, start: int) -> bool:
    """ "the missile used that night …": a weapon told before, in a sentence without a place, is no news."""
    first = sentence.word_index(sentence.start + start)
    is_new = any(w.lower in _NEW_WEAPON for w in sentence.words[max(first - 3, 0) : first])
    return first > 0 and not is_new and not scene.places_in(sentence.start, sentence.end)


_DOWNED_NUMBER = re.compile(
    r"\b(?:shot down|downed|intercepted|destroyed|neutrali[sz]ed|repelled) \d{1,4}"
    r"(?: of (?:them|these|those))?(?=[.,;]|$)"
)


def numbers_only(scene: Scene, sentence: Sentence) -> list[Frame]:
    """ "Zelenskyy put the numbers at nearly 500 drones": adds its numbers to an attack told elsewhere."""
    if any(w.lower == "since" for w in sentence.words):
        return []
    for q in scene.quantities(sentence):
        following = sentence.text[q.end - sentence.start : q.end - sentence.start + 40]
        near = [n for n in weapons.mentioned(following) if n[2] in ("drone", "missile")]
        if q.value and q.value >= 5 and near and len(following[: near[0][0]].split()) <= 3:
            kinds = [t for *_, t in weapons.mentioned(sentence.text) if t in ("drone", "missile")]
            first = sentence.word_index(q.start)
            return [Frame(sentence, first, first + 1, "count", weapons.together(kinds), is_weak=True)]
    if _DOWNED_NUMBER.search(sentence.text):
        i = sentence.word_index(sentence.start)
        return [Frame(sentence, i, i + 1, "count", "other", is_weak=True)]
    return []


def harming(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    """ "a drone killed a man", "two were injured by shelling", "gunmen killed 44": force told through its victims."""
    words = sentence.words
    if "since" in [w.lower for w in words]:
        return None
    is_passive = is_passive_at(words, i) or (i + 1 < len(words) and words[i + 1].lower in ("by", "when", "after", "as"))
    start, _end = clause(sentence, words[i].start)
    if is_passive:
        tail = [w.lower for w in words[i + 1 : i + 3]]
        if not set(tail) & {"by", "when", "after", "as"}:
            return None
        after = [w.lower for w in words[i + 1 : i + 8]]
        kinds = subject_weapons(sentence, i, True) if "by" in after else []
        if not kinds and "by" in after and SOLDIERS & set(after[after.index("by") :]):
            kinds = ["ground"]
        return Frame(sentence, i, i + 1, "attack", weapons.together(kinds), is_passive=True) if kinds else None
    before = [w for w in words[max(i - 24, 0) : i] if w.start >= start]
    actors = [w.lower for w in before if w.lower in SOLDIERS]
    text = sentence.text[before[0].start - sentence.start : words[i].start - sentence.start] if before else ""
    kinds = platform(text, [t for *_, t in weapons.mentioned(text)])
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if (
        any(w.lower in forms("noun") for w in before)
        or not following[0].isalnum()
        or (following == "at" and [w.lower for w in words[i + 2 : i + 3]] != ["least"])
        or following.endswith("ing")
        or following in ("in", "on", "since", "during", "so", "or", "and", "as", "people's")
    ):
        return None
    if not kinds and "suicide" in text.lower():
        kinds = ["other"]
    if not kinds and not actors:
        return None
    if not kinds and _is_in_strike(words, i):
        kinds = ["other"]
    if kinds[:1] == ["airstrike"] and not {"drone", "ground"} & set(kinds):
        kinds = ["airstrike"]
    return Frame(sentence, i, i + 1, "attack", weapons.together(kinds or ["ground"]), is_passive=False)


def _is_in_strike(words: Sequence[Word], i: int) -> bool:
    """ "killed ten militants in a strike": the noun tells how."""
    after = [w.lower for w in words[i + 1 : i + 14]]
    return any(a in forms("noun") and {"in", "during"} & set(after[max(k - 4, 0) : k]) for k, a in enumerate(after))


@cache
def _multi_index() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for form, (attack_type, role) in forms("phrase").items():
        tokens = tuple(form.split())
        table.setdefault(tokens[0], []).append((tokens, role, attack_type))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in table.items()}


def _from_the_air(words: Sequence[Word], last: int) -> list[str]:
    """ "flattened from the air"."""
    return ["airstrike"] if [w.lower for w in words[last : last + 3]] == ["from", "the", "air"] else []


_EXPLODING = frozenset({"exploded", "detonated", "blew", "went", "blown", "tore", "torn", "ripped"})
_PLANTED = frozenset({"device", "devices", "charge", "charges", "explosives", "bomb"})
_VEHICLES = lexicon.words("attack_frames_vehicles")


def multiword(scene: Scene, sentence: Sentence, i: int) -> Frame | None:  # noqa: PLR0911
    words = sentence.words
    for tokens, role, attack_type in _multi_index().get(words[i].lower, ()):
        if tuple(w.lower for w in words[i : i + len(tokens)]) != tokens:
            continue
        if is_negated(words, i):
            return None
        last = i + len(tokens)
        is_passive = is_passive_at(words, i) or tokens[-1] == "under" or tokens[0] == "under"
        if role == "capture":
            frame = capture(scene, sentence, last - 1, is_passive)
        elif role == "intercept":
            frame = weapon_object(scene, sentence, last - 1, role, is_passive)
        else:
            kinds = subject_weapons(sentence, i, is_passive) or _from_the_air(words, last)
            if attack_type == "self":
                return Frame(sentence, i, last, "attack", "other")
            if (
                attack_type == "ground"
                and tokens[0] in ("swept", "burst", "broke", "descended", "sneaked", "crept", "poured", "charged")
                and not {w.lower for w in words[:i]} & SOLDIERS
            ):
                return None
            if (
                not kinds
                and tokens[0] in _EXPLODING
                and (words[i - 1].lower in _VEHICLES or _PLANTED & {w.lower for w in words[max(i - 14, 0) : i]})
            ):
                return Frame(sentence, i, last, "attack", "sabotage", is_passive=is_passive)
            by_soldiers = bool({w.lower for w in words[max(i - 12, 0) : i]} & SOLDIERS)
            if attack_type == "other" and not kinds and by_soldiers and tokens[0] in ("set", "landed"):
                return Frame(sentence, i, last, "attack", "ground")
            if attack_type == "other" and not kinds:
                return None
            frame = Frame(
                sentence,
                i,
                last,
                "attack",
                weapons.together([attack_type] if attack_type == "ground" else [*kinds, attack_type]),
                is_passive=is_passive,
            )
        return frame
    return None
