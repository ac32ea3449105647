"""What the one who speaks has to do with it: own forces, the army of the land, whose defence it was."""

import re
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.attack.frame import Frame
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene

_OWN = lexicon.words("attack_roles_own")
_PRONOUNS = lexicon.words("attack_roles_pronouns")
_ACTING = ("country", "demonym", "group", "people", "metonym", "body")


def acting_in(scene: Scene, start: int, end: int) -> list[Mention]:
    return [m for m in scene.mentions_in(start, end) if m.kind in _ACTING and (m.country_code or m.kind == "group")]


def own_forces(scene: Scene, frame: Frame, start: int) -> Mention | None:
    """ "Moscow's ministry said its forces had taken", "jets bombed it, the army said": the speaker's own."""
    words = frame.sentence.words
    before = {w.lower for w in words[: frame.first] if w.start >= start and w.start > frame.anchor.start - 110}
    if not before & (_OWN - _PRONOUNS if is_noun(frame) else _OWN):
        return None
    return belligerent(scene, frame) or (_owner_before(scene, frame) if "its" in before else None)


def belligerent(scene: Scene, frame: Frame) -> Mention | None:
    """The side whose army, ministry or commander speaks."""
    for source in scene.attribution.sources:
        if source.covers_start <= frame.anchor.start < source.covers_end:
            named = acting_in(scene, source.start, source.end)
            is_own = _COMMAND.search(source.text) or len(source.text.split()) <= 2
            is_group = bool(named) and named[0].kind == "group" and named[0].start - source.start <= len("the ")
            if named and (is_own or (is_group and "official" not in source.text)):
                return named[0]
            if not named and (body := _BODY.search(source.text)):
                return _known_body(scene, source.start, body[0])
    return None


_BODY = re.compile(r"\b(?:defen[cs]e ministry|ministry of defen[cs]e|general staff|army|military)\b", re.IGNORECASE)


def _known_body(scene: Scene, end: int, name: str) -> Mention | None:
    """ "the Defense Ministry said separately": the ministry whose state was told with it before."""
    for source in reversed([s for s in scene.attribution.sources if s.start < end]):
        named = acting_in(scene, source.start, source.end)
        if named and source.text.lower().endswith(name.lower()):
            return named[0]
    return None


def _owner_before(scene: Scene, frame: Frame) -> Mention | None:
    """ "Israel was not covered. Hours earlier some of its jets …": the one actor of the sentence before."""
    index = frame.sentence.index
    if index == 0:
        return None
    previous = scene.document.sentences[index - 1]
    named = acting_in(scene, previous.start, previous.end)
    return named[0] if len({m.name for m in named}) == 1 else None


_COMMAND = re.compile(
    r"\b(?:military|army|defen[cs]e|forces|idf|navy|air force|general staff|guards?|security service|command\w*"
    r"|intelligence|chief of staff|generals?)\b",
    re.IGNORECASE,
)


def own_state(scene: Scene, frame: Frame) -> bool:
    """ "the army said it had killed", "government troops took back": the state in whose land it happens."""
    before = [w.lower for w in frame.sentence.words[max(frame.first - 9, 0) : frame.first]]
    text = " ".join(before)
    if "by the" in text or frame.is_passive or (is_noun(frame) and "killed" not in text):
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
        for m in acting_in(scene, sentence.start, frame.anchor.start)
        if m.country_code and m.country_code != attacker_side
    ]
    if before and not frame.is_passive:
        return before[0].country_code
    for source in scene.attribution.sources:
        if source.covers_start <= frame.anchor.start < source.covers_end:
            named = [
                m
                for m in acting_in(scene, source.start, source.end)
                if m.country_code and m.country_code != attacker_side
            ]
            return named[0].country_code if named else None
    return None


def is_noun(frame: Frame) -> bool:
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
