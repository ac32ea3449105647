"""Which label a found claim tells of: before anything is known of its answers, and once they are scored."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.claims.learned import unread
from pipelines.claims.scoring import core_agrees, is_right, overlaps, row_agrees, shares_name


def is_near(text: str, label: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether a claim of no rule stands where a labelled one does."""
    if label["type"] == "spending":
        return core_agrees(text, label, found)
    is_count = label["type"] != "casualty" or label["count"] == found["count"]
    return is_count and overlaps(text, label, found)


def matched(
    text: str, labels: Sequence[Mapping[str, Any]], found: Mapping[int, Mapping[str, Any]]
) -> dict[int, Mapping[str, Any]]:
    """By number of the claim: the label it is nearest to, as far as they tell of the same thing at all.

    Labels and claims (`found`, by number) are of one type and one post; each label is given to one claim.
    """
    nearness = ((-_nearness(text, label, claim), g, i) for g, label in enumerate(labels) for i, claim in found.items())
    label_of: dict[int, Mapping[str, Any]] = {}
    taken: set[int] = set()
    for far, g, i in sorted(nearness):
        if far < 0 and g not in taken and i not in label_of:
            taken.add(g)
            label_of[i] = labels[g]
    return label_of


def _nearness(text: str, label: Mapping[str, Any], found: Mapping[str, Any]) -> int:
    """How much a claim and a label tell of the same thing; 0: they do not."""
    is_near = overlaps(text, label, found)
    if label["type"] == "casualty" and found["rule"].endswith(unread.SUFFIX):
        return 2 if is_near and label["count"] == found["count"] else 0
    if label["type"] in ("casualty", "spending"):
        return 2 + is_near if core_agrees(text, label, found) else 0
    if label["type"] == "attack":
        shared = shares_name(label["places"], found["places"])
        alike = is_right("attack_type", label, found) + is_right("attacker", label, found)
        return 1 + 2 * alike + 2 * shared + is_near if is_near or shared else 0
    is_same = bool(label["act"] == found["act"])
    if not found["participants"]:
        return 1 + is_same if is_near else 0
    shared = shares_name(label["participants"], found["participants"])
    if "statement" in (label["act"], found["act"]):
        return 4 + 2 * shared + is_near if is_same and (is_near or shared) else 0
    return 1 + 3 * is_same + 2 * shared + is_near if shared and (is_near or is_same) else 0


def dealt(
    text: str, labels: Sequence[Mapping[str, Any]], best_first: Mapping[int, Mapping[str, Any]]
) -> dict[int, Mapping[str, Any]]:
    """By number of the claim: the label whose fact it tells; of several claims the first one has it.

    Labels and claims are of one type and one post. Of several labels a claim has the one with which all of it agrees.
    """
    label_of: dict[int, Mapping[str, Any]] = {}
    free = list(labels)
    for i, claim in best_first.items():
        alike = [k for k, label in enumerate(free) if core_agrees(text, label, claim)]
        if alike:
            chosen = next((k for k in alike if row_agrees(claim["type"], free[k], claim)), alike[0])
            label_of[i] = free.pop(chosen)
    return label_of
