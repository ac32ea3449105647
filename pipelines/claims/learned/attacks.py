"""What is asked about an attack claim: with what, by whom, on whom, where, says who."""

from collections.abc import Container, Iterator, Sequence

from pipelines.claims import lexicon, where
from pipelines.claims.attack import sides
from pipelines.claims.claim import Attack, Casualty, Claim
from pipelines.claims.learned import names, prior
from pipelines.claims.learned.candidates import around, classed, labels, options, said, sets, told_of
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.shared import asserted_by
from pipelines.claims.learned.unread import is_unread

TYPES = labels("attack", "attack_type")
_MOST_WORDS = 20
_FEW_PLACES = 3


def _type(reading: Reading, claim: Attack, claims: Sequence[Claim]) -> list[Option[str]]:
    return classed(TYPES, said(claim, "attack_type"), [*told_of(reading, claim), *_context(reading, claim)])


def _context(reading: Reading, claim: Attack) -> Iterator[str]:
    yield from around(reading, claim)
    yield f"launched={claim.launched is not None} intercepted={claim.intercepted is not None}"


def _attacker(reading: Reading, claim: Attack, claims: Sequence[Claim]) -> list[Option[str | None]]:
    found = names.belligerents(reading).features(claim.anchor)
    hints = _known_foes(reading, claim, claims, found)
    who = reading.clause(claim.anchor)[:_MOST_WORDS]
    words = [*who, *_sentence_and_title(reading, claim)]
    speaker = _speaker(reading, claim)
    for value in dict.fromkeys([*found, *hints]):
        hint, party = hints.setdefault(value, []), lexicon.armed_group(value)
        hint += [f"type {claim.attack_type}", f"is state={len(value) == 2} type {claim.attack_type}"]
        hint += [f"target {claim.target_country} by {party}"] if claim.target_country else []
        hint += [f"at {place} by {party}" for place in claim.places[:_FEW_PLACES]]
        side = _side(value, claim.target_country, hint, is_named=value in found)
        if speaker:
            standing = _standing(party, speaker)
            hint += [f"speaker {standing}", f"speaker {standing} {side}", f"speaker {standing} {claim.rule}"]
        hint += [f"{side} {w}" for w in words]
        hint += [f"{party} {w}" for w in words[len(who) :]]
    none = [
        *told_of(reading, claim),
        *_context(reading, claim),
        *(f"who {w}" for w in who),
        f"type {claim.attack_type}",
        f"states {min(len(found), 3)}",
    ]
    return options(found, said(claim, "attacker"), none, hints)


def _known_foes(
    reading: Reading, claim: Attack, claims: Sequence[Claim], named: Container[str]
) -> dict[str, list[str]]:
    """By belligerent: what wars and the other attacks of the post say of it.

    A known foe that the post does not name is none of this attack unless its war goes on all the time.
    """
    hints: dict[str, list[str]] = {}
    targets = dict.fromkeys(t for t in (claim.target_country, where.theatre(reading.scene)) if t)
    for k, target in enumerate(targets):
        for foe, when in sides.attackers_of().get(target, ()):
            value = reading.scene.group_names.get(foe, foe)
            if value in named or when == "always":
                hints.setdefault(value, []).extend([f"foe{k} {when}", f"foe{k} {when} {claim.attack_type}"])
        hints.setdefault(target, []).append(f"is target{k}")
    for other in claims:
        if isinstance(other, Attack) and other is not claim and other.attacker:
            same = other.target_country == claim.target_country
            acts = [f"acts same={same}", f"acts {other.attack_type == claim.attack_type}"]
            hints.setdefault(other.attacker, []).extend(acts)
    return hints


def _sentence_and_title(reading: Reading, claim: Attack) -> list[str]:
    document = reading.document
    words = [f"sentence {w}" for w in reading.bag(document.sentence_at(claim.anchor))]
    return words + [f"title {w}" for w in reading.bag(document.sentences[0])]


def _speaker(reading: Reading, claim: Attack) -> str | None:
    """The state or group whose people tell of the attack: mostly those who were hit, or those who struck."""
    told_by = claim.asserted_by or reading.scene.attribution.of(claim.anchor, claim.anchor + 1)
    source = next((s for s in reading.scene.attribution.sources if s.text == told_by), None)
    if source is None:
        return None
    named = [sides.side(m) for m in reading.scene.mentions_in(source.start, source.end)]
    named += [p.country for p in reading.scene.places_in(source.start, source.end)]
    return next((side for side in named if side), None)


def _standing(value: str, speaker: str) -> str:
    """What a belligerent is to those who tell of the attack."""
    if value == speaker:
        return "self"
    return "foe" if value in sides.foes_of(speaker) else "other"


def _side(value: str, target: str | None, hints: Sequence[str], *, is_named: bool) -> str:
    """What a belligerent is to the land that was hit: its own state, a known foe of it, another state, a group."""
    own = "own" if value == target else "foe" if any(h.startswith("foe0") for h in hints) else "other"
    return f"{own} {'state' if len(value) == 2 else 'group'} named={is_named}"


def _target(reading: Reading, claim: Attack, claims: Sequence[Claim]) -> list[Option[str | None]]:
    found = names.countries(reading).features(claim.anchor)
    hints: dict[str, list[str]] = {}
    for name in claim.places:
        place = names.find_place(reading, name)
        if place and place.country:
            hints.setdefault(place.country, []).append("place")
    if theatre := where.theatre(reading.scene):
        hints.setdefault(theatre, []).append("theatre")
    for target in sides.targets_of().get(lexicon.armed_group(claim.attacker or ""), ()):
        hints.setdefault(target, []).append("fought")
    if claim.attacker and len(claim.attacker) == 2:
        hints.setdefault(claim.attacker, []).append("is attacker")
    for other in claims:
        if isinstance(other, Casualty) and other.victim_country:
            near = other.evidence_start == claim.evidence_start
            hints.setdefault(other.victim_country, []).extend(
                [f"victims near={near}", f"victims {other.victim_group} near={near}"]
            )
    named = {country: hint for country, hint in hints.items() if country in found}
    none = [*told_of(reading, claim), f"places {min(len(claim.places), 2)}"]
    return options(found, said(claim, "target_country"), none, named)


def _places(reading: Reading, claim: Attack, claims: Sequence[Claim]) -> list[Option[tuple[str, ...]]]:
    found = names.places(reading).features(claim.anchor)
    hit_elsewhere = {p for c in claims if isinstance(c, Attack) and c is not claim for p in c.places}
    harmed = {c.place for c in claims if isinstance(c, Casualty)}
    opened = names.opening(reading, claim.anchor)
    members = {}
    for name in dict.fromkeys([*found, *claim.places]):
        place = names.find_place(reading, name)
        country = place.country if place else None
        is_said = None if is_unread(claim) else name in claim.places
        known = names.place_features(reading, name)
        members[name] = [
            "bias",
            f"said={is_said}",
            f"said={is_said} of {min(len(claim.places), 3)}",
            f"opened={bool(opened)} opens={name in opened}",
            f"hit elsewhere={name in hit_elsewhere} said={is_said}",
            f"harmed={name in harmed} said={is_said}",
            f"type {claim.attack_type}",
            f"rule {claim.rule}",
            *known,
            *(f"{k} said={is_said}" for k in known),
            *(f"{k} type {claim.attack_type}" for k in known),
            f"home={country == claim.target_country} said={is_said}",
            f"of attacker={country is not None and country == claim.attacker} said={is_said}",
            *found.get(name, ["unnamed"]),
        ]
    return sets(said(claim, "places"), members, names.places(reading), claim.anchor)


QUESTIONS = (
    Question("attack", "attack_type", _type, prior.WORDS),
    Question("attack", "places", _places, prior.LISTS),
    Question("attack", "target_country", _target),
    Question("attack", "attacker", _attacker, prior.SIDES),
    Question("attack", "asserted_by", asserted_by),
)
