"""Votes of chambers and bodies: "the Senate rejected by 47 votes to 51 a bill", "lawmakers are due to vote on it"."""

import re

from pipelines.claims import lexicon, venues
from pipelines.claims.act_frames import Found
from pipelines.claims.actor import Actor
from pipelines.claims.actors import Scene
from pipelines.claims.text import Sentence

_NUMBER = r"(?:\d{1,3}|none|nil|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TALLY = re.compile(
    rf"\bby {_NUMBER} (?:votes )?to {_NUMBER}\b|"
    rf"\b{_NUMBER} votes (?:to|against) {_NUMBER}\b|\bvot\w{{1,3}} \d+[-–]\d+\b"
)
_VOTING = re.compile(
    r"\b(?:members?|states|countries|nations|lawmakers|mps|deputies|ministers) voted\b|\b(?:to|will) vote\b"
)
_AHEAD = re.compile(r"\b(?:will|due to|expected to|set to|scheduled to|is to|are to|hinges on) (?:a )?vote\b")
_ELECTION = re.compile(r"\b(?:elections?|polls?|voters?|ballots?|referendum|runoff|polling)\b")
_TOPIC = re.compile(
    r"\b(?:cease-?fire|truce|peace|sanction\w{0,3}|tariffs?|treaty|treaties|aid|arms|weapons|troops|hostages?|accession|"
    r"membership|recogni[sz]\w{2,5}|envoys?|war|invasion|deal|accord|pact|loan|military)\b"
)
_CHAMBERS = lexicon.words("votes_chambers")
_VOTERS = lexicon.words("votes_bodies")


def find(scene: Scene, sentence: Sentence) -> list[Found]:
    """The vote of a sentence that gives its tally or says that it is due."""
    lower = sentence.text.lower()
    is_ahead = bool(_AHEAD.search(lower))
    if _ELECTION.search(lower) or not (is_ahead or _TALLY.search(lower) or _VOTING.search(lower)):
        return []
    voter = _voter(scene, sentence)
    if voter is None or not (voter.kind == "body" or _is_of_war(scene, sentence)):
        return []
    status = "scheduled" if is_ahead else "held"
    about = _about(scene, sentence, voter)
    venue = venues.opening(scene, sentence, sentence.word_index(voter.start))
    return [Found("vote", status, (voter,), about, venue, "diplomacy.vote.tally", "medium")]


def _is_of_war(scene: Scene, sentence: Sentence) -> bool:
    """Whether a chamber's vote is about war, peace or another state; other laws are no diplomacy."""
    start = scene.document.sentences[max(sentence.index - 1, 0)].start
    return bool(_TOPIC.search(scene.document.lower[start : sentence.end]))


def _voter(scene: Scene, sentence: Sentence) -> Actor | None:
    """The first body of the sentence that votes, or the state whose chamber does."""
    bodies = [m for m in scene.inside(sentence.start, sentence.end) if m.name in _VOTERS]
    chamber = next((i for i, w in enumerate(sentence.words) if w.lower in _CHAMBERS), None)
    if bodies and (chamber is None or bodies[0].start <= sentence.words[chamber].start):
        return Actor(bodies[0].name, None, "body", "", bodies[0].start, bodies[0].end)
    if chamber is None or scene.document.is_quoted(sentence.words[chamber].start):
        return None
    return _state_of(scene, sentence, chamber)


def _state_of(scene: Scene, sentence: Sentence, index: int) -> Actor | None:
    """The state of a chamber: the last one named before it in the sentence, else the first of the post."""
    word = sentence.words[index]
    states = [m for m in scene.inside(0, word.start) if m.kind in ("country", "demonym", "metonym")]
    near = [m for m in states if m.start >= sentence.start]
    owner = next(iter(near[-1:] or states[:1]), None)
    return Actor(owner.name, owner.country_code, "country", "", word.start, word.end) if owner else None


def _about(scene: Scene, sentence: Sentence, voter: Actor) -> tuple[Actor, ...]:
    """The first foreign state named after the voter."""
    named = scene.inside(max(voter.end, sentence.start), sentence.end)
    foreign = [m for m in named if m.kind in ("country", "demonym", "metonym") and m.name != voter.name]
    return tuple(Actor(m.name, m.country_code, "country", "", m.start, m.end) for m in foreign[:1])
