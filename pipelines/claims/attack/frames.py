"""Uses of force in a sentence: the word that tells it, its kind, and the words around it that fill its roles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_USED = frozenset({"used", "involved", "deployed", "employed"})
_BE = lexicon.words("attack_frames_be")
_SKIP = lexicon.words("attack_frames_skip")
_NEGATED = lexicon.words("attack_frames_negated")
_STOPPING = lexicon.words("attack_frames_stopping")
_COMPOUND = lexicon.words("attack_frames_compound")
_ACTORS = lexicon.words("attack_frames_actors")
_MANNED = lexicon.words("attack_frames_manned")
_PLACE_TAKING = lexicon.words("attack_frames_place_taking")
_NOT_FORCE = {
    "strike": frozenset(
        ["workers'", "union", "general", "hunger", "labour", "labor", "lightning", "rail", "teachers'", "doctors'", "heat", "tanker"]
    ),
    "attack": frozenset(["heart", "panic", "cyber", "verbal", "personal", "shark", "asthma", "legal", "cyberattack"]),
    "advance": frozenset({"in"}),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of force: anchor words `first` to `last` (exclusive), and where its phrase and clause reach."""

    sentence: Sentence
    first: int
    last: int
    kind: str
    attack_type: str
    is_passive: bool = False
    is_definite: bool = False
    is_plural: bool = False
    is_weak: bool = False

    @property
    def anchor(self) -> Word:
        return self.sentence.words[self.first]


@cache
def _forms(part: str) -> dict[str, tuple[str, str]]:
    return {r["form"]: (r["attack_type"], r["role"]) for r in lexicon.rows("force_words") if r["part"] == part}


def find(scene: Scene, sentence: Sentence) -> list[Frame]:
    """The uses of force a sentence tells, in order."""
    words = sentence.words
    frames: list[Frame] = []
    for i, word in enumerate(words):
        frame = _multiword(scene, sentence, i)
        if frame is None and word.lower in _forms("verb") and not _is_name_like(sentence, i):
            frame = _verb(scene, sentence, i)
        if frame is None and word.lower in _forms("noun"):
            frame = _noun(scene, sentence, i)
        if frame is None and word.lower in _USED and _is_passive(words, i):
            frame = _weapon_object(scene, sentence, i, "launch", True)
        if frame is None and word.lower in ("fire", "shot"):
            frame = _gunfire(scene, sentence, i)
        if frame is None and word.lower in _HARMING and not _is_negated(words, i):
            frame = _harming(scene, sentence, i)
        if frame and not (frames and frame.first < frames[-1].last):
            frames.append(frame)
    return frames or _weapon_deeds(scene, sentence) or _numbers_only(scene, sentence)


_IRREGULAR = lexicon.words("attack_frames_irregular")
_PEACEFUL = lexicon.words("attack_frames_peaceful")


def _weapon_deeds(scene: Scene, sentence: Sentence) -> list[Frame]:
    """ "a drone flew into a ward", "the bomb that tore it open": a weapon does something to something."""
    words = sentence.words
    for start, end, kind in weapons.mentioned(sentence.text):
        i = sentence.word_index(sentence.start + end)
        i += i < len(words) and words[i].lower == "that"
        if i >= len(words) or kind not in ("drone", "missile", "shelling", "airstrike"):
            continue
        lower = words[i].lower
        if (lower.endswith("ed") and lower not in _PEACEFUL) or lower in _IRREGULAR:
            first = sentence.word_index(sentence.start + start)
            return [
                Frame(
                    sentence,
                    i,
                    i + 1,
                    "attack",
                    kind,
                    is_weak=first > 0 and not scene.places_in(sentence.start, sentence.end),
                )
            ]
    return []


def _numbers_only(scene: Scene, sentence: Sentence) -> list[Frame]:
    """ "Zelenskyy put the numbers at nearly 500 drones": adds its numbers to an attack told elsewhere."""
    for q in scene.quantities(sentence):
        following = sentence.text[q.end - sentence.start : q.end - sentence.start + 40]
        near = [n for n in weapons.mentioned(following) if n[2] in ("drone", "missile")]
        if q.value and q.value >= 5 and near and len(following[: near[0][0]].split()) <= 3:
            kinds = [t for *_, t in weapons.mentioned(sentence.text) if t in ("drone", "missile")]
            first = sentence.word_index(q.start)
            return [Frame(sentence, first, first + 1, "count", weapons.together(kinds), is_weak=True)]
    return []


_BOMBING = lexicon.words("attack_frames_bombing")


def _is_name_like(sentence: Sentence, i: int) -> bool:
    """ "Storm Shadow", "a car bomb": no verb."""
    word = sentence.words[i]
    if word.is_capitalised and i > 0 and not sentence.is_title:
        return True
    lead = sentence.words[i - 1].lower if i else ""
    if word.lower in ("target", "targets", "hit", "hits", "launch", "capture", "down") and lead in (
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
    ):
        return True
    before = sentence.words[i - 1] if i else None
    if word.lower in ("shell", "shells") and lead in ("artillery", "mortar", "tank", "155mm", "millimetre"):
        return True
    if word.lower in ("bomb", "bombs", "shell", "shells", "fire", "fires", "down", "drop", "drops"):
        after = sentence.words[i + 1].lower if i + 1 < len(sentence.words) else ""
        if (
            (before is not None
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
            ))
            or after in _HARMING
        ):
            return True
        return before is None or not (
            (before.is_capitalised and before.lower not in ("a", "an", "the"))
            or before.lower in _BOMBING
            or before.lower in ("to", "they")
        )
    return False


def _noun(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    words = sentence.words
    lower = words[i].lower
    following = words[i + 1].lower if i + 1 < len(words) else ""
    left = phrase_start(words, i)
    before = [w.lower for w in words[max(left - 3, 0) : i]]
    if before[-1:] == ["on"] and lower == "strike":
        return None
    if (
        following in _COMPOUND
        or set(before[-1:]) & _NOT_FORCE.get(lower.rstrip("s"), frozenset())
        or set(before) & _NEGATED
    ):
        return None
    if (
        set(before) & _STOPPING
        or lower in ("advance", "siege")
        or (set(before) & {"years", "months", "series"}
        and "of" in before
        and "years" in before)
    ):
        return None
    attack_type, role = _forms("noun")[lower]
    near = weapons.mentioned(sentence.text[words[left].start - sentence.start : words[i].end - sentence.start])
    kinds = [t for *_, t in near] or _with_weapons(sentence, i) or [attack_type]
    lead = words[left - 1].lower if left else ""
    is_definite = (
        lead in ("the", "that", "this")
        or words[left].lower in ("the", "that", "this", "these", "those")
        or words[left].text.endswith(("day's", "day’s"))
    )
    if (
        lower in ("assault", "assaults", "raid", "raids")
        and kinds == ["ground"]
        and not {w.lower for w in words} & _SOLDIERS
    ):
        kinds = ["other"]
    return Frame(
        sentence, i, i + 1, role, weapons.together(kinds), is_definite=is_definite, is_plural=lower.endswith("s")
    )


def _with_weapons(sentence: Sentence, i: int) -> list[str]:
    """ "a night attack with drones and missiles on Lviv", "an attack by armed men"."""
    words = sentence.words
    if i + 1 < len(words) and words[i + 1].lower in ("with", "by", "using", "involving", "from"):
        span = sentence.text[
            words[i + 1].start - sentence.start : words[min(i + 9, len(words) - 1)].end - sentence.start
        ]
        return [t for *_, t in weapons.mentioned(span)]
    return []


def phrase_start(words: Sequence[Word], i: int) -> int:
    """Where the noun phrase that ends at word `i` begins."""
    j = i
    while j > 0 and i - j < 9:
        lower = words[j - 1].lower
        if (
            lower in (",", "and")
            and j > 1
            and (weapons.mentioned(words[j - 2].text) or words[j - 2].lower in ("missile", "drone", "air"))
        ):
            j -= 1
            continue
        if not words[j - 1].text[0].isalnum() or lower in _PHRASE_STOP or _is_verb_like(lower):
            break
        j -= 1
        if lower in ("a", "an", "the", "its", "their", "this", "that", "another"):
            break
    return j


_PARTICIPIAL = lexicon.words("attack_frames_participial")


def _is_verb_like(lower: str) -> bool:
    return (lower.endswith("ed") and lower not in _PARTICIPIAL and "-" not in lower) or lower in lexicon.column(
        "reporting_verbs", "form"
    )


_PHRASE_STOP = lexicon.words("attack_frames_phrase_stop")


def _verb(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    words = sentence.words
    attack_type, role = _forms("verb")[words[i].lower]
    if _is_noun_use(words, i) or _is_negated(words, i):
        return None
    is_passive = _is_passive(words, i)
    if role == "capture":
        return _capture(scene, sentence, i, is_passive)
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if role == "launch" and after in ("at", "on", "upon", "into") and words[i].lower.startswith("fir"):
        kinds = _subject_weapons(sentence, i, is_passive)
        return (
            Frame(sentence, i, i + 1, "attack", weapons.together(kinds))
            if kinds or _has_actor(scene, sentence, i, is_passive)
            else None
        )
    if role in ("launch", "intercept"):
        return _weapon_object(scene, sentence, i, role, is_passive)
    if _downs_weapons(sentence, i, is_passive):
        return _weapon_object(scene, sentence, i, "intercept", is_passive)
    kinds = _subject_weapons(sentence, i, is_passive)
    if words[i].lower.startswith(("damag", "destroy")) and not kinds:
        return None
    if attack_type == "other" and not kinds and not _has_actor(scene, sentence, i, is_passive):
        is_hit = is_passive and words[i].lower in ("hit", "struck", "attacked", "targeted")
        return Frame(sentence, i, i + 1, "attack", "other", is_passive=True, is_weak=True) if is_hit else None
    if (
        attack_type == "other"
        and not set(kinds) - {"other"}
        and not is_passive
        and {w.lower for w in words[max(i - 14, 0) : i]} & _GUNMEN
    ):
        kinds = ["ground"]
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
    return (
        (any(t in ("drone", "missile") for *_, t in weapons.mentioned(cut))
        and any(c.isdigit() for c in cut))
        or ("all" in [w.lower for w in span] and bool(weapons.mentioned(cut)))
    )


def _is_noun_use(words: Sequence[Word], i: int) -> bool:
    """ "strikes", "raids", "shelling", "drone attack" as nouns."""
    if words[i].lower not in _forms("noun"):
        return False
    before = words[i - 1].lower if i else ""
    after = words[i + 1].lower if i + 1 < len(words) else ""
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


def _is_negated(words: Sequence[Word], i: int) -> bool:
    before = [w.lower for w in words[max(i - 3, 0) : i]]
    return any(b in ("not", "never", "no", "without", "n't", "nor") or b.endswith("n't") for b in before)


def _is_passive(words: Sequence[Word], i: int) -> bool:
    j = i - 1
    while j >= 0 and (words[j].lower in _SKIP or words[j].lower.endswith("ly")):
        if words[j].lower == "been":
            return True
        j -= 1
    if j >= 0 and words[j].lower in _BE:
        return True
    return i + 1 < len(words) and words[i + 1].lower == "by" and words[i].lower.endswith(("ed", "hit", "struck", "en"))


def _subject_weapons(sentence: Sentence, i: int, is_passive: bool) -> list[str]:
    """Weapon types named where the agent stands: before an active verb, after "by" of a passive one, and after "with"."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    before = sentence.text[start - sentence.start : words[i].start - sentence.start]
    after = sentence.text[words[i].end - sentence.start : end - sentence.start]
    tails = [after.partition(f" {p} ")[2][:60] for p in ("by", "with", "using", "under") if f" {p} " in f" {after}"]
    found = [t for tail in tails for *_, t in weapons.mentioned(tail)]
    own = [] if is_passive else [t for *_, t in weapons.mentioned(before[-90:])]
    if own and set(own) == {"sabotage"} and re.search(r"\bbombs?\b", before[-90:]) and words[i].lower in _FALLING:
        return ["airstrike"]
    if own[:1] == ["airstrike"] and not {"drone", "ground"} & set(own):
        return ["airstrike"]
    return found or own


_FALLING = lexicon.words("attack_frames_falling")


def clause(sentence: Sentence, offset: int) -> tuple[int, int]:
    return sentence.clause_at(offset)


def _has_actor(scene: Scene, sentence: Sentence, i: int, is_passive: bool) -> bool:
    """Whether an armed actor stands in the agent's position: a state, its people or forces, a group."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    if is_passive:
        j = next((k for k in range(i + 1, min(i + 10, len(words))) if words[k].lower == "by"), None)
        if j is None:
            return False
        span = words[j + 1 : j + 8]
    else:
        span = [w for w in words[max(i - 14, 0) : i] if w.start >= start]
    if not span:
        return False
    if any(w.lower in _ACTORS for w in span):
        return True
    kinds = ("country", "group", "metonym") if not is_passive else ("country", "group", "demonym", "metonym", "people")
    return any(m.kind in kinds for m in scene.mentions_in(span[0].start, span[-1].end))


def _capture(scene: Scene, sentence: Sentence, i: int, is_passive: bool) -> Frame | None:
    """The capture of a named place; captured people or gear are none."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    span = (start, words[i].start) if is_passive else (words[i].end, min(end, words[min(i + 12, len(words) - 1)].end))
    near = [w.lower for w in words[i + 1 : i + 5]]
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


def _weapon_object(scene: Scene, sentence: Sentence, i: int, role: str, is_passive: bool) -> Frame | None:
    """ "launched 242 drones", "shot down five jets", "13 drones were intercepted"."""
    words = sentence.words
    start, end = clause(sentence, words[i].start)
    text = sentence.text
    if is_passive:
        object_text = text[start - sentence.start : words[i].start - sentence.start]
    else:
        object_text = text[words[i].end - sentence.start : end - sentence.start]
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if (
        role == "launch"
        and not is_passive
        and following in ("by", "from", "at", "towards", "against", "overnight", "on", "in", ".")
    ):
        is_passive, object_text = True, text[start - sentence.start : words[i].start - sentence.start]
    near = [n for n in weapons.mentioned(object_text) if role != "launch" or n[2] != "ground"]
    if not is_passive:
        near = [n for n in near if len(object_text[: n[0]].split()) <= 14 and ", according" not in object_text[: n[0]]]
    if not near or (role == "launch" and not any(t in ("drone", "missile", "shelling", "airstrike") for *_, t in near)):
        return None
    if (
        role == "launch"
        and not is_passive
        and {
            t
            for *_, t in weapons.mentioned(
                text[
                    max(start - sentence.start, words[i].start - sentence.start - 60) : words[i].start - sentence.start
                ]
            )
        }
        == {"airstrike"}
    ):
        return Frame(sentence, i, i + 1, role, "airstrike")
    if (
        role == "launch"
        and all(t == "airstrike" and "bomb" not in object_text[a:b].lower() for a, b, t in near)
        and "strike" not in object_text
    ):
        return None
    return Frame(sentence, i, i + 1, role, weapons.together(t for *_, t in near), is_passive=is_passive)


_HARMING = {"killed", "kills", "kill", "killing", "wounded", "wounds", "injured", "injures", "wounding", "injuring"}
_SOLDIERS = lexicon.words("attack_frames_soldiers")


def _gunfire(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    """ "killed by Israeli fire", "two gunmen had shot seven people dead"."""
    words = sentence.words
    if words[i].lower == "shot" and _is_passive(words, i):
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
    before = scene.mention_at(words[i - 1].start) if i else None
    is_named = before is not None and before.kind in ("demonym", "group", "country")
    return (
        Frame(sentence, i, i + 1, "attack", "other")
        if is_named or (i and words[i - 1].lower in ("army", "military", "sniper", "hostile", "enemy"))
        else None
    )


def _harming(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    """ "a drone killed a man", "two were injured by shelling", "gunmen killed 44": force told through its victims."""
    words = sentence.words
    is_passive = _is_passive(words, i) or (i + 1 < len(words) and words[i + 1].lower in ("by", "when", "after", "as"))
    start, end = clause(sentence, words[i].start)
    if is_passive:
        tail = [w.lower for w in words[i + 1 : i + 3]]
        if not set(tail) & {"by", "when", "after", "as"}:
            return None
        kinds = _subject_weapons(sentence, i, True) if "by" in [w.lower for w in words[i + 1 : i + 8]] else []
        return Frame(sentence, i, i + 1, "attack", weapons.together(kinds), is_passive=True) if kinds else None
    before = [w for w in words[max(i - 24, 0) : i] if w.start >= start]
    actors = [w.lower for w in before if w.lower in _SOLDIERS]
    text = sentence.text[before[0].start - sentence.start : words[i].start - sentence.start] if before else ""
    kinds = [t for *_, t in weapons.mentioned(text)]
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if (
        any(w.lower in _forms("noun") for w in before)
        or not following[0].isalnum()
        or (following == "at" and words[i + 2].lower != "least")
        or following.endswith("ing")
        or following in ("in", "on", "since", "during", "so", "or", "and", "as", "people's")
    ):
        return None
    if not kinds and not actors:
        return None
    return Frame(sentence, i, i + 1, "attack", weapons.together(kinds or ["ground"]), is_passive=False)


_MULTI: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("set", "on", "fire"), "attack", "other"),
    (("set", "ablaze"), "attack", "other"),
    (("gutted",), "attack", "other"),
    (("flattened",), "attack", "other"),
    (("wrecked",), "attack", "other"),
    (("levelled",), "attack", "other"),
    (("demolished",), "attack", "other"),
    (("crippled",), "attack", "other"),
    (("came", "under"), "attack", "other"),
    (("come", "under"), "attack", "other"),
    (("blew", "themselves", "up"), "attack", "self"),
    (("blew", "himself", "up"), "attack", "self"),
    (("blown", "himself", "up"), "attack", "self"),
    (("blew", "herself", "up"), "attack", "self"),
    (("moved", "into"), "capture", "ground"),
    (("swept", "into"), "attack", "ground"),
    (("burst", "into"), "attack", "ground"),
    (("broke", "into"), "attack", "ground"),
    (("shot", "down"), "intercept", "other"),
    (("shoot", "down"), "intercept", "other"),
    (("shooting", "down"), "intercept", "other"),
    (("brought", "down"), "intercept", "other"),
    (("shot", "dead"), "attack", "ground"),
    (("gunned", "down"), "attack", "ground"),
    (("opened", "fire"), "attack", "ground"),
    (("open", "fire"), "attack", "ground"),
    (("took", "control"), "capture", "ground"),
    (("taken", "control"), "capture", "ground"),
    (("taking", "control"), "capture", "ground"),
    (("taken", "over"), "capture", "ground"),
    (("took", "over"), "capture", "ground"),
    (("took", "back"), "capture", "ground"),
    (("taken",), "capture", "ground"),
    (("took",), "capture", "ground"),
    (("takes",), "capture", "ground"),
    (("blew", "up"), "attack", "sabotage"),
    (("blown", "up"), "attack", "sabotage"),
    (("set", "off"), "attack", "sabotage"),
    (("dived", "into"), "attack", "other"),
    (("plunged", "into"), "attack", "other"),
    (("ploughed", "into"), "attack", "other"),
    (("plowed", "into"), "attack", "other"),
    (("ripped", "through"), "attack", "other"),
    (("tore", "through"), "attack", "other"),
    (("went", "off"), "attack", "other"),
    (("set", "fire"), "attack", "other"),
    (("sparked",), "attack", "other"),
    (("came", "down"), "attack", "other"),
    (("fell", "close"), "attack", "other"),
    (("fell",), "attack", "other"),
    (("landed",), "attack", "other"),
    (("crashed",), "attack", "other"),
    (("crashed", "into"), "attack", "other"),
    (("slammed", "into"), "attack", "other"),
    (("smashed", "into"), "attack", "other"),
    (("landed", "on"), "attack", "other"),
    (("exploded",), "attack", "other"),
    (("detonated",), "attack", "other"),
    (("fell", "on"), "attack", "other"),
    (("under", "fire"), "attack", "shelling"),
    (("smashed", "through"), "attack", "other"),
    (("rammed",), "attack", "other"),
)


@cache
def _multi_index() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for entry in _MULTI:
        table.setdefault(entry[0][0], []).append(entry)
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in table.items()}


_VEHICLES = lexicon.words("attack_frames_vehicles")


def _multiword(scene: Scene, sentence: Sentence, i: int) -> Frame | None:
    words = sentence.words
    for tokens, role, attack_type in _multi_index().get(words[i].lower, ()):
        if tuple(w.lower for w in words[i : i + len(tokens)]) != tokens:
            continue
        if _is_negated(words, i):
            return None
        last = i + len(tokens)
        is_passive = _is_passive(words, i) or tokens[-1] == "under"
        if role == "capture":
            frame = _capture(scene, sentence, last - 1, is_passive)
        elif role == "intercept":
            frame = _weapon_object(scene, sentence, last - 1, role, is_passive)
        else:
            kinds = _subject_weapons(sentence, i, is_passive)
            if attack_type == "self":
                return Frame(sentence, i, last, "attack", "other")
            if (
                attack_type == "ground"
                and tokens[0] in ("swept", "burst", "broke")
                and not {w.lower for w in words[:i]} & _SOLDIERS
            ):
                return None
            if not kinds and tokens[0] in ("exploded", "detonated", "blew", "went") and words[i - 1].lower in _VEHICLES:
                return Frame(sentence, i, last, "attack", "sabotage")
            if (
                attack_type == "other"
                and not kinds
                and tokens == ("set", "fire")
                and {w.lower for w in words[:i]} & _SOLDIERS
            ):
                return Frame(sentence, i, last, "attack", "ground")
            if attack_type == "other" and not kinds:
                return None
            frame = Frame(
                sentence,
                i,
                last,
                "attack",
                weapons.together([*kinds, attack_type] if attack_type == "other" else [attack_type]),
                is_passive=is_passive,
            )
        return frame
    return None


def manned_target(sentence: Sentence, frame: Frame) -> bool:
    """Whether an interception brought down a manned aircraft, which makes it an attack of its own."""
    words = sentence.words[frame.last : frame.last + 7]
    return any(w.lower in _MANNED for w in words) and not any(
        w.lower in ("drone", "drones", "missiles", "uavs") for w in words
    )
