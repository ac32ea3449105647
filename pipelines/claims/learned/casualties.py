"""What is asked about a casualty claim: whose people, where, how wide, says who."""

from collections.abc import Sequence

from pipelines.claims import where
from pipelines.claims.claim import Attack, Casualty, Claim
from pipelines.claims.learned import names
from pipelines.claims.learned.candidates import around, classed, labels, options, said, told_of
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.question import Question
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.shared import asserted_by
from pipelines.claims.learned.unread import is_unread

HARMS = labels("casualty", "harm")
GROUPS = labels("casualty", "victim_group")
SCOPES = labels("casualty", "scope")


def _group(reading: Reading, claim: Casualty, claims: Sequence[Claim]) -> list[Option[str]]:
    others = [c.victim_group for c in claims if isinstance(c, Casualty) and c is not claim]
    beside = [f"beside {group}" for group in dict.fromkeys(others)]
    return classed(GROUPS, claim.victim_group, [*told_of(reading, claim), *around(reading, claim), *beside])


def _country(reading: Reading, claim: Casualty, claims: Sequence[Claim]) -> list[Option[str | None]]:
    found = names.countries(reading).features(claim.anchor)
    hints: dict[str, list[str]] = {}
    place = names.find_place(reading, claim.place) if claim.place else None
    for role, code in (("place", place.country if place else None), ("theatre", where.theatre(reading.scene))):
        if code:
            hints.setdefault(code, []).extend([role, f"{role} {claim.victim_group}"])
    for other in claims:
        if isinstance(other, Attack):
            for role, code in (("attacker", other.attacker), ("target", other.target_country)):
                if code and len(code) == 2:
                    near = other.evidence_start == claim.evidence_start
                    hints.setdefault(code, []).extend(
                        [role, f"{role} near={near}", f"{role} {claim.victim_group} near={near}"]
                    )
        elif isinstance(other, Casualty) and other is not claim and other.victim_country:
            same = other.victim_group == claim.victim_group
            hints.setdefault(other.victim_country, []).append(f"beside same={same}")
    people = [w for w in reading.context(claim.anchor) if w[0] in "012" and " " not in w]
    for hint in hints.values():
        hint += [f"{role} {w}" for role in ("place", "attacker", "target") if role in hint for w in people]
    words = [w for w in told_of(reading, claim) if not w.startswith("sentence")]
    return options(found, said(claim, "victim_country"), [*words, f"group {claim.victim_group}"], hints)


def _place(reading: Reading, claim: Casualty, claims: Sequence[Claim]) -> list[Option[str | None]]:
    """The places of the post, but of a sentence that opens with its place only those that it names itself."""
    found = names.places(reading).features(claim.anchor)
    hints: dict[str, list[str]] = {name: [f"scope {claim.scope}"] for name in found}
    at = reading.document.sentence_at(claim.anchor).index
    for other in claims:
        if isinstance(other, Attack):
            near = other.evidence_start == claim.evidence_start
            for name in other.places:
                hints.setdefault(name, []).extend(
                    [f"hit near={near}", f"hit of {min(len(other.places), 3)} near={near}"]
                )
        elif isinstance(other, Casualty) and other is not claim and other.place:
            near = reading.document.sentence_at(other.anchor).index == at
            hints.setdefault(other.place, []).append(f"beside near={near}")
    for name in list(hints):
        known = names.place_features(reading, name)
        hints[name] += [*known, *(f"{k} scope {claim.scope}" for k in known), f"{known[0]} group {claim.victim_group}"]
    here = set(names.places(reading).here(claim.anchor))
    opened = names.opening(reading, claim.anchor)
    if opened:
        for name, hint in hints.items():
            opens = name in opened
            hint += [f"opens={opens}", f"opens={opens} {names.place_features(reading, name)[1]}"]
    none = [
        *told_of(reading, claim),
        f"scope {claim.scope}",
        f"several {min(len(here), 3)}",
        f"opened={bool(opened)}",
        f"known {min(len(found), 3)}",
    ]
    offered = options(found, said(claim, "place"), none, hints)
    return [o for o in offered if o.value is None or o.value in here] if opened else offered


def _scope(reading: Reading, claim: Casualty, claims: Sequence[Claim]) -> list[Option[str]]:
    size = len(str(claim.count)) if claim.count is not None else 0
    return classed(
        SCOPES, said(claim, "scope"), [*told_of(reading, claim), f"digits {size}", f"said {claim.scope} digits {size}"]
    )


def _harm(reading: Reading, claim: Casualty, claims: Sequence[Claim]) -> list[Option[str]]:
    if not is_unread(claim):
        return [Option(claim.harm, ())]
    others = [
        c.harm
        for c in claims
        if isinstance(c, Casualty) and c.evidence_start == claim.evidence_start and c is not claim
    ]
    return classed(HARMS, None, [*told_of(reading, claim), *(f"beside {h}" for h in dict.fromkeys(others))])


QUESTIONS = (
    Question("casualty", "harm", _harm),
    Question("casualty", "victim_group", _group),
    Question("casualty", "scope", _scope),
    Question("casualty", "place", _place),
    Question("casualty", "victim_country", _country),
    Question("casualty", "asserted_by", asserted_by),
)
