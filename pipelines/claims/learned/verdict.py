"""Whether a claim holds: what speaks for it in its words, its fields, its post and the claims beside it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipelines.claims.claim import Attack, Casualty, Claim, Diplomacy, Spending
from pipelines.claims.learned.candidates import told
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.relations import bucket
from pipelines.claims.text import Sentence

_STEPS = (25, 50, 100, 150, 200, 300, 400, 600, 900)
_CORE = ("attack_type", "attacker", "places")
"""The answers that the core of an attack is right by."""
_HALVES = 70
"""So much more margin halves what a wrong answer is likely to be: e^0.7 is 2."""
_CERTAIN = 1024
_DOUBTS = (1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048)


def features(reading: Reading, claim: Claim, claims: Sequence[Claim], margins: Mapping[str, int]) -> tuple[str, ...]:
    """What speaks for or against a claim being right in its core and told once.

    `margins` says, by field, how much better than the next best its learned answer was.
    """
    rest = (*_made(claim), *_fields(claim), *_beside(reading, claim, claims), *_sure(claim, margins))
    return tuple(dict.fromkeys((*text_features(reading, claim.anchor), *rest)))


def text_features(reading: Reading, anchor: int) -> tuple[str, ...]:
    """What the words around an offset say, whatever the rules made of them."""
    return reading.once(("text", anchor), lambda: iter(dict.fromkeys(_words(reading, anchor))))


def post_features(reading: Reading, trusted: Sequence[Claim]) -> tuple[str, ...]:
    """What speaks for a post telling anything of a war at all: its words, and the claims trusted so far."""
    return tuple(dict.fromkeys(_of_post(reading, trusted)))


def _of_post(reading: Reading, trusted: Sequence[Claim]) -> Iterator[str]:
    sentences = reading.document.sentences
    yield "bias"
    yield from (f"title {w}" for s in sentences[:1] for w in reading.bag(s))
    yield from (f"lead {w}" for s in sentences[1:2] for w in reading.bag(s))
    yield from (w for s in sentences for w in reading.bag(s))
    for kind in ("casualty", "attack", "diplomacy", "spending"):
        grades = [c.support for c in trusted if c.type == kind]
        yield f"support {kind} {min(len(grades), 3)} high={'high' in grades}"
    yield f"support any {min(len(trusted), 4)} high {min(sum(c.support == 'high' for c in trusted), 3)}"


def _made(claim: Claim) -> Iterator[str]:
    yield f"rule {claim.rule}"
    yield f"support {claim.support}"
    yield f"support {claim.support} {claim.rule}"
    yield f"told by {claim.asserted_by is not None}"


def _sure(claim: Claim, margins: Mapping[str, int]) -> Iterator[str]:
    steps = {field: bisect_right(_STEPS, margin) for field, margin in margins.items()}
    for field, step in steps.items():
        yield f"sure {field} {step}"
        yield f"sure {field} {step} {claim.rule}"
    yield f"least sure {min(steps.values(), default=0)}"
    if isinstance(claim, Attack):
        doubt = sum(_CERTAIN >> (margins.get(field, 0) // _HALVES) for field in _CORE)
        core = f"doubt {bisect_right(_DOUBTS, doubt)}"
        yield core
        yield f"{core} {claim.rule}"
        yield f"{core} {claim.support}"


def _words(reading: Reading, anchor: int) -> Iterator[str]:
    sentence = reading.document.sentence_at(anchor)
    yield from told(reading, anchor)
    yield from reading.once(("text of", sentence.index), lambda: _of_sentence(reading, sentence))


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[str]:
    document = reading.document
    yield from (f"title {w}" for w in reading.bag(document.sentences[0]))
    yield f"sentences {bucket(len(document.sentences))}"
    tokens = [t.text for t in reading.tokens(sentence)]
    yield from (f"pair {a} {b}" for a, b in pairwise(tokens))
    yield from (f"gap {a} {b}" for a, b in zip(tokens, tokens[2:], strict=False))
    yield from (f"{kind} {min(tokens.count(kind), 3)}" for kind in ("<place>", "<person>", "<country>", "<group>"))
    if sentence.index:
        yield from (f"prev {w}" for w in reading.bag(document.sentences[sentence.index - 1]))


def _fields(claim: Claim) -> Iterator[str]:
    match claim:
        case Casualty():
            yield f"harm {claim.harm}"
            yield f"{claim.harm} {claim.victim_group} {claim.scope}"
            yield f"size {len(str(claim.count))} {claim.qualifier}"
            yield f"where {claim.place is not None} {claim.victim_country is not None}"
            yield f"total {claim.is_total}"
        case Attack():
            yield f"type {claim.attack_type}"
            sides = f"by {claim.attacker is not None} on {claim.target_country is not None}"
            yield f"{claim.attack_type} {sides} at {min(len(claim.places), 2)}"
            yield f"attacker {claim.attacker}"
            yield f"{claim.attacker} {claim.attack_type}"
            yield f"{claim.attacker} on {claim.target_country}"
            yield f"counts {claim.launched is not None} {claim.intercepted is not None}"
        case Diplomacy():
            yield f"act {claim.act} {claim.status}"
            parties = f"{min(len(claim.participants), 3)} {min(len(claim.counterparts), 2)}"
            yield f"{claim.act} {parties} {claim.venue is not None}"
            yield from (f"{claim.act} by {p}" for p in claim.participants)
        case Spending():
            yield f"status {claim.status}"
            yield f"{claim.payer is not None} {claim.recipient is not None} {claim.period is not None}"
            yield f"payer {claim.payer}"
            yield f"recipient {claim.recipient}"


def _beside(reading: Reading, claim: Claim, claims: Sequence[Claim]) -> Iterator[str]:
    document = reading.document
    counts = {
        kind: sum(c.type == kind and c.modality == "asserted" for c in claims)
        for kind in ("casualty", "attack", "diplomacy", "spending")
    }
    yield from (f"post {kind} {min(count, 4)}" for kind, count in counts.items())
    for other in claims:
        if other is claim:
            continue
        where = side(reading, claim, other)
        if where == "same":
            yield f"here {other.type} {other.support}"
        if type(other) is not type(claim):
            continue
        shared = likeness(claim, other)
        yield f"{where} {shared}"
        yield f"{where} {shared} {other.support} {claim.support}"
        yield f"{where} {shared} title={document.sentence_at(other.anchor).is_title}"


def side(reading: Reading, claim: Claim, other: Claim) -> str:
    """Whether another claim stands in the same sentence as this one, before it or after."""
    apart = reading.document.sentence_at(other.anchor).index - reading.document.sentence_at(claim.anchor).index
    return "same" if apart == 0 else "before" if apart < 0 else "after"


def likeness(claim: Claim, other: Claim) -> str:
    """Which of their main values two claims of a type share."""
    same: dict[str, bool] = {}
    match claim, other:
        case Casualty(), Casualty():
            same = {name: getattr(claim, name) == getattr(other, name) for name in ("harm", "count", "place")}
        case Attack(), Attack():
            same = {name: getattr(claim, name) == getattr(other, name) for name in ("attack_type", "attacker")}
            same["places"] = bool(set(claim.places) & set(other.places))
            same["bare"] = not claim.places or not other.places
        case Diplomacy(), Diplomacy():
            same = {"act": claim.act == other.act, "statement": other.act == "statement"}
            same["participants"] = bool(set(claim.participants) & set(other.participants))
        case Spending(), Spending():
            same = {name: getattr(claim, name) == getattr(other, name) for name in ("amount", "payer", "status")}
    return " ".join(f"{name}={is_same}" for name, is_same in same.items())
