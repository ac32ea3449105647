"""How many weapons were launched and how many intercepted, summed over the weapons of one sentence."""

import re
from collections.abc import Sequence

from pipelines.claims.attack import weapons
from pipelines.claims.numbers import Quantity
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_DOWNED = re.compile(
    r"\b(?:shot down|shoot(?:ing)? down|brought down|downed|downing|intercept(?:s|ed|ing)|"
    r"destroy(?:s|ed|ing)|neutrali[sz](?:ed|ing)|repelled|repelling|eliminated|suppressed|"
    r"stopped|taken down)\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:lost|disappeared|jamm(?:ed|ing)|electronic warfare|radar|decoys?)\b", re.IGNORECASE)
_PART = re.compile(r"^\s*(?:of (?:them|which|these|those|the)|of whom|all of)\b", re.IGNORECASE)
_SEGMENT = re.compile(
    r"[;:,]\s|\s(?:while|but|and (?=(?:that|said|it|its|air|the|shot|intercepted|downed))|who|adding|saying)\s"
)
_REACH = 48


def of(scene: Scene, sentence: Sentence) -> tuple[int | None, int | None]:
    """(launched, intercepted) of the attack a sentence tells; None where it states no number."""
    launched: list[int] = []
    intercepted: list[int] = []
    previous_was_weapon = False
    quantities = scene.quantities(sentence)
    for k, q in enumerate(quantities):
        if q.value is None:
            continue
        named = _weapons_after(sentence, q)
        share = _is_share(sentence, quantities, k)
        if not named and not share and not (previous_was_weapon and _is_bare(sentence, q)):
            previous_was_weapon = False
            continue
        previous_was_weapon = True
        segment = _segment(sentence, q)
        if _LOST.search(segment) and not _DOWNED.search(segment):
            continue
        is_downed = share or (bool(_DOWNED.search(segment)) and not _is_whole(sentence, quantities, k))
        (intercepted if is_downed else launched).append(q.value)
    return _total(launched), _total(intercepted)


def _total(numbers: Sequence[int]) -> int | None:
    """The sum; a first number that already sums the rest is not added again."""
    if len(numbers) > 2 and abs(numbers[0] - sum(numbers[1:])) <= 0.2 * numbers[0]:
        return sum(numbers[1:])
    return sum(numbers) if numbers else None


def _weapons_after(sentence: Sentence, q: Quantity) -> bool:
    following = sentence.text[q.end - sentence.start : q.end - sentence.start + _REACH]
    near = [
        n
        for n in weapons.mentioned(following)
        if n[2] in ("drone", "missile", "shelling")
        or (n[2] == "airstrike" and "bomb" in following[n[0] : n[1]].lower())
    ]
    if not near:
        return False
    between = following[: near[0][0]]
    words = between.split()
    return len(words) <= 4 and not re.search(
        r"[.;:,]|\b(?:of|and|people|in|by|killed|injured|wounded|on|at|from|with)\b", between
    )


def _is_bare(sentence: Sentence, q: Quantity) -> bool:
    after = sentence.text[q.end - sentence.start : q.end - sentence.start + 14].strip().lower()
    return (
        not after
        or after[0] in ".,;"
        or after.split()[0]
        in ("of", "were", "had", "was", "have", "shot", "and", "on", "overnight", "over", "others", "more")
    )


def _is_share(sentence: Sentence, quantities: Sequence[Quantity], k: int) -> bool:
    """The smaller number in "18 of 23 drones", "30 of which", "102 of them": a part that was downed or got through."""
    q = quantities[k]
    after = sentence.text[q.end - sentence.start :]
    following = quantities[k + 1] if k + 1 < len(quantities) else None
    if (
        following
        and after[: following.start - q.end].strip() in ("of", "of the", "out of", "out of the", "of some")
        and following.value
        and q.value
        and q.value <= following.value
    ):
        return bool(_DOWNED.search(sentence.text)) and _weapons_after(sentence, following)
    return bool(_PART.match(after)) and bool(_DOWNED.search(after[:90]) or _DOWNED.search(_segment(sentence, q)))


def _is_whole(sentence: Sentence, quantities: Sequence[Quantity], k: int) -> bool:
    """The larger number in "18 of 23 drones"."""
    if k == 0:
        return False
    before = quantities[k - 1]
    between = sentence.text[before.end - sentence.start : quantities[k].start - sentence.start].strip()
    return between in ("of", "of the", "out of", "out of the", "of some")


def _segment(sentence: Sentence, q: Quantity) -> str:
    offset = q.start - sentence.start
    cuts = [0, *(m.end() for m in _SEGMENT.finditer(sentence.text)), len(sentence.text)]
    start = max(c for c in cuts if c <= offset)
    end = min(c for c in cuts if c > offset)
    return sentence.text[start:end]
