"""What is asked about an act of diplomacy: which act, who, towards whom, where, how far it has come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims import lexicon
from pipelines.claims.attack import sides
from pipelines.claims.claim import Attack, Claim, Diplomacy
from pipelines.claims.learned import names, prior
from pipelines.claims.learned.candidates import classed, labels, options, said, sets, told_of
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.unread import is_unread
from pipelines.claims.mention import Mention

ACTS = labels("diplomacy", "act")
STATUSES = labels("diplomacy", "status")
_PAIRED = 8
"""Of so many names of a sentence any two may be the parties of an act."""
Names = tuple[str, ...]


def _act(reading: Reading, claim: Diplomacy, claims: Sequence[Claim]) -> list[Option[str]]:
    if claim.act == "statement":
        return [Option("statement", ())]
    return classed(ACTS, said(claim, "act"), [*told_of(reading, claim), f"parties {len(claim.participants)}"])


def _status(reading: Reading, claim: Diplomacy, claims: Sequence[Claim]) -> list[Option[str]]:
    if claim.act == "statement":
        return [Option("held", ())]
    return classed(STATUSES, said(claim, "status"), [*told_of(reading, claim), f"act {claim.act}"])


def _participants(reading: Reading, claim: Diplomacy, claims: Sequence[Claim]) -> list[Option[Names]]:
    chosen = _parties(reading, claim, claims, "participants")
    most = max(len(claim.participants), 1) if claim.act == "statement" else len(chosen)
    return [o for o in chosen if 0 < len(o.value) <= most] or chosen


def _counterparts(reading: Reading, claim: Diplomacy, claims: Sequence[Claim]) -> list[Option[Names]]:
    return _parties(reading, claim, claims, "counterparts", without=claim.participants)


def _parties(
    reading: Reading, claim: Diplomacy, claims: Sequence[Claim], field: str, *, without: Names = ()
) -> list[Option[Names]]:
    told_names, beside = claim.participants, claim.counterparts
    if field == "counterparts":
        told_names, beside = beside, told_names
    found = names.actors(reading).features(claim.anchor)
    homes = {m.side for m in reading.scene.mentions if m.name in claim.participants and m.side}
    scenery = _scenery(reading, claim, claims)
    members = {}
    for name in dict.fromkeys([*found, *told_names]):
        if name in without:
            continue
        mention = names.find_mention(reading, name)
        is_said = None if is_unread(claim) else name in told_names
        kind = mention.kind if mention else "none"
        about = found.get(name, ["unnamed"])
        features = [
            f"said={is_said}",
            f"said={is_said} act {claim.act}",
            f"act {claim.act}",
            f"kind {kind} act {claim.act}",
            f"kind {kind} said={is_said}",
            f"beside={name in beside} said={is_said}",
            f"home={name in homes} said={is_said} act {claim.act}",
            f"rule {claim.rule} said={is_said}",
            *about,
            *(f"{claim.act == 'statement'} {f}" for f in about),
            *(f"{act} {f}" for f in _standing(scenery, name, mention) for act in ("", claim.act)),
        ]
        members[name] = features
    return sets(said(claim, field), members, names.actors(reading), claim.anchor, _PAIRED)


@dataclass(frozen=True, slots=True)
class _Scenery:
    """What of a post is the same for whoever may be a party of one act."""

    speakers: frozenset[str]
    foes: frozenset[str]
    others: tuple[Attack | Diplomacy, ...]
    is_first: bool
    led_before: str | None
    most: str | None


def _scenery(reading: Reading, claim: Diplomacy, claims: Sequence[Claim]) -> _Scenery:
    mentions = reading.scene.mentions
    speakers = frozenset(m.country_code for m in mentions if m.name in claim.participants and m.country_code)
    at = reading.document.sentence_at(claim.anchor)
    before = reading.document.sentences[at.index - 1] if at.index else None
    named = reading.scene.mentions_in(before.start, before.end) if before else []
    states = Counter(m.name for m in mentions if m.kind in ("country", "group", "metonym", "demonym"))
    return _Scenery(
        speakers,
        frozenset(foe for speaker in speakers for foe in sides.foes_of(speaker)),
        tuple(c for c in claims if isinstance(c, Attack | Diplomacy) and c is not claim and not is_unread(c)),
        before is None,
        named[0].name if named else None,
        max(states, key=states.__getitem__, default=None),
    )


def _standing(scenery: _Scenery, name: str, mention: Mention | None) -> list[str]:
    """What part a name plays in the rest of the post: attacks, is attacked, is spoken to, is the speaker's foe."""
    code = mention.country_code if mention else None
    found = [f"own side={code in scenery.speakers}"]
    for other in scenery.others:
        if isinstance(other, Attack):
            attacks = f"attacks={other.attacker in (code, name)}"
            found += [attacks, f"attacked={other.target_country == code}"]
            found.append(f"{attacks} speaker attacked={other.target_country in scenery.speakers}")
        else:
            found.append(f"others towards={name in other.counterparts}")
            found.append(f"others act={name in other.participants} {other.act}")
    found.append(f"foe={code in scenery.foes or lexicon.armed_group(name) in scenery.foes}")
    if not scenery.is_first:
        found.append(f"led before={scenery.led_before == name}")
    found.append(f"capital={bool(mention and mention.kind == 'metonym')}")
    found.append(f"most={scenery.most == name}")
    return list(dict.fromkeys(found))


def _venue(reading: Reading, claim: Diplomacy, claims: Sequence[Claim]) -> list[Option[str | None]]:
    found = names.venues(reading).features(claim.anchor)
    hints: dict[str, list[str]] = {name: [f"act {claim.act}"] for name in found}
    for name in dict.fromkeys((*claim.participants, *claim.counterparts)):
        if name in hints:
            hints[name].append(f"party act {claim.act}")
    for other in claims:
        if isinstance(other, Diplomacy) and other is not claim and other.venue:
            hints.setdefault(other.venue, []).append(f"beside {other.act} {claim.act}")
    return options(found, said(claim, "venue"), [*told_of(reading, claim), f"act {claim.act}"], hints)


QUESTIONS = (
    Question("diplomacy", "act", _act),
    Question("diplomacy", "status", _status),
    Question("diplomacy", "participants", _participants, prior.LISTS),
    Question("diplomacy", "counterparts", _counterparts),
    Question("diplomacy", "venue", _venue),
)
