"""Rules for spending claims: sums of public money for defence, war, aid, reconstruction, and frozen assets."""

from dataclasses import replace
from decimal import Decimal

from pipelines.claims import money, spending_roles
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Spending, Support
from pipelines.claims.money import Money
from pipelines.claims.spending_context import Context, context
from pipelines.claims.text import Document


def find(document: Document) -> list[Spending]:
    """The spending claims of a post, each fact once."""
    scene = Scene(document)
    sums = money.sums(document.text, scene.country_codes)
    claims: list[Spending] = []
    for index, one in enumerate(sums):
        claim = _claim(scene, one, sums, index, claims)
        if claim:
            claims.append(claim)
    return _once(claims, len(document.title))


def _claim(scene: Scene, one: Money, sums: list[Money], index: int, before: list[Spending]) -> Spending | None:
    found = context(scene, one, sums, index)
    if found is None or (found.purpose_kind is None and not _continues(before, found)):
        return None
    roles = spending_roles.of(scene, found)
    earlier = before[-1] if before else None
    if found.purpose_kind is None and roles.payer is None and roles.recipient is None and earlier is None:
        return None
    claim = Spending(
        evidence=scene.document.text[found.start : found.end],
        evidence_start=found.start,
        evidence_end=found.end,
        rule=f"spending.{found.rule}",
        support=_support(found, roles),
        asserted_by=scene.sources.of(one.start, one.end),
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
    return _inherit(claim, earlier, is_part=found.is_part)


def _continues(before: list[Spending], found: Context) -> bool:
    """Whether a sum without a purpose of its own goes on about money told before, right before it."""
    return bool(before) and found.is_part


def _inherit(claim: Spending, earlier: Spending | None, *, is_part: bool) -> Spending:
    """A part of a package has the payer, recipient and purpose of the package where it names none."""
    if earlier is None:
        return claim
    recipient = claim.recipient or (earlier.recipient if earlier.recipient != claim.payer else None)
    payer = claim.payer or (earlier.payer if is_part and earlier.payer != recipient else None)
    return replace(claim, payer=payer, recipient=recipient, purpose=claim.purpose or (earlier.purpose if is_part else None))


def _support(found: Context, roles: spending_roles.Roles) -> Support:
    if found.purpose_kind and found.has_cue and roles.payer:
        return "high"
    return "medium" if found.purpose_kind else "low"


def _once(claims: list[Spending], title_end: int) -> list[Spending]:
    """The same sum in title and body, lead and detail, is one claim: the body's, and the first of those."""
    kept: list[Spending] = []
    for claim in sorted(claims, key=lambda c: (c.evidence_start < title_end, c.evidence_start)):
        if not any(_same(claim, other) for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: c.evidence_start)


def _same(one: Spending, other: Spending) -> bool:
    pairs = [(other.amount, other.currency), (other.amount_converted, other.currency_converted)]
    is_distinct = one.payer != other.payer and one.payer is not None and other.payer is not None
    distinct_period = one.period != other.period and one.period is not None and other.period is not None
    return not is_distinct and not distinct_period and any(
        a is not None and one.amount is not None and c == one.currency and _near(a, one.amount) for a, c in pairs
    )


def _near(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= Decimal("0.02") * max(a, b)
