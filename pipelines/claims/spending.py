"""Rules for spending claims: sums of public money for defence, war, aid, reconstruction, and frozen assets."""

import re
from collections.abc import Sequence

from pipelines.claims import money, spending_payer, spending_recipient
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Modality, Spending, Support
from pipelines.claims.sources import LEADS, names_source, subject_of
from pipelines.claims.spending_agents import Payers
from pipelines.claims.spending_context import Context, context, is_wartime
from pipelines.claims.spending_packages import Told, inherit, once, own_state, received
from pipelines.claims.spending_period import period
from pipelines.claims.spending_recipient import may_receive
from pipelines.claims.spending_status import Setting, status
from pipelines.claims.text import Document, Word

_SMALLEST = 100_000
_MOST = 200
_DENIED_REACH = 80
_OWN = re.compile(
    r"\b(?:defen[cs]e (?:spending|budget|outlays|plan)|military (?:spending|budget|expenditure|outlays)|"
    r"spending on defen[cs]e|for (?:its |their )?defen[cs]e\b|"
    r"budget(?! (?:support|committee|aid|gap))|procurement|"
    r"cost of [^.;]{0,40} to (?:his|her|its|their|the) country|outlays|defen[cs]e and security|"
    r"armed forces|bundeswehr|rearm\w*|on (?:defen[cs]e|their army|its army)|national defen[cs]e|for the forces|"
    r"purchase of|submarines|fighter jets|warships|frozen|immobili[sz]\w*)\b"
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|(?:reject|dismiss|refut)\w{0,4} (?:\w+ ){0,2}(?:report|claim|allegation|suggestion)s?|"
    r"no evidence|fail(?:s|ed)? to|refus(?:e|es|ed) to|declin(?:e|es|ed) to|vot(?:e|es|ed) down|veto(?:es|ed)?|"
    r"(?:did|has|have|had|will|would|does|do) (?:not|never))\b(?!.*\b(?:but|however)\b)"
)
_CONDITIONAL = re.compile(r"(?:^|[\s,\"“])(?:if|unless|were|whether|in case|suppose)\s(?!.*;)")
_HELD_BACK = re.compile(
    r"\b(?:with(?:hold|held)|suspend|halt|paus|froze|freez|cancel)(?:e|es|s|ed|ing|led)?\b[^.;,]{0,40}$"
)
_HISTORICAL = re.compile(r"\b(?:decades? ago|\w+ years ago|world war|(?<!since the )cold war|soviet)\b")
_HOME = re.compile(
    r"\b(?:army|navy|air force|joint chiefs|armed forces|military|troops|soldiers|police|coast guard|guards)\b"
)
_SALE = re.compile(r"\bsales?\b (?:of|to)\b")
_SELL = re.compile(r"\bsell(?:s|ing)?\b[^.;]{0,60}\b(?:weapons|arms|jets|missiles|tanks|drones|helicopters|systems)\b")
_MORE = re.compile(r"\b(?:another|further|additional)\b")
_YEAR = re.compile(r"\d{4}")
_ARTICLES = ("the", "its", "his", "her")
_RECKONING = ("expect", "project", "forecast", "anticipate", "estimate", "predict", "calculate", "pencil")
_ANNOUNCING = ("announce", "unveil")
_ASKING = ("ask", "want", "seek", "request", "call")


def find(document: Document) -> list[Spending]:
    """The spending claims of a post, each fact once; also those that are denied or conditional (see `modality`)."""
    scene = Scene(document)
    named = tuple((m.start, m.country_code) for m in scene.mentions if m.country_code)
    sums = money.sums(document.text, named)[:_MOST]
    told: list[Told] = []
    for index, one in enumerate(sums):
        found = context(scene, one, sums, index)
        read = _read(scene, found, told) if found and one.amount >= _SMALLEST else None
        if read:
            told.append(inherit(scene, read, told[-1] if told else None))
    return once(received(scene, told), len(document.title))


def _read(scene: Scene, found: Context, before: list[Told]) -> Told | None:
    """The claim of one sum; None where neither purpose, verb nor the sum before says that it is public money."""
    earlier = before[-1] if before else None
    payers = spending_payer.payer(scene, found, own_state(scene, found, before))
    recipient = spending_recipient.recipient(scene, found, payers.names)
    is_given = found.is_frozen or (found.has_verb and bool(payers.name or recipient or earlier))
    is_more = earlier is not None and (found.is_part or payers.name is not None)
    if found.purpose_kind is None and not is_given and not is_more:
        return None
    is_abroad = recipient is not None or (payers.name is not None and found.is_frozen)
    is_needy = found.purpose_kind is not None and any(map(may_receive, scene.mentions))
    if not (is_abroad or earlier or is_needy or is_wartime(scene.document.lower)):
        return None
    if recipient and (_is_sale(found) or (payers.name is None and _is_home(found))):
        payers, recipient = Payers(recipient), None
    is_own = recipient is None and _is_own(scene, found, earlier)
    return Told(_claim(scene, found, payers.name, recipient, is_own=is_own), found, is_own)


def _is_sale(found: Context) -> bool:
    """A buyer pays for what it is allowed to buy: "approved the sale of drones to Qatar for $2bn"."""
    lower = found.sentence.text.lower()
    return bool(_SELL.search(lower)) or ("approve" in found.frame.classes and bool(_SALE.search(lower)))


def _is_home(found: Context) -> bool:
    """An institution gets the money of its own state: "the joint chiefs are to receive"."""
    before = found.sentence.text[: max(found.one.qualifier_start - found.sentence.start, 0)].lower()
    return found.is_received and bool(_HOME.search(before))


def _is_own(scene: Scene, found: Context, earlier: Told | None) -> bool:
    """Whether a state spends on itself: its defence, its budget, or a part of such a sum."""
    if found.frame.inner is not None and found.frame.inner.lemma == "cost":
        return True
    is_told = bool(_OWN.search(scene.document.lower[found.clause_start : found.clause_end]))
    is_yearly = bool(found.frame.classes & {"spend", "level"})
    is_more = bool(_MORE.search(scene.document.lower[found.sentence.start : found.one.qualifier_start]))
    if earlier is not None and (found.is_share or is_more or (is_yearly and not is_told)):
        return earlier.is_own
    return is_told or (earlier is not None and earlier.is_own and found.is_part)


def _claim(scene: Scene, found: Context, payer: str | None, recipient: str | None, *, is_own: bool) -> Spending:
    one, sentence, lower = found.one, found.sentence, scene.document.lower
    when = period(scene, found)
    source = _source(scene, found)
    clause = f"{lower[found.clause_start : found.clause_end]} {(source or '').lower()}"
    before = lower[found.clause_start : one.qualifier_start]
    setting = Setting(sentence, clause, before, is_own, _years_ahead(scene, when))
    stage = "approved" if found.is_frozen else status(found.frame, setting)
    return Spending(
        evidence=scene.document.text[sentence.start : sentence.end],
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        anchor=one.start,
        rule=f"spending.{stage}_subject" if found.frame.is_subject else f"spending.{stage}",
        support=_support(found, payer),
        asserted_by=source,
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
        status=stage,
    )


def _years_ahead(scene: Scene, when: str | None) -> int | None:
    """How many years after the post a period begins; None where that cannot be told."""
    published = scene.document.published_on
    years = [int(y) for y in _YEAR.findall(when or "")]
    return min(years) - published.year if years and published else None


def _modality(scene: Scene, found: Context) -> Modality:
    """Denied or hypothetical by the words before the sum; historical where another war or decade is told."""
    start, end = found.sentence.start, found.one.qualifier_start
    if _CONDITIONAL.search(scene.document.lower[start:end]):
        return "conditional"
    if found.purpose_kind in ("aid", "military") and _HELD_BACK.search(scene.document.lower[start:end]):
        return "denied"
    if _DENIED.search(scene.document.lower[max(start, end - _DENIED_REACH) : end]):
        return "denied"
    return "historical" if _HISTORICAL.search(found.sentence.text.lower()) else "asserted"


def _source(scene: Scene, found: Context) -> str | None:
    """Who says it; else who announces the sum, asks for it or reckons with it: "Biden unveiled $100 million"."""
    source = scene.sources.of(found.one.start, found.one.end)
    outer = found.frame.outer
    if source or outer is None or outer.is_passive or found.frame.is_subject:
        return source
    words = found.sentence.words
    first, last = subject_of(words, outer.first)
    if _is_led(words, first):
        first = next((k for k in range(first, last) if words[k].lower in _ARTICLES), first)
    if last <= first or any(w.lower == "administration" for w in words[first:last]):
        return None
    subject = scene.inside(words[first].start, words[last - 1].end)
    tells = any(p.lemma in _ANNOUNCING for p in found.frame.chain) or outer.lemma in _RECKONING
    is_person = (tells or outer.lemma in _ASKING) and any(m.kind == "person" for m in subject)
    is_body = tells and names_source(words[first:last])
    return scene.document.text[words[first].start : words[last - 1].end] if is_person or is_body else None


def _is_led(words: Sequence[Word], first: int) -> bool:
    """ "For 2026 the centre expects": a phrase of time before the subject."""
    return first < len(words) and (words[first].lower in LEADS or words[first].lower in ("for", "in", "by"))


def _support(found: Context, payer: str | None) -> Support:
    """High where the purpose is named and somebody pays."""
    return "high" if found.purpose_kind and payer else "medium"
