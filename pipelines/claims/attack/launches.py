"""Weapons as objects of a verb: launched, dropped, thrown, shot down."""

import re

from pipelines.claims.attack import weapons
from pipelines.claims.attack.frame import Frame, clause
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_FIRING = ("country", "group", "people", "metonym")


def _is_relative(scene: Scene, sentence: Sentence, i: int) -> bool:
    """ "a missile that the Houthis fired at Israel": who fires stands right before the verb, the weapon before it."""
    words = sentence.words
    actor = scene.mention_at(words[i - 1].start) if i else None
    first = sentence.word_index(actor.start) if actor and actor.kind in _FIRING else 0
    lead = [w.lower for w in words[max(first - 2, 0) : first]]
    return lead[-1:] in (["that"], ["which"]) or lead in (["that", "the"], ["which", "the"])


_BOMB = re.compile(r" (?:[\w-]+ ){0,3}bombs?\b")


def weapon_object(scene: Scene, sentence: Sentence, i: int, role: str, is_passive: bool) -> Frame | None:
    """ "launched 242 drones", "shot down five jets", "13 drones were intercepted"."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    text = sentence.text
    is_ours = role == "launch" and _is_relative(scene, sentence, i)
    if is_passive or is_ours:
        object_text = text[start - sentence.start : words[i].start - sentence.start]
    else:
        object_text = text[words[i].end - sentence.start : end - sentence.start]
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if (
        role == "launch"
        and not is_passive
        and not is_ours
        and following in ("by", "from", "at", "towards", "against", "overnight", "on", "in", ".")
    ):
        is_passive, object_text = True, text[start - sentence.start : words[i].start - sentence.start]
    if words[i].lower.startswith("drop") and _BOMB.match(object_text):
        platform = {t for *_, t in weapons.mentioned(text[: words[i].start - sentence.start][-60:])}
        return Frame(sentence, i, i + 1, role, "drone" if platform == {"drone"} else "airstrike")
    near = [n for n in weapons.mentioned(object_text) if role != "launch" or n[2] != "ground"]
    if not (is_passive or is_ours):
        near = [n for n in near if len(object_text[: n[0]].split()) <= 14 and ", according" not in object_text[: n[0]]]
    if near and words[i].lower.startswith(("thr", "hurl", "lob", "toss")) and {t for *_, t in near} == {"sabotage"}:
        return Frame(sentence, i, i + 1, role, "other", is_passive=is_passive)
    if not near or (role == "launch" and not any(t in ("drone", "missile", "shelling", "airstrike") for *_, t in near)):
        return None
    subject = sentence.text[max(start, words[i].start - 60) - sentence.start : words[i].start - sentence.start]
    platforms = (
        {t for *_, t in weapons.mentioned(subject)} if role == "launch" and not (is_passive or is_ours) else set()
    )
    if platforms in ({"airstrike"}, {"drone"}):
        return Frame(sentence, i, i + 1, role, next(iter(platforms)))
    if (
        role == "launch"
        and all(t == "airstrike" and "bomb" not in object_text[a:b].lower() for a, b, t in near)
        and "strike" not in object_text
    ):
        return None
    return Frame(sentence, i, i + 1, role, weapons.together(t for *_, t in near), is_passive=is_passive)
