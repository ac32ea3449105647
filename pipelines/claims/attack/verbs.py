"""Verbs of force: attack, launch, intercept, capture, each with the object that makes it one."""

from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.attack.agents import has_actor, subject_weapons
from pipelines.claims.attack.frame import HARMING, SOLDIERS, Frame, clause, forms, is_negated, is_passive_at
from pipelines.claims.attack.launches import weapon_object
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_PLACE_TAKING = lexicon.words("attack_frames_place_taking")
_BOMBING = lexicon.words("attack_frames_bombing")


def is_name_like(sentence: Sentence, i: int) -> bool:
    """ "Storm Shadow", "a car bomb": no verb."""
    word = sentence.words[i]
    if word.is_capitalised and i > 0 and not sentence.is_title:
        return True
    lead = sentence.words[i - 1].lower if i else ""
    if word.lower in ("target", "targets", "hit", "hits", "launch", "capture", "down", "storm", "storms") and lead in (
        "the",
        "a",
        "its",
        "main",
        "military",
        "civilian",
        "legitimate",
        "direct",
        "multiple",
        "their",
        "of",
        "this",
        "went",
        "no",
        "new",
        "spending",
    ):
        return True
    before = sentence.words[i - 1] if i else None
    if word.lower in ("shell", "shells") and lead in ("artillery", "mortar", "tank", "155mm", "millimetre"):
        return True
    if word.lower in ("bomb", "bombs", "shell", "shells", "fire", "fires", "down", "drop", "drops"):
        after = sentence.words[i + 1].lower if i + 1 < len(sentence.words) else ""
        if (
            before is not None
            and before.lower
            in (
                "car",
                "truck",
                "roadside",
                "suicide",
                "glide",
                "guided",
                "petrol",
                "pipe",
                "parcel",
                "scooter",
                "letter",
                "time",
                "magnetic",
            )
        ) or after in HARMING:
            return True
        return before is None or not (
            (before.is_capitalised and before.lower not in ("a", "an", "the"))
            or before.lower in _BOMBING
            or before.lower in ("to", "they")
        )
    return False


def verb_frame(scene: Scene, sentence: Sentence, i: int) -> Frame | None:  # noqa: PLR0911
    words = sentence.words
    attack_type, role = forms("verb")[words[i].lower]
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if {"mine", "landmine"} & {w.lower for w in words[i + 1 : i + 4]}:
        return None
    if _is_noun_use(words, i) or is_negated(words, i) or (words[i].lower in ("hit", "hits") and after.isdigit()):
        return None
    is_passive = is_passive_at(words, i)
    if role == "capture":
        return capture(scene, sentence, i, is_passive)
    if role == "launch" and after in ("at", "on", "upon", "into") and words[i].lower.startswith("fir"):
        kinds = subject_weapons(sentence, i, is_passive)
        if not kinds and SOLDIERS & {w.lower for w in words[max(i - 8, 0) : i]}:
            kinds = ["ground"]
        return (
            Frame(sentence, i, i + 1, "attack", weapons.together(kinds))
            if kinds or has_actor(scene, sentence, i, is_passive)
            else None
        )
    if role in ("launch", "intercept"):
        return weapon_object(scene, sentence, i, role, is_passive)
    if _downs_weapons(sentence, i, is_passive):
        return weapon_object(scene, sentence, i, "intercept", is_passive)
    kinds = subject_weapons(sentence, i, is_passive)
    if words[i].lower.startswith(("damag", "destroy")) and not kinds:
        return None
    if words[i].lower == "derailed" and not has_actor(scene, sentence, i, is_passive):
        return None
    if attack_type == "other" and not kinds and not has_actor(scene, sentence, i, is_passive):
        is_hit = is_passive and words[i].lower in ("hit", "struck", "attacked", "targeted")
        return Frame(sentence, i, i + 1, "attack", "other", is_passive=True, is_weak=True) if is_hit else None
    if (
        attack_type == "other"
        and not set(kinds) - {"other"}
        and not is_passive
        and {w.lower for w in words[max(i - 14, 0) : i]} & _GUNMEN
    ):
        kinds = ["ground"]
    if attack_type == "airstrike" and set(kinds) == {"drone"}:
        attack_type = "other"  # drones bomb, too
    return Frame(sentence, i, i + 1, "attack", weapons.together([*kinds, attack_type]), is_passive=is_passive)


_GUNMEN = lexicon.words("attack_frames_gunmen")


def _downs_weapons(sentence: Sentence, i: int, is_passive: bool) -> bool:
    """ "air defences destroyed 216 drones", "13 drones were destroyed": weapons are what was hit."""
    words = sentence.words
    if not words[i].lower.startswith(("destroy", "neutrali", "eliminat", "suppress", "engag", "hit")):
        return False
    span = words[max(i - 9, 0) : i] if is_passive else words[i + 1 : i + 8]
    if not span:
        return False
    text = sentence.text[span[0].start - sentence.start : span[-1].end - sentence.start]
    cut = text if is_passive else text.split(" in ")[0].split(",")[0]
    return (any(t in ("drone", "missile") for *_, t in weapons.mentioned(cut)) and any(c.isdigit() for c in cut)) or (
        "all" in [w.lower for w in span] and bool(weapons.mentioned(cut))
    )


_GERUNDS = frozenset({"bombing", "shelling", "storming", "raiding"})
_GERUND_LEADS = lexicon.words("attack_frames_gerund_leads")


def _is_noun_use(words: Sequence[Word], i: int) -> bool:
    """ "strikes", "raids", "shelling", "drone attack" as nouns."""
    before = words[i - 1].lower if i else ""
    if words[i].lower in ("pound", "pounds") and (
        before.endswith("ian") or before[-2:] in ("bn", "on") or before[-1:].isdigit()
    ):
        return True
    if words[i].lower not in forms("noun"):
        return False
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if any(w.text.endswith(("'s", "’s")) for w in words[max(i - 2, 0) : i]) or after in ("with", "using", "involving"):
        return True
    if words[i].lower in _GERUNDS and before not in _GERUND_LEADS:
        return True
    if before in (
        "a",
        "an",
        "the",
        "its",
        "their",
        "of",
        "in",
        "by",
        "with",
        "and",
        "massive",
        "deadly",
        "overnight",
        "air",
        "fresh",
        "heavy",
        "under",
        "after",
        "for",
        "this",
        "that",
        "these",
        "from",
        "targeted",
    ) or weapons.mentioned(before):
        return True
    return after in (
        "on",
        "in",
        "by",
        "against",
        "of",
        "that",
        "which",
        "at",
        "killed",
        "kills",
        "wounded",
        "near",
        "from",
        "has",
        "have",
        "was",
        "were",
        "targeting",
        "hit",
        "across",
        ",",
        ".",
        "overnight",
        "over",
        "kill",
        "injured",
        "left",
        "had",
    ) or i + 1 >= len(words)


_HAVING = frozenset({"has", "have", "had", "also", "enemy"})


def _is_adjective(words: Sequence[Word], i: int) -> bool:
    """ "in occupied Crimea": no armed people and no auxiliary stand before the word, as before a verb."""
    return i == 0 or words[i - 1].lower not in _HAVING | SOLDIERS


def capture(scene: Scene, sentence: Sentence, i: int, is_passive: bool) -> Frame | None:  # noqa: PLR0911
    """The capture of a named place; captured people or gear are none."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    if not is_passive and sentence.text[start - sentence.start :].lower().lstrip(", ").startswith("which "):
        start, is_passive = sentence.start, True
    span = (start, words[i].start) if is_passive else (words[i].end, min(end, words[min(i + 12, len(words) - 1)].end))
    near = [w.lower for w in words[i + 1 : i + 5]]
    if words[i].lower == "occupied" and _is_adjective(words, i):
        return None
    if words[i].lower == "into" and words[i - 1].lower in ("fell", "fallen", "falls"):
        is_lost = "hands" in near and bool(scene.places_in(start, words[i].start))
        return Frame(sentence, i - 1, i + 1, "capture", "ground", is_passive=True) if is_lost else None
    if (
        not is_passive
        and near
        and any(n in ("people", "soldiers", "troops", "vessel", "ship", "tanker", "weapons", "assets") for n in near)
    ):
        return None
    is_it = near[:1] == ["it"] and bool(scene.places_in(sentence.start, words[i].start))
    if not is_it and not scene.places_in(*span) and not set(near) & _PLACE_TAKING:
        return None
    if (
        words[i].lower in ("took", "taken", "takes", "take")
        and not is_it
        and not set(near) & _PLACE_TAKING
        and not any(p.start <= words[min(i + 3, len(words) - 1)].start for p in scene.places_in(words[i].end, end))
    ):
        return None
    if near[:1] and near[0] in ("place", "part", "to", "hospital"):
        return None
    return Frame(sentence, i, i + 1, "capture", "ground", is_passive=is_passive)
