"""Numbers given with their parts: "26 people — 14 soldiers and 12 civilians", "31: 22 in Kyiv, nine in Dnipro"."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_OPENERS = lexicon.words("casualty_breakdown_openers")
_REACH = 14


def resolve(scene: Scene, sentence: Sentence, found: Sequence[Harmed], phrases: Sequence[Victims]) -> list[Harmed]:
    """Adds the parts of a broken-down number where they differ in side, country or place; else drops them."""
    resolved = list(found)
    for whole in found:
        parts = _parts(sentence, whole.victims, phrases)
        if not parts or _stands_beside(scene, sentence, whole.victims, parts):
            continue
        if len({p.country for p in parts if p.country}) > 1:
            mixed = replace(whole, victims=replace(whole.victims, is_mixed=True))
            resolved = [mixed if h is whole else h for h in resolved]
            whole = mixed  # noqa: PLW2901
        firsts = {p.first for p in parts}
        resolved = [h for h in resolved if h.victims.first not in firsts]
        if _differ(sentence, parts):
            if _have_places(sentence, parts):
                resolved = [replace(h, rule="whole") if h is whole else h for h in resolved]
            resolved += [Harmed(whole.harm, _inheriting(p, whole.victims), whole.anchor, "part") for p in parts]
        elif whole.victims.group == "unspecified" and sentence.words[parts[0].first - 1].lower in ("—", "–", "-"):
            refined = replace(whole.victims, group=parts[0].group or "unspecified")
            resolved = [replace(h, victims=refined) if h is whole else h for h in resolved]
    return sorted(resolved, key=lambda h: h.victims.start)


def _stands_beside(scene: Scene, sentence: Sentence, whole: Victims, parts: Sequence[Victims]) -> bool:
    """ "three in Kharkiv, two in Kherson and one in Sumy": a number with a place of its own is none of their sum."""
    is_comma = sentence.words[parts[0].first - 1].lower == ","
    return is_comma and _have_places(sentence, parts) and bool(scene.places_in(whole.end, parts[0].start))


def _parts(sentence: Sentence, whole: Victims, phrases: Sequence[Victims]) -> list[Victims]:
    """The phrases after the number that sum to it; none if they do not."""
    if whole.count is None or whole.count < 2:
        return []
    parts: list[Victims] = []
    total, last = 0, whole.last
    for phrase in phrases:
        if phrase.first < whole.last or phrase.is_name:
            continue
        if phrase.first - last > _REACH or phrase.count is None or (not parts and not _opens(sentence, phrase)):
            break
        total, last = total + phrase.count, phrase.last
        parts.append(phrase)
        if total >= whole.count:
            break
    return parts if total == whole.count and len(parts) >= 2 else []


def _opens(sentence: Sentence, phrase: Victims) -> bool:
    return phrase.first > 0 and sentence.words[phrase.first - 1].lower in _OPENERS


def _differ(sentence: Sentence, parts: Sequence[Victims]) -> bool:
    sides = {(p.group, p.country) for p in parts if p.group is not None}
    return len(sides) > 1 or _have_places(sentence, parts)


def _have_places(sentence: Sentence, parts: Sequence[Victims]) -> bool:
    return any(p.last < len(sentence.words) and sentence.words[p.last].lower in ("in", "at", "near") for p in parts)


def _inheriting(part: Victims, whole: Victims) -> Victims:
    if part.group is not None:
        return part if part.group != "unspecified" else replace(part, group=whole.group)
    return replace(part, group=whole.group, country=part.country or whole.country, is_rest=False)
