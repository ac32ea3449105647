"""Rules for diplomacy claims: statements and acts, each told once."""

from pipelines.claims import acts, statements, venues
from pipelines.claims.actors import Scene
from pipelines.claims.claim import Diplomacy
from pipelines.claims.text import Document


def find(document: Document) -> list[Diplomacy]:
    """The diplomacy claims of a post; the same act of the same actors is one claim for each modality."""
    scene = Scene(document)
    acted = acts.find(scene)
    done = [c for c in acted if c.modality == "asserted"]
    others = [c for c in acted if c.modality != "asserted"]
    told: dict[int, frozenset[str]] = {}
    for claim in done:
        index = document.sentence_at(claim.evidence_start).index
        told[index] = told.get(index, frozenset()) | set(claim.participants)
    phoned = frozenset(document.sentence_at(c.evidence_start).index for c in done if c.act == "call")
    found = venues.of_visitors([*venues.shared(scene, done), *statements.find(scene, told, phoned)])
    return _once(sorted([*found, *others], key=lambda c: (c.evidence_start, c.act)))


def _once(claims: list[Diplomacy]) -> list[Diplomacy]:
    kept: list[Diplomacy] = []
    for claim in claims:
        same = next((i for i, k in enumerate(kept) if _same(k, claim)), None)
        if same is None:
            kept.append(claim)
        elif _detail(claim) > _detail(kept[same]):
            kept[same] = claim
    return kept


def _same(one: Diplomacy, other: Diplomacy) -> bool:
    if (one.act, one.status, one.modality) != (other.act, other.status, other.modality):
        return False
    a, b = set(one.participants), set(other.participants)
    vague = {"Europe", "EU", "West"}
    return a <= b or b <= a or bool(a & b and (a - b <= vague or b - a <= vague))


def _detail(claim: Diplomacy) -> tuple[int, bool, int]:
    return (len(claim.participants), claim.venue is not None, len(claim.counterparts))
