"""Rules for spending claims: sums of public money for defence, war, aid, reconstruction, and frozen assets."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.claims import lexicon, modality, money, spending_payer, spending_recipient, spending_status
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Modality, Spending, Support
from pipelines.claims.money import Money
from pipelines.claims.spending_context import Context, context
from pipelines.claims.spending_period import period
from pipelines.claims.text import Document

_SMALLEST = 100_000
_MOST = 200
_AID = re.compile(
    r"\b(?:aid|assist\w*|support|help|arms|weapons|packages?|loans?|grants?|relief|donat\w*|donors?|lend\w*|lent|giv\w*|gave|"
    r"reconstruct\w*|rebuild\w*|deliver\w*|pledg\w*|program\w*|instalments?|tranches?|facility|suppl\w*|contribut\w*)\b"
)
_OWN = re.compile(
    r"\b(?:defen[cs]e (?:spending|budget|outlays|plan)|military (?:spending|budget|expenditure|outlays)|"
    r"spending on defen[cs]e|budget draft|state budget|\d{4} budget|special budget|outlays|defen[cs]e and security|"
    r"armed forces|bundeswehr|rearm\w*|on (?:defen[cs]e|their army|its army)|national defen[cs]e|for the forces|"
    r"purchase of|submarines|fighter jets|warships|frozen|immobili[sz]\w*)\b"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|refut)\w{0,4} (?:\w+ ){0,2}(?:report|claim|allegation|suggestion)s?|no evidence|"
    r"(?:did|has|have|had|will|would|does|do) (?:not|never))\b(?!.*\b(?:but|however)\b)"
)
_CONDITIONAL = re.compile(r"(?:^|[\s,\"“])(?:if|unless|were|whether|in case|suppose)\s(?!.*;)")
_HOME = re.compile(r"\b(?:army|navy|air force|joint chiefs|armed forces|military|troops|soldiers|police|coast guard)\b")
_SALE = re.compile(r"\b(?:arms|foreign military|possible|potential|proposed)? ?sales?\b (?:of|to)\b")
_MORE = re.compile(r"\b(?:another|further|additional)\b")
_A_YEAR_EARLIER = re.compile(
    r"\s(?:a year earlier|the year before|the previous year|in the previous year|a year ago)\b"
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim with the context it was read in."""

    claim: Spending
    found: Context
    is_own: bool


def find(document: Document) -> list[Spending]:
    """The spending claims of a post, each fact once; also those that are denied or conditional (see `modality`)."""
    scene = Scene(document)
    named = tuple((m.start, m.country_code) for m in scene.mentions if m.country_code)
    sums = money.sums(document.text, named)[:_MOST]
    told: list[_Told] = []
    for index, one in enumerate(sums):
        one_told = _read(scene, one, sums, index, told)
        if one_told:
            told.append(one_told)
    return _once(_received(scene, told), len(document.title))


def _read(scene: Scene, one: Money, sums: list[Money], index: int, before: list[_Told]) -> _Told | None:
    found = context(scene, one, sums, index)
    if found is None or one.amount < _SMALLEST:
        return None
    earlier = before[-1] if before else None
    payers = spending_payer.payer(scene, found, _own_state(scene, found, before))
    recipient = spending_recipient.recipient(scene, found, payers.names)
    is_given = found.has_verb and bool(payers.name or recipient or earlier)
    is_more = earlier is not None and (found.is_part or payers.name is not None)
    if found.purpose_kind is None and not is_given and not is_more:
        return None
    if found.is_received and recipient and payers.name is None and _is_home(found):
        payers, recipient = spending_payer.Payers(recipient), None  # "the army is to receive": of its own state
    if recipient and _SALE.search(found.sentence.text.lower()) and "approve" in found.frame.classes:
        payers, recipient = spending_payer.Payers(recipient), None  # a buyer pays for what it is allowed to buy
    is_own = recipient is None and _is_own(scene, found, earlier)
    claim = _claim(scene, found, payers.name, recipient, is_own=is_own)
    return _Told(_inherit(scene, claim, earlier, found, is_own=is_own), found, is_own)


def _is_own(scene: Scene, found: Context, earlier: _Told | None) -> bool:
    """Whether a state spends on itself: its defence, its budget, or a part of such a sum."""
    is_told = bool(_OWN.search(scene.document.lower[found.clause_start : found.clause_end]))
    is_yearly = bool(found.frame.classes & {"spend", "level"})
    if found.frame.inner is not None and found.frame.inner.lemma == "cost":
        return True
    is_more = bool(_MORE.search(scene.document.lower[found.sentence.start : found.one.qualifier_start]))
    if earlier is not None and (found.is_share or is_more or (is_yearly and not is_told)):
        return earlier.is_own
    return is_told or (earlier is not None and earlier.is_own and found.is_part)


def _is_home(found: Context) -> bool:
    """Whether an institution of a state gets the money, not the state."""
    before = found.sentence.text[: max(found.one.qualifier_start - found.sentence.start, 0)].lower()
    return bool(_HOME.search(before))


def _own_state(scene: Scene, found: Context, before: list[_Told]) -> str | None:
    """Whom "the government" stands for: the state whose currency it is, the payer before, else whom the post is about."""
    codes = lexicon.column("countries", "country_code")
    home = found.one.currency[:2]
    if home in codes and home not in ("US", "EU") and home in scene.country_codes:
        return lexicon.short_name(home)
    payers = [t.claim.payer for t in before if t.claim.payer]
    if payers:
        return payers[-1]
    kinds = ("country", "body", "demonym", "metonym")
    named = [m for m in scene.mentions if m.kind in kinds] or [m for m in scene.mentions if m.side]
    return spending_payer.state_name(spending_payer.actor_of(named[0])) if named else None


def _claim(scene: Scene, found: Context, payer: str | None, recipient: str | None, *, is_own: bool) -> Spending:
    one, sentence = found.one, found.sentence
    when = period(scene, found)
    clause = scene.document.lower[found.clause_start : found.clause_end]
    before = scene.document.lower[found.clause_start : one.qualifier_start]
    status = spending_status.status(
        sentence, found.frame, clause, before, is_frozen=found.is_frozen, is_own=is_own, year=_years_ahead(scene, when)
    )
    return Spending(
        evidence=scene.document.text[sentence.start : sentence.end],
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        rule=f"spending.{status}_subject" if found.frame.is_subject else f"spending.{status}",
        support=_support(found, payer),
        asserted_by=_source(scene, found),
        modality=_modality(scene, found),
        amount=one.amount,
        amount_text=one.text,
        currency=one.currency,
        qualifier=one.qualifier,
        amount_converted=one.converted,
        currency_converted=one.converted_currency,
        payer=payer,
        recipient=recipient,
        purpose=found.purpose,
        period=when,
        status=status,
    )


def _years_ahead(scene: Scene, when: str | None) -> int | None:
    """How many years after the post a period ends; None where that cannot be told."""
    published = scene.document.published_on
    years = [int(y) for y in _YEAR.findall(when or "")]
    return max(years) - published.year if years and published else None


def _modality(scene: Scene, found: Context) -> Modality:
    start = found.sentence.start
    before = scene.document.lower[start : found.one.qualifier_start]
    if _CONDITIONAL.search(before):
        return "conditional"
    if _DENIED.search(scene.document.lower[max(start, found.one.qualifier_start - 80) : found.one.qualifier_start]):
        return "denied"
    is_running = "since" in found.sentence.text.lower()
    if not is_running and modality.is_historical(scene.document, found.sentence, found.one.start):
        return "historical"
    return "asserted"


def _source(scene: Scene, found: Context) -> str | None:
    """Who says it; else the person who announces the sum."""
    return scene.sources.of(found.one.start, found.one.end) or _announcer(scene, found)


def _announcer(scene: Scene, found: Context) -> str | None:
    """A person who announces or asks for a sum is its source: "Biden unveiled $100 million"."""
    verbs = ("announc", "unveil", "asked", "asks")
    verb = next((w for w in found.sentence.words if w.lower.startswith(verbs) and w.start < found.one.start), None)
    if verb is None:
        return None
    people = [m for m in scene.inside(found.sentence.start, verb.start) if m.kind == "person"]
    after = scene.document.text[people[0].end : people[0].end + 16] if people else ""
    return people[0].text if people and "administration" not in after else None


def _inherit(scene: Scene, claim: Spending, earlier: _Told | None, found: Context, *, is_own: bool) -> Spending:
    """A part of a package has the payer and purpose of the package where it names none, a share its status too."""
    is_national = found.one.currency not in ("USD", "EUR")
    if claim.payer is None and (is_own or is_national) and not found.is_frozen:
        claim = replace(claim, payer=_own_state(scene, found, [earlier] if earlier else []))
    if earlier is None:
        return replace(claim, payer=claim.payer or _speakers_state(scene, claim, found))
    before = earlier.claim
    is_without = found.is_part or found.frame.is_subject or spending_status.is_weak(found.frame) or _is_passive(found)
    payer = claim.payer or (before.payer if is_without and before.payer != claim.recipient else None)
    payer = payer or _speakers_state(scene, claim, found)
    is_same = payer == before.payer
    if earlier.found.is_frozen and found.is_part and not found.has_verb:
        return replace(claim, payer=before.payer, status=before.status)
    is_other_time = claim.period is not None and claim.period != before.period
    if (
        spending_status.is_weak(found.frame)
        and (found.is_part or found.frame.is_gapped)
        and is_same
        and not is_other_time
    ):
        claim = replace(claim, status=before.status)
    if is_same and before.status == "proposed" and spending_status.is_set(found.frame):
        claim = replace(claim, status="proposed")
    if claim.period is None and _A_YEAR_EARLIER.match(scene.document.lower[found.one.end : found.clause_end]):
        claim = replace(claim, period=_year_before(before.period))
    is_listed = found.frame.is_gapped and before.evidence_start == claim.evidence_start
    if is_listed and claim.period is None:
        claim = replace(claim, period=before.period)
    if is_same and found.is_share:
        claim = replace(claim, recipient=claim.recipient or before.recipient)
    is_yearly = before.period is not None and _YEAR.fullmatch(before.period) is not None
    if claim.period is None and is_yearly and earlier.is_own and is_own and not found.is_frozen:
        claim = replace(claim, period=before.period)
    return replace(claim, payer=payer, purpose=claim.purpose or (before.purpose if found.is_part else None))


def _speakers_state(scene: Scene, claim: Spending, found: Context) -> str | None:
    """ "A parcel is on its way, the White House said": money that just comes is the speaker's, if he is no receiver."""
    if claim.asserted_by is None or not (found.frame.is_subject and spending_status.is_weak(found.frame)):
        return None
    said = scene.inside(found.sentence.start, found.sentence.end)
    named = [m for m in said if m.text in claim.asserted_by and m.kind in ("metonym", "country", "demonym", "person")]
    states = [spending_payer.state_name(spending_payer.actor_of(m)) for m in named if m.kind != "person" or m.side]
    is_receiver = claim.recipient in states or any(spending_recipient.may_receive(m) for m in named)
    return states[0] if states and not is_receiver else None


def _year_before(when: str | None) -> str | None:
    return str(int(when) - 1) if when and _YEAR.fullmatch(when) else None


def _is_passive(found: Context) -> bool:
    return found.frame.outer is not None and found.frame.outer.is_passive


def _received(scene: Scene, told: list[_Told]) -> list[Spending]:
    """Aid without a named recipient goes to whom the post's other aid goes, else to whom the post is about."""
    named = [t.claim.recipient for t in told if t.claim.recipient]
    is_aid = bool(named) or bool(_AID.search(scene.document.lower))
    done: list[Spending] = []
    for one in told:
        if one.claim.recipient or one.is_own or one.found.is_frozen or not is_aid:
            giver = None if one.is_own or one.found.is_frozen else spending_recipient.donor(scene, frozenset(named))
            done.append(replace(one.claim, payer=one.claim.payer or giver))
            continue
        if _is_bought(one):
            done.append(one.claim)
            continue
        recipient = next((n for n in named if n != one.claim.payer), None)
        recipient = recipient or spending_recipient.beneficiary(scene, one.claim.payer)
        payer = one.claim.payer or spending_recipient.donor(scene, frozenset([*named, recipient or ""]))
        done.append(replace(one.claim, recipient=recipient, payer=payer))
    return done


def _is_bought(told: _Told) -> bool:
    """Arms a state orders are its own unless somebody else is named."""
    return "order" in told.found.frame.classes and not told.found.is_part


def _support(found: Context, payer: str | None) -> Support:
    """High where the purpose is named and somebody pays."""
    return "high" if found.purpose_kind and payer else "medium"


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
        a is not None and one.amount is not None and c == one.currency and _near(a, one.amount, is_title=is_title)
        for a, c in pairs
    )


def _near(a: Decimal, b: Decimal, *, is_title: bool) -> bool:
    """A title rounds; two sums of the body that differ at all are two."""
    return abs(a - b) <= (Decimal("0.02") * max(a, b) if is_title else 0)
