"""Uses of force in a sentence: the word that tells it, its kind, and the words around it that fill its roles."""

import re
from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.attack import implied, weapons
from pipelines.claims.attack.deeds import harming, multiword, numbers_only, weapon_deeds
from pipelines.claims.attack.frame import (
    HARMING,
    SOLDIERS,
    Frame,
    clause,
    forms,
    is_negated,
    is_passive_at,
    phrase_start,
)
from pipelines.claims.attack.launches import weapon_object
from pipelines.claims.attack.verbs import is_name_like, verb_frame
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_MOST = 12
_USED = frozenset({"used", "involved", "deployed", "employed"})
_NEGATED = lexicon.words("attack_frames_negated")
_STOPPING = lexicon.words("attack_frames_stopping")
_COMPOUND = lexicon.words("attack_frames_compound")
_MANNED = lexicon.words("attack_frames_manned")
_ARMY_DRONE = re.compile(
    r"(?: down)? an? (?:\w+ ){0,2}(?:army|military|surveillance|reconnaissance) (?:drone|aircraft)"
)
_NOISES = frozenset({"explosion", "explosions", "blast", "blasts", "gunfire", "shelling", "shooting"})
_HEARING = frozenset({"heard", "hear", "hearing", "echoed", "described", "rang", "audible"})
_NOT_FORCE = {
    "strike": frozenset(
        [
            "workers'",
            "union",
            "general",
            "hunger",
            "labour",
            "labor",
            "lightning",
            "rail",
            "teachers'",
            "doctors'",
            "heat",
            "tanker",
        ]
    ),
    "attack": frozenset(["heart", "panic", "cyber", "verbal", "personal", "shark", "asthma", "legal", "cyberattack"]),
    "advance": frozenset({"in"}),
}


def find(scene: Scene, sentence: Sentence) -> list[Frame]:
    """The uses of force a sentence tells, in order."""
    words = sentence.words
    frames: list[Frame] = []
    for i, word in enumerate(words):
        frame = multiword(scene, sentence, i)
        if frame is None and word.lower in forms("verb") and not is_name_like(sentence, i):
            frame = verb_frame(scene, sentence, i)
        if frame is None and word.lower in forms("noun"):
            frame = _noun(scene, sentence, i)
        if frame is None and word.lower in _USED and is_passive_at(words, i):
            frame = weapon_object(scene, sentence, i, "launch", True)
        if frame is None and word.lower == "used" and "against" in [w.lower for w in words[i + 1 : i + 8]]:
            frame = weapon_object(scene, sentence, i, "launch", False)
        if frame is None and word.lower in ("fire", "shot"):
            frame = _gunfire(scene, sentence, i)
        if frame is None and word.lower in HARMING and not is_negated(words, i):
            frame = harming(scene, sentence, i)
            is_same = frames and frame and (frame.attack_type == "ground" or word.lower.endswith("ing"))
            frame = None if is_same else frame
        if frame and not (frames and frame.first < frames[-1].last):
            frames.append(frame)
        if len(frames) == _MOST:  # no sentence tells more; a text that does is no report
            break
    return frames or weapon_deeds(scene, sentence) or implied.find(scene, sentence) or numbers_only(scene, sentence)


def _noun(scene: Scene, sentence: Sentence, i: int) -> Frame | None:  # noqa: PLR0911
    words = sentence.words
    lower = words[i].lower
    following = words[i + 1].lower if i + 1 < len(words) else ""
    left = phrase_start(words, i)
    before = [w.lower for w in words[max(left - 3, 0) : i]]
    if before[-1:] == ["on"] and lower == "strike":
        return None
    lead = words[left - 1].lower if left else ""
    if words[left].lower == "the" and lead in _TIME and not _has_place(scene, sentence, i):
        return None
    if lower in _NOISES and _HEARING & {w.lower for w in (*words[max(left - 3, 0) : left], *words[i + 1 : i + 4])}:
        return None
    if (
        following in _COMPOUND
        or set(before[-1:]) & _NOT_FORCE.get(lower.rstrip("s"), frozenset())
        or set(before) & _NEGATED
    ):
        return None
    if (
        (set(before) & _STOPPING and not _answers(words, left))
        or lower in ("advance", "siege")
        or (set(before) & {"years", "months", "series"} and "of" in before and "years" in before)
    ):
        return None
    attack_type, role = forms("noun")[lower]
    if role == "capture" and not _ANNOUNCING & {w.lower for w in words[max(i - 6, 0) : i]}:
        return None
    near = weapons.mentioned(sentence.text[words[left].start - sentence.start : words[i].end - sentence.start])
    kinds = [t for *_, t in near] or _with_weapons(sentence, i) or [attack_type]
    is_definite = (
        lead in ("the", "that", "this")
        or words[left].lower in ("the", "that", "this", "these", "those")
        or words[left].text.endswith(("day's", "day’s"))
        or bool(_REACTING & {w.lower for w in words[max(left - 8, 0) : left]})
    ) and "one of the" not in sentence.text[max(words[left].start - sentence.start - 8, 0) :][:20].lower()
    is_definite = is_definite and role != "capture"
    start, end = clause(sentence, words[i].start)
    by_soldiers = {w.lower for w in words if start <= w.start < end} & SOLDIERS
    if (
        lower in ("assault", "assaults", "raid", "raids")
        and kinds == ["ground"]
        and (not by_soldiers or (is_definite and lower in ("raid", "raids")))
    ):
        kinds = ["other"]
    if kinds == ["other"]:
        kinds = _of_those_who(sentence, start, left, i) or kinds
    return Frame(
        sentence, i, i + 1, role, weapons.together(kinds), is_definite=is_definite, is_plural=lower.endswith("s")
    )


_GUNMEN = lexicon.words("attack_frames_gunmen")
_MADE = re.compile(r"\b(?:carried out|conducted|launched|mounted|staged|made)(?: \w+)?\s*$")


def _of_those_who(sentence: Sentence, start: int, left: int, i: int) -> list[str]:
    """ "jets carried out strikes", "militants killed ten in an attack", "an attack by gunmen": who makes it."""
    words = sentence.words
    before = sentence.text[start - sentence.start : words[left].start - sentence.start]
    kinds = [t for *_, t in weapons.mentioned(before)][:1] if _MADE.search(before) else []
    after = [w.lower for w in words[i + 1 : i + 13]]
    by = after[after.index("by") + 1 :][:5] if "by" in after else []
    is_by_gunmen = bool(_GUNMEN & {w.lower for w in words if start <= w.start < words[i].start} | _GUNMEN & set(by))
    return kinds or (["ground"] if is_by_gunmen and words[i].lower == "attack" else [])


_ANSWERING = (["in", "response", "to"], ["response", "to", "the"])


def _answers(words: Sequence[Word], left: int) -> bool:
    """ "in response to the drone attack": what was answered did happen."""
    before = [w.lower for w in words[max(left - 3, 0) : left]]
    return before in _ANSWERING or before[-2:] == ["response", "to"]


_REACTING = frozenset(
    [
        "condemn",
        "condemns",
        "condemned",
        "condemning",
        "denounced",
        "deplored",
        "decried",
        "criticised",
        "criticized",
        "praised",
        "hailed",
        "mourned",
    ]
)
_ANNOUNCING = lexicon.words("attack_frames_announcing")
_TIME = frozenset({"before", "after", "since", "during", "until"})


def _has_place(scene: Scene, sentence: Sentence, i: int) -> bool:
    """Whether a place follows the noun directly: "the attack on Kharkiv"."""
    words = sentence.words
    return bool(scene.places_in(words[i].end, words[min(i + 6, len(words) - 1)].end))


_SALVOS = frozenset({"volley", "volleys", "salvo", "salvos", "salvoes", "barrage", "barrages", "fusillade", "wave"})
_ELSE = re.compile(r", \w+ of (?:which|them)|\b(?:that|which|killing|who)\b")


def _with_weapons(sentence: Sentence, i: int) -> list[str]:
    """ "a night attack with drones and missiles on Lviv", "an attack by armed men"."""
    words = sentence.words
    following = words[i + 1].lower if i + 1 < len(words) else ""
    if following in ("with", "by", "using", "involving", "from") or (following == "of" and words[i].lower in _SALVOS):
        span = sentence.text[
            words[i + 1].start - sentence.start : words[min(i + 9, len(words) - 1)].end - sentence.start
        ]
        return [t for *_, t in weapons.mentioned(_ELSE.split(span)[0])]
    return []


def _gunfire(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    """ "killed by Israeli fire", "two gunmen had shot seven people dead"."""
    words = sentence.words
    if words[i].lower == "shot" and is_passive_at(words, i):
        lowered = scene.document.lower
        is_fatal = (
            {"died", "dead", "killed", "fatally"} & {w.lower for w in words}
            or "assassinat" in lowered
            or "murder" in lowered
        )
        return Frame(sentence, i, i + 1, "attack", "ground", is_passive=True) if is_fatal else None
    if words[i].lower == "shot":
        near = [w.lower for w in words[i + 1 : i + 8]]
        return Frame(sentence, i, i + 1, "attack", "ground") if "dead" in near and "down" not in near else None
    lead = i - (i > 1 and words[i - 1].lower in _ANSWERING_FIRE)
    span = sentence.text[words[max(i - 3, 0)].start - sentence.start : words[i].end - sentence.start]
    kinds = [t for _, end, t in weapons.mentioned(span) if len(span) - end <= len(" fire")]
    if kinds:
        return Frame(sentence, i, i + 1, "attack", weapons.together(kinds))
    before = scene.mention_at(words[lead - 1].start) if lead else None
    is_named = before is not None and before.kind in ("demonym", "group", "country")
    return (
        Frame(sentence, i, i + 1, "attack", "other")
        if is_named or (lead and words[lead - 1].lower in ("army", "military", "sniper", "hostile", "enemy"))
        else None
    )


_ANSWERING_FIRE = frozenset({"return", "retaliatory", "cross-border", "heavy", "intense", "covering"})


def manned_target(sentence: Sentence, frame: Frame) -> bool:
    """Whether an interception brought down an aircraft or an army's own drone, which makes it an attack of its own."""
    if _ARMY_DRONE.match(sentence.text[frame.anchor.end - sentence.start :]):
        return True
    words = sentence.words[frame.last : frame.last + 7]
    if [w.lower for w in words[1:3]] in (["of", "the"], ["of", "these"], ["of", "those"]):
        return False
    return any(w.lower in _MANNED for w in words) and not any(
        w.lower in ("drone", "drones", "missiles", "uavs") for w in words
    )
