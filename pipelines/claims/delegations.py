"""Talks told by who sits at the table: "Russian and Ukrainian delegations led by A and B spent two hours together"."""

import re

from pipelines.claims import lexicon, two_sides, venues
from pipelines.claims.act_frames import Found, distinct
from pipelines.claims.actor import Actor, actor_of
from pipelines.claims.actors import Scene
from pipelines.claims.text import Sentence

TEAMS = lexicon.words("delegations_teams")
_TOGETHER = re.compile(
    r"\b(?:met|meet(?:s|ing)?|together|shuttl\w{1,4}|sat (?:down|across|opposite)|face[- ]to[- ]face|talks|talked|"
    r"negotiat(?:e|ed|es|ing|ions)|closed doors|round of|gather(?:ed|s)?|convene[ds]?|discuss\w{0,3}|conferred)\b"
)
_AHEAD = re.compile(r"\b(?:will|due to|expected to|set to|are to|is to|scheduled to|tomorrow|next \w{3,9})\b")
_LEADING = re.compile(
    r"\b(?:led|lead|leads|head|headed|heads) (?:the|their) (?:\w{1,20} )?(?:teams?|delegations?|sides)\b"
)


def find(scene: Scene, sentence: Sentence) -> list[Found]:
    """The negotiation of two delegations or more, with their heads where the sentence names them."""
    if not _TOGETHER.search(sentence.text.lower()):
        return []
    parties = _sent(scene, sentence) or _led(scene, sentence)
    if len(parties) < 2:
        return []
    status = "scheduled" if _AHEAD.search(sentence.text) else "held"
    rule = "diplomacy.negotiation.delegations"
    return [Found("negotiation", status, tuple(parties), (), venues.of_act(scene, sentence), rule, "medium")]


def _sent(scene: Scene, sentence: Sentence) -> list[Actor]:
    """The states or groups whose delegations sit together, and who leads them."""
    words = sentence.words
    for index, word in enumerate(words):
        if word.lower not in TEAMS or scene.document.is_quoted(word.start):
            continue
        states = _before(scene, sentence, index) or _after(scene, sentence, index)
        if len(states) > 1:
            return distinct([*states, *heads(scene, sentence, index)])
    return []


def _before(scene: Scene, sentence: Sentence, index: int) -> list[Actor]:
    """ "US and Iranian negotiators": the names joined right before the noun."""
    start = sentence.words[max(index - 8, 0)].start
    near = [m for m in scene.inside(start, sentence.words[index].start) if m.kind not in ("person", "territory")]
    if len(near) < 2 or near[-1].end + 15 < sentence.words[index].start:
        return []
    between = sentence.text[near[0].end - sentence.start : near[-1].start - sentence.start]
    return [actor_of(m) for m in near] if re.search(r"\band\b", between) else []


def _after(scene: Scene, sentence: Sentence, index: int) -> list[Actor]:
    """ "delegations of Israel and Hamas", "negotiators from the two countries"."""
    words = sentence.words
    if index + 2 >= len(words) or words[index + 1].lower not in ("of", "from"):
        return []
    if two_sides.both(words[index + 2 : index + 6]):
        return [actor_of(m) for m in scene.sides[:2]]
    found = scene.actors_in(sentence, words[index + 2].start, sentence.end, is_object=True)
    return found if found and found[0].start - words[index + 1].end <= 5 else []


def heads(scene: Scene, sentence: Sentence, index: int) -> list[Actor]:
    """The persons after "led by" or "headed by"."""
    words = sentence.words
    for position in range(index + 1, min(index + 12, len(words) - 1)):
        if words[position].lower == "by" and words[position - 1].lower in ("led", "headed"):
            found = scene.actors_in(sentence, words[position + 1].start, sentence.end, is_object=True)
            return [a for a in found if a.is_person]
    return []


def _led(scene: Scene, sentence: Sentence) -> list[Actor]:
    """ "A and B led the teams that met": the heads and the states they stand for."""
    match = _LEADING.search(sentence.text)
    if match is None:
        return []
    found = scene.actors_in(sentence, sentence.start, sentence.start + match.start())
    return distinct([*found, *(s for a in found if (s := a.home()))]) if len(found) > 1 else []
