"""How many weapons were launched and how many intercepted, summed over the weapons of one sentence."""

from collections.abc import Sequence

from pipelines.claims.attack import weapons
from pipelines.claims.attack.frames import Frame
from pipelines.claims.numbers import Quantity
from pipelines.claims.scene import Scene

_REACH = 45


def of(scene: Scene, frame: Frame) -> tuple[int | None, int | None]:
    """(launched, intercepted) that the frame's own clause states; None where a weapon's number is missing."""
    if frame.kind == "launch":
        return _counted(scene, frame), None
    if frame.kind == "intercept":
        pair = _share(scene, frame)
        return pair if pair else (None, _counted(scene, frame))
    return None, None


def _weapon_numbers(scene: Scene, frame: Frame, start: int, end: int) -> list[int]:
    sentence = frame.sentence
    numbers: list[int] = []
    for q in scene.quantities(sentence):
        if not start <= q.start < end or q.value is None:
            continue
        following = sentence.text[q.end - sentence.start : q.end - sentence.start + _REACH]
        near = weapons.mentioned(following)
        words_between = following[: near[0][0]].split() if near else []
        if near and len(words_between) <= 4 and not any(w.strip(",") in ("of", "and", "people") for w in words_between):
            numbers.append(q.value)
    return numbers


def _counted(scene: Scene, frame: Frame) -> int | None:
    sentence = frame.sentence
    if frame.is_passive:
        start, end = sentence.start, frame.anchor.start
    else:
        start, end = frame.anchor.start, sentence.end
    numbers = _weapon_numbers(scene, frame, start, end)
    if not numbers and frame.is_passive:
        near = [q for q in scene.quantities(sentence) if q.end <= frame.anchor.start and frame.anchor.start - q.end < 25]
        return near[-1].value if near else None
    return sum(numbers) if numbers else _bare(scene.quantities(sentence), frame)


def _bare(quantities: Sequence[Quantity], frame: Frame) -> int | None:
    """ "shot down 120"."""
    right = [q for q in quantities if 0 <= q.start - frame.sentence.words[frame.last - 1].end <= 2]
    return right[0].value if right else None


def _share(scene: Scene, frame: Frame) -> tuple[int | None, int | None] | None:
    """ "shot down 18 of 23 drones": (23, 18)."""
    sentence = frame.sentence
    quantities = scene.quantities(sentence)
    for a, b in zip(quantities, quantities[1:], strict=False):
        between = sentence.text[a.end - sentence.start : b.start - sentence.start].strip()
        if between in ("of", "of the", "out of", "out of the", "of some") and a.value is not None and b.value is not None and a.value <= b.value:
            rest = _weapon_numbers(scene, frame, b.end, sentence.end) + ([1] if " and a " in sentence.text[b.end - sentence.start : b.end - sentence.start + 40] else [])
            return b.value + sum(rest), a.value + sum(rest)
    return None
