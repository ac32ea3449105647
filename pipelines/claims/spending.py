"""Rules for spending claims: sums of public money for defence, war, aid, reconstruction, and frozen assets."""

import re
from dataclasses import replace
from decimal import Decimal

from pipelines.claims import money, spending_roles
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Spending, Support
from pipelines.claims.money import Money
from pipelines.claims.spending_context import Context, context
from pipelines.claims.text import Document

_SMALLEST = 100_000
_MOST = 200
_AID = re.compile(
    r"\b(?:aid|assist\w*|support|help|arms|weapons|package|loan|grant|relief|donat\w*|lend|give|gave|reconstruction|rebuild\w*|"
    r"ammunition|drones|air defen[cs]e|deliver\w*|equipment|interceptors|fund)\b"
)
_OWN = re.compile(
    r"\b(?:defen[cs]e (?:spending|budget|outlays|plan)|military (?:spending|budget|expenditure|outlays)|"
    r"spending on defen[cs]e|budget draft|state budget|\d{4} budget|outlays|"
    r"armed forces|bundeswehr|rearm\w*|"
    r"submarines|frozen|immobili[sz]\w*)\b"
)


def find(document: Document) -> list[Spending]:
    """The spending claims of a post, each fact once."""
    scene = Scene(document)
    sums = money.sums(document.text, scene.country_codes)[:_MOST]
    claims: list[Spending] = []
    for index, one in enumerate(sums):
        claim = _claim(scene, one, sums, index, claims)
        if claim:
            claims.append(claim)
    return _received(scene, _once(claims, len(document.title)))


def _claim(scene: Scene, one: Money, sums: list[Money], index: int, before: list[Spending]) -> Spending | None:
    found = context(scene, one, sums, index)
    if found is None or one.amount < _SMALLEST:
        return None
    roles = spending_roles.of(scene, found)
    earlier = before[-1] if before else None
    is_public = found.purpose_kind is not None or (found.has_cue and bool(roles.payer or roles.recipient))
    if not is_public and not (earlier and found.is_part):
        return None
    claim = Spending(
        evidence=scene.document.text[found.start : found.end],
        evidence_start=found.start,
        evidence_end=found.end,
        rule=f"spending.{found.rule}",
        support=_support(found, roles),
        asserted_by=_source(scene, found),
        amount=one.amount,
        amount_text=one.text,
        currency=one.currency,
        qualifier=one.qualifier,
        amount_converted=one.converted,
        currency_converted=one.converted_currency,
        payer=roles.payer,
        recipient=roles.recipient,
        purpose=found.purpose,
        period=roles.period,
        status=found.status,
    )
    return _inherit(scene, claim, earlier, found)


def _source(scene: Scene, found: Context) -> str | None:
    """Who says it; else the person who announces the sum."""
    return scene.sources.of(found.one.start, found.one.end) or _announcer(scene, found)


def _announcer(scene: Scene, found: Context) -> str | None:
    """A person who announces a sum is its source: "Biden unveiled $100 million"."""
    words = found.sentence.words
    verb = next((w for w in words if w.start < found.one.start and w.lower.startswith(("announc", "unveil"))), None)
    people = [m for m in scene.inside(found.sentence.start, verb.start) if m.kind == "person"] if verb else []
    return people[0].text if people else None


def _inherit(scene: Scene, claim: Spending, earlier: Spending | None, found: Context) -> Spending:
    """A part of a package has the payer and purpose of the package where it names none, a share its status too."""
    is_own = bool(_OWN.search(found.sentence.text.lower()))
    if claim.payer is None and is_own and found.purpose_kind != "frozen":
        claim = replace(claim, payer=spending_roles.main_side(scene))
    if earlier is None:
        return claim
    payer = claim.payer or (earlier.payer if found.is_part and earlier.payer != claim.recipient else None)
    if found.is_share and payer == earlier.payer:
        recipient = claim.recipient or earlier.recipient
        claim = replace(claim, status=earlier.status, recipient=recipient, period=claim.period or earlier.period)
    return replace(claim, payer=payer, purpose=claim.purpose or (earlier.purpose if found.is_part else None))


def _received(scene: Scene, claims: list[Spending]) -> list[Spending]:
    """Aid without a named recipient goes to whom the post's other aid goes, else to whom the post is about."""
    named = [c.recipient for c in claims if c.recipient]
    done: list[Spending] = []
    for claim in claims:
        sentence = scene.document.sentence_at(claim.evidence_start)
        is_aid = bool(named) or _AID.search(scene.document.lower)
        if claim.recipient or not is_aid or _OWN.search(sentence.text.lower()):
            done.append(claim)
            continue
        recipient = next((n for n in named if n != claim.payer), None) or spending_roles.beneficiary(scene, claim.payer)
        done.append(replace(claim, recipient=recipient))
    return done


def _support(found: Context, roles: spending_roles.Roles) -> Support:
    """High where the purpose is named and somebody pays."""
    return "high" if found.purpose_kind and roles.payer else "medium"


def _once(claims: list[Spending], title_end: int) -> list[Spending]:
    """The same sum in title and body, lead and detail, is one claim: the body's, and the first of those."""
    kept: list[Spending] = []
    for claim in sorted(claims, key=lambda c: (c.evidence_start < title_end, c.evidence_start)):
        is_title = claim.evidence_start < title_end
        if not any(_same(claim, other, is_title=is_title) for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: c.evidence_start)


def _same(one: Spending, other: Spending, *, is_title: bool) -> bool:
    pairs = [(other.amount, other.currency), (other.amount_converted, other.currency_converted)]
    is_distinct = one.payer != other.payer and one.payer is not None and other.payer is not None
    distinct_period = one.period != other.period and one.period is not None and other.period is not None
    return (is_title or not (is_distinct or distinct_period)) and any(
        a is not None and one.amount is not None and c == one.currency and _near(a, one.amount) for a, c in pairs
    )


def _near(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= Decimal("0.02") * max(a, b)
