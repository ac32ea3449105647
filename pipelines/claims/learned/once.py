"""Each fact once: of claims that tell the same, the one that is trusted most."""

from collections.abc import Sequence

from pipelines.claims.claim import Attack, Casualty, Claim, Diplomacy, Spending
from pipelines.claims.learned.unread import is_unread

_FEW = 4
"""Up to so many victims are easily counted twice in one post without being the same people."""


def kept(claims: Sequence[Claim], points: Sequence[int], title_end: int) -> list[int]:
    """Indexes of the claims that repeat no better one, in their order; `points` says how much each is trusted."""
    chosen: list[int] = []
    for i in sorted(range(len(claims)), key=lambda i: (-points[i], i)):
        if not any(_repeats(claims[i], claims[k], title_end) for k in chosen):
            chosen.append(i)
    return sorted(chosen)


def _repeats(one: Claim, other: Claim, title_end: int) -> bool:
    """Whether two claims are one fact; the rules have merged what they found, but for statements of one speaker."""
    if isinstance(one, Diplomacy) and isinstance(other, Diplomacy) and one.act == other.act == "statement":
        return bool(set(one.participants) & set(other.participants))
    return (is_unread(one) or is_unread(other)) and _is_same(one, other, title_end)


def _is_same(one: Claim, other: Claim, title_end: int) -> bool:
    match one, other:
        case Diplomacy(), Diplomacy():
            return one.act == other.act and set(one.participants) == set(other.participants)
        case Attack(), Attack():
            is_headline = one.evidence_start < title_end or other.evidence_start < title_end
            return one.attacker == other.attacker and (_is_part(one, other) or is_headline)
        case Casualty(), Casualty():
            is_same = (one.harm, one.count) == (other.harm, other.count)
            return is_same and (one.place == other.place or (one.count or 0) > _FEW)
        case Spending(), Spending():
            return (one.amount, one.currency) == (other.amount, other.currency)
    return False


def _is_part(one: Attack, other: Attack) -> bool:
    """Whether all that one attack hit was hit by the other, by means that can be the same.

    Where no place was hit, whether one sentence tells both of the same means.
    """
    types = {one.attack_type, other.attack_type}
    a, b = set(one.places), set(other.places)
    if not (a or b):
        return len(types) == 1 and one.evidence_start == other.evidence_start
    return bool(a and b) and (a <= b or b <= a) and (len(types) == 1 or bool(types & {"other", "combined"}))
