"""Who attacked whom, where, with how much: the roles of a use of force, from its phrase, its clause and its post."""

import re

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.attack.frame import SOLDIERS, Frame, clause, phrase_start
from pipelines.claims.attack.frames import manned_target
from pipelines.claims.attack.speakers import acting_in, belligerent, is_noun, own_forces
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence


def attacker(scene: Scene, frame: Frame) -> Mention | None:
    """The actor the sentence names as using the force, or the post's one armed group where it says "the rebels"."""
    found = _named(scene, frame) or _meant_group(scene, frame)
    is_bare_capture = found is None and frame.kind == "capture" and (frame.is_passive or is_noun(frame))
    return belligerent(scene, frame) if is_bare_capture else found


def _meant_group(scene: Scene, frame: Frame) -> Mention | None:
    """ "the rebels fired a missile", "shells fired by the paramilitaries": the one group the post names."""
    if frame.kind in ("intercept", "count"):
        return None
    start, end = clause(frame.sentence, frame.anchor.start)
    text = scene.document.text
    before, after = text[start : frame.anchor.start], text[frame.anchor.end : end]
    is_meant = _BY_REBELS.search(after) if frame.is_passive or is_noun(frame) else _REBELS.search(before)
    groups = {m.name: m for m in scene.mentions if m.kind == "group"}
    return next(iter(groups.values())) if is_meant and len(groups) == 1 else None


_HOLDER = re.compile(r"[^,;.]{0,60}\b(?:control|hands)\b")
_GROUP_NOUNS = r"(?:rebels|rebel (?:group|forces)|militants|militia(?:men)?|insurgents|paramilitar(?:y|ies)|jihadists)"
_REBELS = re.compile(rf"\b[Tt]he {_GROUP_NOUNS}\b")
_BY_REBELS = re.compile(rf"^[^,;.]{{0,40}}\bby (?:the )?{_GROUP_NOUNS}\b")


def _named(scene: Scene, frame: Frame) -> Mention | None:  # noqa: PLR0911
    words, sentence = frame.sentence.words, frame.sentence
    if frame.kind == "count":
        return None
    start, _end = clause(sentence, frame.anchor.start)
    if frame.kind == "intercept" and not manned_target(sentence, frame):
        return _of_weapons(scene, sentence, frame)
    if frame.kind == "capture" and (holder := _HOLDER.match(sentence.text, frame.anchor.start - sentence.start)):
        held = acting_in(scene, frame.anchor.start, sentence.start + holder.end())
        if held:
            return held[0]
    if frame.is_passive or is_noun(frame):
        agent = _agent(scene, frame)
        if agent:
            return agent
    if frame.anchor.lower == "fire" and (
        owners := acting_in(scene, words[max(frame.first - 3, 0)].start, frame.anchor.start)
    ):
        return owners[-1]
    if is_noun(frame):
        left = words[phrase_start(words, frame.first)].start
        inside = acting_in(scene, left, frame.anchor.start)
        if inside:
            return inside[0]
        stop = left if _is_carried_out(frame, left) else _subject_end(frame, start, left)
        found = _subject(scene, sentence, start, stop, frame)
        return found or own_forces(scene, frame, start) or _within(scene, frame)
    if frame.is_passive:
        return None
    if weapon := _weapon_subject(frame, start):
        inside = acting_in(scene, words[phrase_start(words, weapon[0])].start, words[weapon[1] - 1].start)
        return (inside[0] if inside else None) or own_forces(scene, frame, start)
    if _follows_pronoun(frame) and (subject := _subject(scene, sentence, sentence.start, start, frame)):
        return subject
    return _subject(scene, sentence, start, frame.anchor.start, frame) or own_forces(scene, frame, start)


def _follows_pronoun(frame: Frame) -> bool:
    """ "two days after they seized it": the subject is that of the clause before."""
    words, i = frame.sentence.words, frame.first
    while i > 0 and (words[i - 1].lower in _LINKING or words[i - 1].lower.endswith("ly")):
        i -= 1
    return i > 0 and words[i - 1].lower in ("they", "it")


def _weapon_subject(frame: Frame, start: int) -> tuple[int, int] | None:
    """The words (first, last) of a weapon right before the verb ("two missiles that landed"), which name the actor."""
    sentence, words = frame.sentence, frame.sentence.words
    i = frame.first
    while i > 0 and (words[i - 1].lower in _LINKING or words[i - 1].lower.endswith("ly")):
        i -= 1
    if i == 0 or words[i - 1].start < start:
        return None
    text = sentence.text[: words[i - 1].end - sentence.start]
    last = [n for n in weapons.mentioned(text) if n[1] == len(text)]
    return (sentence.word_index(sentence.start + last[-1][0]), i) if last else None


_LINKING = frozenset({"that", "which", "had", "has", "have", "also", "then", "later"})


def _agent(scene: Scene, frame: Frame) -> Mention | None:
    """The actor after "by": "was hit by a Russian drone", "an attack by the RSF"."""
    words = frame.sentence.words
    for k in range(frame.last, min(frame.last + 10, len(words))):
        if words[k].lower in (".", ";", ","):
            return None
        if words[k].lower == "by":
            stop = next(
                (n for n in range(k + 1, min(k + 9, len(words))) if words[n].lower in _AGENT_STOP),
                min(k + 9, len(words)),
            )
            found = acting_in(scene, words[k].start, words[stop - 1].end)
            of = stop < len(words) and words[stop].lower == "of" and words[stop - 1].lower in SOLDIERS
            return (
                found[0]
                if found
                else next(iter(acting_in(scene, words[stop].start, words[min(stop + 5, len(words) - 1)].end)), None)
                if of
                else None
            )
    return None


def _subject_end(frame: Frame, start: int, left: int) -> int:
    """Where a subject may end: "Insurgents of JNIM burned tankers in an ambush" tells whose ambush it was."""
    span = [w for w in frame.sentence.words if start <= w.start < left]
    words = [w.lower for w in span]
    is_done_to = bool({"was", "were", "been", "be", "lost", "suffered", "died", "survived"} & set(words))
    is_means = words[-1:] in (["in"], ["during"]) and bool(SOLDIERS & set(words[:8])) and not is_done_to
    return span[:9][-1].end if is_means else start


_WITHIN = re.compile(r"[^;.]{0,60}, (?:in|during) which ")


def _within(scene: Scene, frame: Frame) -> Mention | None:
    """ "an assault on an outpost, in which TTP fighters killed 16": who acts in it."""
    sentence = frame.sentence
    match = _WITHIN.match(sentence.text, frame.anchor.end - sentence.start)
    found = acting_in(scene, sentence.start + match.end(), sentence.end)[:1] if match else []
    i = sentence.word_index(found[0].end) if found else 0
    return found[0] if found and {w.lower for w in sentence.words[i : i + 2]} & SOLDIERS else None


_AGENT_STOP = lexicon.words("attack_roles_agent_stop")
_LANDS = frozenset(
    {"border", "frontier", "capital", "city", "town", "village", "region", "territory", "soil", "airspace", "side"}
)
_OTHER_DEEDS = lexicon.words("attack_roles_other_deeds")


def _is_carried_out(frame: Frame, left: int) -> bool:
    """ "Israel carried out an airstrike", "kept up a raid": the subject of the verb before the noun is the attacker."""
    before = frame.sentence.text[max(left - frame.sentence.start - 40, 0) : left - frame.sentence.start].lower()
    words = before.split()
    if (
        words
        and not frame.is_definite
        and words[-1].strip(",") not in _OTHER_DEEDS
        and words[-1].endswith(("ed", "es", "ing", "up", "out", "s", "began", "made"))
    ):
        return True
    return any(
        v in before
        for v in (
            "carried out",
            "carry out",
            "carrying out",
            "launched",
            "launches",
            "conducted",
            "mounted",
            "staged",
            "unleashed",
            "began",
            "made",
            "stepped up",
            "intensified",
            "continued",
        )
    )


def _subject(scene: Scene, sentence: Sentence, start: int, end: int, frame: Frame) -> Mention | None:
    """The last actor before the verb that is no place and no source: "Moscow's forces have captured"."""
    accused = [
        w.end
        for w in sentence.words
        if w.lower in ("accused", "accuses", "accusing", "blamed", "blames", "blaming") and start <= w.start < end
    ]
    found = acting_in(scene, accused[-1] if accused else start, end)
    sources = [(s.start, s.end) for s in scene.attribution.sources if s.end <= end]
    direct = [m for m in found if not _is_location(sentence, m) and not any(a <= m.start < b for a, b in sources)]
    return direct[0] if direct else None


def _is_location(sentence: Sentence, mention: Mention) -> bool:
    i = sentence.word_index(mention.start)
    before = [w.lower for w in sentence.words[max(i - 2, 0) : i]]
    if mention.kind == "group" and _FIGHTERS_OF.search(sentence.text[: mention.start - sentence.start]):
        return False
    return (
        bool(before)
        and before != ["led", "by"]
        and (
            (
                before[-1]
                in (
                    "in",
                    "on",
                    "at",
                    "near",
                    "into",
                    "against",
                    "from",
                    "across",
                    "with",
                    "over",
                    "to",
                    "for",
                    "by",
                    "inside",
                )
                or (before[-1] == "of" and mention.kind != "group")
            )
            or (before[-1] == "the" and before[0] in ("in", "on", "against", "across"))
        )
        and mention.kind not in ("demonym",)
    ) or _is_of_land(sentence, mention, before)


_FIGHTERS_OF = re.compile(
    r"\b(?:fighters|militants|rebels|insurgents|gunmen|guerrillas|jihadists|militiamen|extremists|members|units)"
    r" (?:from|of)(?: the)? $",
    re.IGNORECASE,
)


def _is_of_land(sentence: Sentence, mention: Mention, before: list[str]) -> bool:
    """ "near the Afghan border", "in a Russian village": an adjective of land is where, not who."""
    i = sentence.word_index(mention.end)
    heads = {w.lower for w in sentence.words[i : i + 2]}
    return mention.kind == "demonym" and bool(heads & _LANDS) and bool({"in", "near", "at", "on", "over"} & set(before))


def _of_weapons(scene: Scene, sentence: Sentence, frame: Frame) -> Mention | None:
    """Whose drones were shot down: the people named with the weapons, or after "launched by"."""
    agent = _agent(scene, frame)
    if (
        agent
        and agent.start > frame.anchor.start
        and "launched by" in sentence.text[frame.anchor.end - sentence.start : agent.start - sentence.start]
    ):
        return agent
    for start, _end, kind in weapons.mentioned(sentence.text):
        if kind == "airstrike":
            continue
        offset = sentence.start + start
        named = [m for m in acting_in(scene, offset - 45, offset) if m.kind in ("demonym", "group", "country")]
        between = scene.document.text[named[-1].end : offset] if named else ""
        if named and not any(
            s in between
            for s in (
                ",",
                ".",
                " in ",
                " had ",
                " has ",
                " shot ",
                " intercepted ",
                " destroyed ",
                "'s air defen",
                " said ",
                " air defen",
                " ministry",
                " military",
                " army",
                " officials",
                " down",
            )
        ):
            return named[-1]
    return None
