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
    r"stopped|taken down|knocked (?:out|down))\b",
    re.IGNORECASE,
)
_LOST = re.compile(r"\b(?:lost|disappeared|jamm(?:ed|ing)|electronic warfare|radar|decoys?)\b", re.IGNORECASE)
_PART = re.compile(r"^\s*(?:of (?:them|which|these|those|the)|of whom|all of)\b", re.IGNORECASE)
_SEGMENT = re.compile(
    r"[;:,]\s|\s(?:while|but|and (?=(?:that|said|it|its|air|the|shot|intercepted|downed))|who|adding|saying)\s"
)
_REACH = 48
_MOST = 20
_ONE_MORE = re.compile(
    r"\band an? (?:[\w-]+ ){0,2}(?:missile|drone)\b"
    r"|\ban? (?:[\w-]+ ){0,2}(?:missile|drone) and (?:\d|[a-z]+ (?:\w+ )?drones)",
    re.IGNORECASE,
)
_SPELT_OUT = re.compile(r"[:(]|\b(?:including|namely)\b")
_BY_PLACE = re.compile(
    r"\s*of (?:them|these|those|which)(?: were)?(?: destroyed| downed| shot down| intercepted)? over\b", re.IGNORECASE
)
_AERIAL = re.compile(r"(?:aerial|air) (?:targets|objects)", re.IGNORECASE)


def of(scene: Scene, sentence: Sentence) -> tuple[int | None, int | None]:
    """(launched, intercepted) of the attack a sentence tells; None where it states no number."""
    launched, intercepted = told(scene, sentence)
    one = _ONE_MORE.search(sentence.text)
    is_shared = one is not None and " of " in sentence.text[: one.start()]
    return _total(sentence, launched, one is not None), _total(sentence, intercepted, is_shared)


def told(scene: Scene, sentence: Sentence) -> tuple[list[Quantity], list[Quantity]]:
    """The numbers of weapons launched and of weapons intercepted that a sentence states."""
    launched: list[Quantity] = []
    intercepted: list[Quantity] = []
    previous_was_weapon = False
    quantities = scene.quantities(sentence)[:_MOST]
    for k, q in enumerate(quantities):
        if q.value is None or is_measure(sentence, q):
            continue
        share = _is_share(sentence, quantities, k)
        previous_was_weapon = _is_of_weapons(sentence, q, share, previous_was_weapon)
        if not previous_was_weapon:
            continue
        segment = _segment(sentence, q)
        if _LOST.search(segment) and not _DOWNED.search(segment):
            continue
        is_whole = _is_whole(sentence, quantities, k) or _has_later_share(sentence, quantities, k)
        is_downed = share or (bool(_DOWNED.search(segment)) and not is_whole)
        (intercepted if is_downed else launched).append(q)
    return launched, intercepted


def _is_of_weapons(sentence: Sentence, q: Quantity, is_share: bool, follows_weapon: bool) -> bool:
    """Whether a number counts weapons: by its noun, as a share of them, or by going on after one that does."""
    if _BY_PLACE.match(sentence.text[q.end - sentence.start :]):
        return False
    if is_share:
        return True
    if _PART.match(sentence.text[q.end - sentence.start :]):
        return False
    is_elliptic = _is_downed_bare(sentence, q) or (follows_weapon and _is_bare(sentence, q))
    return is_elliptic or _weapons_after(sentence, q)


def _total(sentence: Sentence, counted: Sequence[Quantity], has_one_more: bool) -> int | None:
    """The sum; a first number that already sums the rest ("311 launches: 289 drones, 22 missiles") is not added."""
    numbers = [q.value or 0 for q in counted]
    if not numbers:
        return None
    rest = sum(numbers[1:])
    if len(numbers) > 2:
        between = sentence.text[counted[0].end - sentence.start : counted[1].start - sentence.start]
        is_near = abs(numbers[0] - rest) <= 0.2 * numbers[0] and bool(_SPELT_OUT.search(between))
        if numbers[0] == rest or is_near:
            return rest
    return sum(numbers) + has_one_more


def is_measure(sentence: Sentence, q: Quantity) -> bool:
    """ "2,000-pound bombs": no number of bombs."""
    return sentence.text[q.end - sentence.start : q.end - sentence.start + 1] in ("-", "‑")


def _is_downed_bare(sentence: Sentence, q: Quantity) -> bool:
    """ "Ukraine says it shot down 21.": the weapons were named before."""
    before = sentence.text[max(q.start - sentence.start - 24, 0) : q.start - sentence.start]
    verbs = list(_DOWNED.finditer(before))
    after = sentence.text[q.end - sentence.start :].lstrip()
    return bool(verbs) and not before[verbs[-1].end() :].strip() and (not after or after[0] in ".,;")


def _weapons_after(sentence: Sentence, q: Quantity) -> bool:
    following = sentence.text[q.end - sentence.start : q.end - sentence.start + _REACH]
    if _AERIAL.match(following.lstrip()):
        return True
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
        r"[.;:]|,(?!\d)|\b(?:of|and|people|in|by|killed|injured|wounded|on|at|from|with|after|when|as|during|amid|that)\b",
        between,
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


def _has_later_share(sentence: Sentence, quantities: Sequence[Quantity], k: int) -> bool:
    """The first number in "19 drones crossed, and three of them were shot down"."""
    return any(
        _is_share(sentence, quantities, n) and _PART.match(sentence.text[q.end - sentence.start :])
        for n, q in enumerate(quantities)
        if n > k
    )


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
