"""Who attacked whom, where, with how much: the roles of a use of force, from its phrase, its clause and its post."""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.claims import lexicon, where
from pipelines.claims.attack import weapons
from pipelines.claims.attack.frames import Frame, clause, manned_target, phrase_start
from pipelines.claims.casualty import harms, victims
from pipelines.claims.mention import Mention
from pipelines.claims.places import Place
from pipelines.claims.scene import Scene
from pipelines.claims.text import Document, Sentence

_ACTING = ("country", "demonym", "group", "people", "metonym", "body")
_ORIGINS = lexicon.words("attack_roles_origins")
_FORCES = lexicon.words("attack_roles_forces")
Actor = tuple[str | None, str | None]


def attacker(scene: Scene, frame: Frame) -> Mention | None:
    """The actor the sentence names as using the force."""
    words, sentence = frame.sentence.words, frame.sentence
    if frame.kind == "count":
        return None
    start, end = clause(sentence, frame.anchor.start)
    if frame.kind == "intercept" and not manned_target(sentence, frame):
        return _of_weapons(scene, sentence, frame)
    if frame.is_passive or _is_noun(frame):
        agent = _agent(scene, frame)
        if agent:
            return agent
    if _is_noun(frame):
        left = words[phrase_start(words, frame.first)].start
        inside = _acting(scene, left, frame.anchor.start)
        if inside:
            return inside[0]
        return (_subject(scene, sentence, start, left, frame) if _is_carried_out(frame, left) else None) or _own_forces(
            scene, frame, start
        )
    if frame.is_passive:
        return None
    return _subject(scene, sentence, start, frame.anchor.start, frame) or _own_forces(scene, frame, start)


_OWN = lexicon.words("attack_roles_own")
_PRONOUNS = lexicon.words("attack_roles_pronouns")
_STATE_FORCES = lexicon.words("attack_roles_state_forces")


def _own_forces(scene: Scene, frame: Frame, start: int) -> Mention | None:
    """ "Moscow's ministry said its forces had taken", "jets bombed Tehran, the Israeli military said": the speaker's own."""
    words = frame.sentence.words
    before = {w.lower for w in words[: frame.first] if w.start >= start and w.start > frame.anchor.start - 60}
    if not before & (_OWN - _PRONOUNS if _is_noun(frame) else _OWN):
        return None
    for source in scene.attribution.sources:
        if source.covers_start <= frame.anchor.start < source.covers_end:
            lowered = source.text.lower()
            named = [m for m in _acting(scene, source.start, source.end)]
            is_belligerent = any(
                w in lowered
                for w in (
                    "military",
                    "army",
                    "defence",
                    "defense",
                    "forces",
                    "idf",
                    "navy",
                    "air force",
                    "general staff",
                    "guard",
                    "security service",
                    "command",
                    "intelligence",
                )
            ) or (named and len(lowered.split()) <= 2)
            if named and is_belligerent:
                return named[0]
    return None


def own_state(scene: Scene, frame: Frame) -> bool:
    """ "the army said it had killed", "government troops took back": the state in whose land it happens."""
    before = [w.lower for w in frame.sentence.words[max(frame.first - 9, 0) : frame.first]]
    text = " ".join(before)
    if "by the" in text or frame.is_passive or (_is_noun(frame) and "killed" not in text):
        return False
    return (
        any(
            p in text
            for p in (
                "the army",
                "government troops",
                "government forces",
                "army troops",
                "the military",
                "security forces",
                "junta",
                "government soldiers",
                "federal army",
                "the regime",
                "regime's",
                "junta's",
                "planes dropped",
                "government forces",
            )
        )
        and "rebel" not in text
    )


def defender(scene: Scene, frame: Frame, attacker_side: str | None) -> str | None:
    """Whose air defence it was: the subject of the interception, or the speaker."""
    sentence = frame.sentence
    before = [
        m
        for m in _acting(scene, sentence.start, frame.anchor.start)
        if m.country_code and m.country_code != attacker_side
    ]
    if before and not frame.is_passive:
        return before[0].country_code
    for source in scene.attribution.sources:
        if source.covers_start <= frame.anchor.start < source.covers_end:
            named = [
                m
                for m in _acting(scene, source.start, source.end)
                if m.country_code and m.country_code != attacker_side
            ]
            return named[0].country_code if named else None
    return None


_DEVICES = ("bomb", "explosive", "device", "shot", "gunned", "poison", "stabbed", "gunman", "scooter")


def kills_one_by_name(scene: Scene, frame: Frame) -> bool:
    """A planted device or a gunman that kills one person known by name or rank is an assassination."""
    sentence = frame.sentence
    lowered = sentence.text.lower()
    if not any(d in lowered for d in _DEVICES):
        return False
    phrases = victims.find(scene, sentence)
    killed = [h for h in harms.find(scene, sentence, phrases) if h.harm == "killed"]
    if not killed:
        return False
    first = killed[0].victims
    return (
        first.is_name
        or ((first.count or 9) <= 2 and (first.group == "official" or bool(_RANKS & set(first.text.lower().split()))))
    ) and len(killed) == 1


_RANKS = lexicon.words("attack_roles_ranks")


def _is_noun(frame: Frame) -> bool:
    return frame.anchor.lower in {r["form"] for r in _noun_rows()} and not frame.is_passive and _looks_nominal(frame)


@cache
def _noun_rows() -> tuple[dict[str, str], ...]:
    return tuple(r for r in lexicon.rows("force_words") if r["part"] == "noun")


def _looks_nominal(frame: Frame) -> bool:
    words, i = frame.sentence.words, frame.first
    before = words[i - 1] if i else None
    verb_forms = {r["form"] for r in lexicon.rows("force_words") if r["part"] == "verb"}
    return (
        frame.anchor.lower not in verb_forms
        or before is None
        or before.lower not in ("they", "it", "forces", "troops", "drones", "missiles", "jets", "also", "warplanes")
    )


def _acting(scene: Scene, start: int, end: int) -> list[Mention]:
    return [m for m in scene.mentions_in(start, end) if m.kind in _ACTING and (m.country_code or m.kind == "group")]


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
            found = _acting(scene, words[k].start, words[stop - 1].end)
            of = stop < len(words) and words[stop].lower == "of"
            return (
                found[0]
                if found
                else next(iter(_acting(scene, words[stop].start, words[min(stop + 5, len(words) - 1)].end)), None)
                if of
                else None
            )
    return None


_AGENT_STOP = lexicon.words("attack_roles_agent_stop")
_OTHER_DEEDS = lexicon.words("attack_roles_other_deeds")


def _is_carried_out(frame: Frame, left: int) -> bool:
    """ "Israel carried out an airstrike", "kept up a raid": the subject of the verb before the noun is the attacker."""
    before = frame.sentence.text[max(left - frame.sentence.start - 40, 0) : left - frame.sentence.start].lower()
    words = before.split()
    if (
        words
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
    found = _acting(scene, accused[-1] if accused else start, end)
    sources = [(s.start, s.end) for s in scene.attribution.sources if s.end <= end]
    direct = [m for m in found if not _is_location(sentence, m) and not any(a <= m.start < b for a, b in sources)]
    return direct[0] if direct else None


def _is_location(sentence: Sentence, mention: Mention) -> bool:
    i = sentence.word_index(mention.start)
    before = [w.lower for w in sentence.words[max(i - 2, 0) : i]]
    return (
        bool(before)
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
                or (before[-1] == "of"
                and mention.kind != "group")
            )
            or (before[-1] == "the"
            and before[0] in ("in", "on", "against", "across"))
        )
        and mention.kind not in ("demonym",)
    )


def _of_weapons(scene: Scene, sentence: Sentence, frame: Frame) -> Mention | None:
    """Whose drones were shot down: the people named with the weapons, or after "launched by"."""
    agent = _agent(scene, frame)
    if (
        agent
        and agent.start > frame.anchor.start
        and "launched by" in sentence.text[frame.anchor.end - sentence.start : agent.start - sentence.start]
    ):
        return agent
    for start, _end, _type in weapons.mentioned(sentence.text):
        offset = sentence.start + start
        named = [m for m in _acting(scene, offset - 45, offset) if m.kind in ("demonym", "group", "country")]
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
                " down",
            )
        ):
            return named[-1]
    return None


def actor_code(document: Document, mention: Mention | None) -> str | None:
    """The attacker as the codebook writes it: a country's code, or a group's name."""
    if mention is None:
        return None
    if mention.kind != "group":
        return mention.country_code
    short = re.search(re.escape(mention.text) + r" \(([A-Z][\w-]{1,9})\)", document.text)
    if short:
        return short[1]
    return mention.name if mention.name in document.text else mention.text


def side(mention: Mention | None) -> str | None:
    return None if mention is None else mention.name if mention.kind == "group" else mention.country_code


@cache
def attackers_of() -> dict[str, tuple[tuple[str, str], ...]]:
    """By target: who attacks it, and when that may be inferred (always, where named, only where acting in the post)."""
    table: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("conflicts"):
        table.setdefault(row["target"], []).append((row["attacker"], row["inferred"]))
    return {k: tuple(v) for k, v in table.items()}


@cache
def targets_of() -> dict[str, tuple[str, ...]]:
    """By attacker: the states it attacks."""
    table: dict[str, list[str]] = {}
    for row in lexicon.rows("conflicts"):
        if len(row["target"]) == 2:
            table.setdefault(row["attacker"], []).append(row["target"])
    return {k: tuple(v) for k, v in table.items()}


_CLAIMING = re.compile(
    r"\b(?:claim(?:s|ed|ing)? (?:responsibility|the|it|credit)|responsib\w+|blam(?:e|es|ed|ing)|behind the|carried out by|suspect(?:s|ed)|attribut\w+|accus\w+|linked to|affiliated|said (?:it|its|a member))\b",
    re.IGNORECASE,
)


def claimant(scene: Scene) -> Mention | None:
    """The one armed group that claims, or is blamed for, the attacks of the post whose hand is not told."""
    groups = {}
    for sentence in scene.document.told:
        if _CLAIMING.search(sentence.text):
            for m in scene.mentions_in(sentence.start, sentence.end):
                if m.kind == "group":
                    groups.setdefault(m.name, m)
    return next(iter(groups.values())) if len(groups) == 1 else None


def places(scene: Scene, frame: Frame) -> list[Place]:
    """What was hit: the towns of the frame's clause, else of its sentence; regions only where no town is named."""
    sentence = frame.sentence
    candidates = [p for p in where.places_of_harm(scene, sentence) if not _is_origin(sentence, p)]
    if frame.kind == "intercept":
        candidates = [p for p in candidates if not _is_over(sentence, p)]
        if not _tells_damage(sentence):
            return []
    start, end = clause(sentence, frame.anchor.start)
    inside = [p for p in candidates if start <= p.start < end] or candidates
    sites = [p for p in inside if p.level == "site" and not _is_container(sentence, p, inside)]
    return sites or inside


def _owner(scene: Scene, frame: Frame) -> str | None:
    """Whose ship or base was hit: "a Russian landing ship was damaged", "Russia admits its ship was damaged"."""
    sentence, words = frame.sentence, frame.sentence.words
    start, _ = clause(sentence, frame.anchor.start)
    first = sentence.word_index(start)
    near = {w.lower for w in words[first : frame.first]}
    if not near & _FORCES:
        return None
    for m in _acting(scene, start, frame.anchor.start):
        following = sentence.word_index(m.end)
        if m.country_code and {w.lower for w in words[following : following + 4]} & _FORCES:
            return m.country_code
    if "its" in near:
        named = _acting(scene, sentence.start, frame.anchor.start)
        return named[0].country_code if named else None
    return None


def _is_aimed_at(sentence: Sentence, m: Mention) -> bool:
    i = sentence.word_index(m.start)
    before = [w.lower for w in sentence.words[max(i - 2, 0) : i]]
    return bool(
        set(before)
        & {
            "on",
            "at",
            "against",
            "in",
            "of",
            "across",
            "into",
            "inside",
            "hit",
            "struck",
            "attacked",
            "bombed",
            "pounded",
            "targeted",
            "towards",
            "eastern",
            "western",
            "southern",
            "northern",
            "central",
        }
    )


def _tells_damage(sentence: Sentence) -> bool:
    lowered = sentence.text.lower()
    return any(
        w in lowered for w in ("damag", "hit ", "fire", "struck", "debris", "killed", "injur", "wound", "explosion")
    )


def _is_origin(sentence: Sentence, place: Place) -> bool:
    i = sentence.word_index(place.start)
    words = sentence.words
    j = i - 1
    while j >= 0 and words[j].lower in (
        "the",
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
        "occupied",
        "russian",
        "russian-occupied",
    ):
        j -= 1
    return j >= 0 and words[j].lower in ("from", "toward", "towards", "near") and words[j].lower != "near"


def _is_over(sentence: Sentence, place: Place) -> bool:
    i = sentence.word_index(place.start)
    return any(w.lower == "over" for w in sentence.words[max(i - 3, 0) : i])


def _is_container(sentence: Sentence, place: Place, others: Sequence[Place]) -> bool:
    """ "Belaya in Irkutsk", "Fambita, a quarter of Kokorou": the second name holds the first."""
    i = sentence.word_index(place.start)
    words = sentence.words
    for other in others:
        gap = (
            sentence.text[other.end - sentence.start : place.start - sentence.start] if other.end < place.start else ""
        )
        if gap in (" in ", " in the ", " near ", " outside ") or (
            0 < len(gap) < 50 and gap.startswith(", a ") and " of " in gap
        ):
            return True
    return False and i > 0 and bool(words)


def target(scene: Scene, frame: Frame, hit: Sequence[Place], attacker_side: str | None) -> str | None:
    """Whose the target is: forces by their flag, the rest by their territory."""
    sentence = frame.sentence
    words = sentence.words
    if frame.is_passive and (owner := _owner(scene, frame)) and owner != attacker_side:
        return owner
    after = scene.mentions_in(frame.anchor.end, words[min(frame.last + 20, len(words) - 1)].end)
    for m in after:
        following = sentence.word_index(m.end)
        heads = {w.lower for w in words[following : following + 3]}
        near = [w.lower for w in words[max(sentence.word_index(m.start) - 2, 0) : sentence.word_index(m.start)]]
        if "near" in near:
            continue
        if (
            m.kind in ("demonym", "country", "group", "people")
            and m.country_code
            and m.country_code != attacker_side
            and (heads & _FORCES)
        ):
            return m.country_code
    if hit and hit[0].country:
        return hit[0].country
    named = [
        m
        for m in after
        if m.kind in ("country", "people", "metonym")
        and m.country_code
        and m.country_code != attacker_side
        and _is_aimed_at(sentence, m)
    ]
    return named[0].country_code if named else None
