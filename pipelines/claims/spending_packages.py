"""Sums of one post beside each other: parts take from their package, aid follows other aid, each fact once."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.claims import lexicon, spending_recipient, spending_status
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Spending
from pipelines.claims.spending_agents import actor_of, state_name
from pipelines.claims.spending_context import Context

_AID = re.compile(
    r"\b(?:aid|assist\w*|support|help|arms|weapons|packages?|loans?|grants?|relief|donat\w*|donors?|lend\w*|lent|giv\w*|"
    r"gave|reconstruct\w*|rebuild\w*|deliver\w*|pledg\w*|program\w*|instalments?|tranches?|facility|suppl\w*|contribut\w*)\b"
)
_A_YEAR_EARLIER = re.compile(r"\s(?:in )?(?:a year earlier|the year before|the previous year|a year ago)\b")
_LIFTING = re.compile(r"\b(?:lifting|raising|bringing|taking) (?:it|this|that|the (?:total|sum)) to\b")
_WORLDWIDE = re.compile(r"\b(?:world|global|worldwide|globally)\b")
_BY_MANY = re.compile(r"\b(?:pledges|donors|participants|conference|contributions)\b")
_ADOPTED = re.compile(
    r"\b(?:senate|house|congress|parliament|lawmakers|mps|deputies|cabinet|government)\b[^.;]{0,40}?"
    r"\b(?:passed|approved|adopted)\b[^.;]{0,30}?\b(?:bill|package|budget|law)\b"
)
_YEAR = re.compile(r"\d{4}")
_SHARED_CURRENCIES = ("USD", "EUR")
_ROUNDING = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the context it was read in; `is_own`: a state spends on itself."""

    claim: Spending
    found: Context
    is_own: bool


def own_state(scene: Scene, found: Context, before: list[Told]) -> str | None:
    """Whom "the government" stands for: the state whose currency it is, the payer before, else the post's first."""
    home = found.one.currency[:2]  # the currency codes of ISO 4217 begin with the country's of ISO 3166
    if home in lexicon.column("countries", "country_code") and home != "US" and home in scene.country_codes:
        return lexicon.short_name(home)
    payers = [t.claim.payer for t in before if t.claim.payer]
    if payers:
        return payers[-1]
    kinds = ("country", "body", "demonym", "metonym")
    known = [m for m in scene.mentions if m.kind in kinds and not scene.is_source(m.start)]
    named = known or [m for m in scene.mentions if m.side]
    return state_name(actor_of(named[0])) if named else None


def inherit(scene: Scene, told: Told, earlier: Told | None) -> Told:
    """The sum with what it takes from its state, its speaker and the sum before it."""
    claim = replace(told.claim, payer=told.claim.payer or _home(scene, told, earlier))
    if earlier is None:
        return replace(told, claim=replace(claim, payer=claim.payer or _speakers_state(scene, claim, told.found)))
    is_frozen_too = told.found.is_frozen and claim.payer is None
    if earlier.found.is_frozen and (is_frozen_too or (told.found.is_part and not told.found.has_verb)):
        return replace(told, claim=replace(claim, payer=earlier.claim.payer, status=earlier.claim.status))
    claim = replace(
        claim, payer=claim.payer or _payer_before(told, earlier) or _speakers_state(scene, claim, told.found)
    )
    claim = replace(claim, status=_status(told, claim, earlier), period=claim.period or _period(scene, told, earlier))
    purpose = claim.purpose or (earlier.claim.purpose if told.found.is_part else None)
    is_share = told.found.is_share and claim.payer == earlier.claim.payer
    recipient = claim.recipient or (earlier.claim.recipient if is_share else None)
    return replace(told, claim=replace(claim, purpose=purpose, recipient=recipient))


def _home(scene: Scene, told: Told, earlier: Told | None) -> str | None:
    """The state itself pays for its own defence, and in its own currency."""
    if _WORLDWIDE.search(told.found.sentence.text.lower()):
        return None
    is_home = told.is_own or told.found.one.currency not in _SHARED_CURRENCIES
    return own_state(scene, told.found, [earlier] if earlier else []) if is_home and not told.found.is_frozen else None


def _payer_before(told: Told, earlier: Told) -> str | None:
    """A sum whose verbs name nobody is of the one before, unless that one receives it."""
    frame = told.found.frame
    is_passive = frame.outer is not None and frame.outer.is_passive
    is_bare = told.found.is_part or frame.is_subject or is_passive or spending_status.is_weak(frame)
    return earlier.claim.payer if is_bare and earlier.claim.payer != told.claim.recipient else None


def _status(told: Told, claim: Spending, earlier: Told) -> str:
    """ "of which 3bn is for arms" is as certain as the whole; so is what "is set" in a draft."""
    found, before = told.found, earlier.claim
    is_other_time = claim.period is not None and claim.period != before.period
    if claim.payer != before.payer:
        return claim.status
    is_same = (
        spending_status.is_weak(found.frame)
        and (found.is_part or found.frame.is_gapped or found.frame.is_subject)
        and not is_other_time
    )
    is_set = before.status == "proposed" and spending_status.is_set(found.frame)
    return before.status if is_same or is_set else claim.status


def _period(scene: Scene, told: Told, earlier: Told) -> str | None:
    """The period of a list, of a yearly budget, or the year before it ("up from 1.1bn a year earlier")."""
    found, when = told.found, earlier.claim.period
    is_year = when is not None and _YEAR.fullmatch(when) is not None
    if when and is_year and _A_YEAR_EARLIER.match(scene.document.lower[found.one.end : found.clause_end]):
        return str(int(when) - 1)
    is_listed = found.frame.is_gapped and earlier.claim.evidence_start == told.claim.evidence_start
    is_listed = is_listed or _LIFTING.search(scene.document.lower[found.clause_start : found.one.start]) is not None
    is_listed = is_listed or (found.is_share and earlier.is_own and spending_status.is_weak(found.frame))
    is_budget = is_year and earlier.is_own and told.is_own and not found.is_frozen
    is_budget = is_budget and told.claim.status == earlier.claim.status
    return when if is_listed or is_budget else None


def _speakers_state(scene: Scene, claim: Spending, found: Context) -> str | None:
    """ "A parcel is on its way, the White House said": money that just comes is the speaker's, if he is no receiver."""
    if claim.asserted_by is None or not (found.frame.is_subject and spending_status.is_weak(found.frame)):
        return None
    said = scene.inside(found.sentence.start, found.sentence.end)
    named = [m for m in said if m.text in claim.asserted_by and m.kind in ("metonym", "country", "demonym", "person")]
    states = [state_name(actor_of(m)) for m in named if m.kind != "person" or m.side]
    is_receiver = claim.recipient in states or any(spending_recipient.may_receive(m) for m in named)
    return states[0] if states and not is_receiver else None


def received(scene: Scene, told: list[Told]) -> list[Spending]:
    """Aid without a named recipient goes to whom the post's other aid goes, else to whom the post is about."""
    named = [t.claim.recipient for t in told if t.claim.recipient]
    is_aid = _AID.search(scene.document.lower) is not None
    return [_completed(scene, one, named, is_aid=is_aid) for one in told]


def _completed(scene: Scene, one: Told, named: list[str], *, is_aid: bool) -> Spending:
    claim = one.claim
    is_paid_for = one.found.is_price and "receive" in one.found.frame.classes
    is_bought = is_paid_for or ("order" in one.found.frame.classes and not one.found.is_part)
    if one.is_own or one.found.is_frozen or (is_bought and claim.recipient is None):
        return claim
    recipient = claim.recipient
    if recipient is None and is_aid and not _is_decided_arms(one.found):
        other = next((n for n in named if n != claim.payer), None)
        recipient = other or spending_recipient.beneficiary(scene, claim.payer)
    receivers = frozenset([*named, *filter(None, [recipient])])
    is_of_many = _BY_MANY.search(one.found.sentence.text.lower()) is not None
    giver = None if is_of_many else spending_recipient.donor(scene, receivers)
    return replace(claim, recipient=recipient, payer=claim.payer or giver, status=_adopted(scene, one))


def _is_decided_arms(found: Context) -> bool:
    """Arms a state votes or plans for are its own, where the sentence names no other receiver."""
    is_decided = bool(found.frame.classes & {"approve", "propose"})
    return is_decided and found.purpose_kind in ("military", None) and not found.is_share


def _adopted(scene: Scene, one: Told) -> str:
    """What a sum gets from a bill that another sentence says was passed."""
    is_open = one.claim.status == "pledged" and (spending_status.is_weak(one.found.frame) or one.found.is_received)
    return "approved" if is_open and _ADOPTED.search(scene.document.lower) else one.claim.status


def once(claims: list[Spending], title_end: int) -> list[Spending]:
    """The same sum in title and body, lead and detail, is one claim: the body's, and the first of those."""
    kept: list[Spending] = []
    for claim in sorted(claims, key=lambda c: (c.evidence_start < title_end, c.evidence_start)):
        is_title = claim.evidence_start < title_end
        same = next((k for k, other in enumerate(kept) if _same(claim, other, is_title=is_title)), None)
        if same is None:
            kept.append(claim)
        elif is_title:
            kept[same] = replace(kept[same], period=kept[same].period or claim.period)
    return sorted(kept, key=lambda c: c.evidence_start)


def _same(one: Spending, other: Spending, *, is_title: bool) -> bool:
    pairs = [(other.amount, other.currency), (other.amount_converted, other.currency_converted)]
    is_distinct = one.payer != other.payer and one.payer is not None and other.payer is not None
    distinct_period = one.period != other.period and one.period is not None and other.period is not None
    return (is_title or not (is_distinct or distinct_period)) and any(
        a is not None and one.amount is not None and c == one.currency and _near(a, one.amount, is_title=is_title)
        for a, c in pairs
    )


def _near(a: Decimal, b: Decimal, *, is_title: bool) -> bool:
    """A title rounds; two sums of the body that differ at all are two."""
    return abs(a - b) <= (_ROUNDING * max(a, b) if is_title else 0)
