"""Running tolls: "the death toll rose to 31", "raised to 18 the number of soldiers killed"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import Harmed, Victims, group_of
from pipelines.claims.text import Sentence, Word

_TOLL = lexicon.words("casualty_tolls_toll")
_VALUE_LEADS = lexicon.words("casualty_tolls_value_leads")
_INJURED = lexicon.words("casualty_tolls_injured")
_KILLED = lexicon.words("casualty_tolls_killed")
_MISSING = frozenset({"missing"})
_NUMBERING = frozenset({"number", "numbered", "total", "totalled", "totaled"})
_LABELS = {"dead": "killed", "killed": "killed", "deaths": "killed", "injured": "injured", "wounded": "injured"}
_LABELS |= {
    "hurt": "injured",
    "injuries": "injured",
    "missing": "missing",
    "captured": "captured",
    "fatalities": "killed",
}
_CAPTURED = frozenset({"captured", "captive", "captives", "prisoners", "hostages"})
_REACH = 26
_NEAR = 8
_CLIMBING = frozenset({"gone", "went", "go", "goes", "crept", "moved", "shot", "jumped"})
_OF_DEATH = frozenset({"toll", "death-toll", "fatalities", "losses"})
_COMING_TO = frozenset({"at", "came", "reached", "totalled", "amounted"})
_MORE = frozenset({"more", "another", "further", "additional", "other"})
_LATE_DEATH = re.compile(r"\bin (?:a |the )?hospital\b|\bof (?:his|her|their) (?:wounds|injuries)\b|\bsuccumbed\b")
_BRINGING = re.compile(r"\b(?:bring|rais|tak|lift|push|driv|increas)(?:ing|es|s|ed)\b|\b(?:brought|took|so that)\b")


def find(sentence: Sentence, phrases: Sequence[Victims], used: set[int]) -> list[Harmed]:
    """The newest figure of every toll in the sentence; the figure it replaces ("from three") is left out."""
    words = sentence.words
    found: list[Harmed] = []
    for i, word in enumerate(words):
        harm = _harm(words, i)
        if harm is None:
            continue
        reach = _REACH if word.lower in _TOLL else _NEAR
        value = _value_after(words, i, reach, phrases, used) or _value_before(words, i, phrases, used)
        if value:
            found.append(Harmed(_told_behind(words, value) or harm, _named(words, i, value), word, "toll"))
            used.add(value.first)
    return found + _labelled(words, phrases, used)


def _told_behind(words: Sequence[Word], value: Victims) -> str | None:
    """ "the toll stands at 25 dead and 750 wounded": the word behind the number is nearer than the toll's."""
    return _LABELS.get(words[value.last].lower) if value.last < len(words) else None


def without_additions(sentence: Sentence, found: Sequence[Harmed]) -> list[Harmed]:
    """ "Two more have died, bringing the toll to 13": what was added is in the new figure and no claim beside it."""
    return [h for h in found if not any(_adds_to(sentence, h, other) for other in found)]


def _adds_to(sentence: Sentence, part: Harmed, whole: Harmed) -> bool:
    a, b = part.victims, whole.victims
    if part.harm != whole.harm or a.count is None or b.count is None or a.count >= b.count or a.last > b.first:
        return False
    between = sentence.text[a.end - sentence.start : b.start - sentence.start]
    is_added = part.rule == "bodies" or bool(a.modifiers & _MORE) or bool(_LATE_DEATH.search(between))
    return is_added and bool(_BRINGING.search(between))


def _labelled(words: Sequence[Word], phrases: Sequence[Victims], used: set[int]) -> list[Harmed]:
    """ "Dead: 12. Wounded: 40.", "the injured number 18": a bare number after its word of harm."""
    found = []
    for phrase in phrases:
        i = phrase.first - 2
        if i < 0 or phrase.first in used or phrase.group is not None:
            continue
        if words[i].lower == "the" and i > 0 and words[i - 1].lower == ",":  # "the dead number 34, the wounded 117"
            i += 1
            is_labelled = any(w.lower in _NUMBERING for w in words[:i])
        else:
            is_opened = i > 0 and words[i - 1].lower == "the"
            is_labelled = words[i + 1].lower == ":" or (words[i + 1].lower in _NUMBERING and is_opened)
        harm = _LABELS.get(words[i].lower) if is_labelled else None
        if harm:
            found.append(Harmed(harm, replace(phrase, group="unspecified"), words[i], "toll"))
            used.add(phrase.first)
    return found


def _named(words: Sequence[Word], i: int, value: Victims) -> Victims:
    """The value with the people the toll noun names ("the number of soldiers killed"); bare tolls name none."""
    if words[i].lower == "losses":
        return replace(value, group="military")
    if value.group is not None:
        return value
    nouns = [w.lower for w in words[i : i + 6]]
    group = next((g for n in nouns if (g := group_of(n)) is not None), "unspecified")
    return replace(value, group="military" if words[i].lower == "losses" else group)


def _harm(words: Sequence[Word], i: int) -> str | None:
    """The harm a toll noun at word `i` counts; None if it is no toll of people."""
    lower = words[i].lower
    is_put = lower == "dead" and any(w.lower in ("put", "puts", "putting") for w in words[max(i - 4, 0) : i])
    follows = {w.lower for w in words[i + 1 : i + 9]} if is_put else {w.lower for w in words[i + 1 : i + 2]}
    if lower in ("wounded", "injured", "dead") and i and words[i - 1].lower in ("the", "of") and follows & {"to", "at"}:
        return "killed" if lower == "dead" else "injured"
    if lower not in _TOLL:
        return None
    near = [w.lower for w in (*words[max(i - 2, 0) : i], *words[i + 1 : i + 7])]
    if lower in _OF_DEATH:
        return _harm_of_toll(words, i, near)
    if set(near) & _MISSING:
        return "missing"
    if set(near[-6:]) & _CAPTURED and not set(near) & (_KILLED | _INJURED):
        return "captured"
    first = next((n for n in near if n in _INJURED | _KILLED), None)
    return None if first is None else "injured" if first in _INJURED else "killed"


def _harm_of_toll(words: Sequence[Word], i: int, near: list[str]) -> str | None:
    """What "toll", "fatalities" or "losses" count by themselves."""
    if words[i].lower != "losses":
        return "injured" if set(near[:2]) & _INJURED and words[i].lower != "fatalities" else "killed"
    is_counted = any(w.lower in _COMING_TO for w in words[i + 1 : i + 9])
    return "killed" if is_counted and not {"killed", "wounded"} & {w.lower for w in words[i : i + 14]} else None


def _value_after(
    words: Sequence[Word], i: int, reach: int, phrases: Sequence[Victims], used: set[int]
) -> Victims | None:
    for phrase in phrases:
        if (
            not i < phrase.first <= i + reach
            or phrase.first in used
            or phrase.is_name
            or (phrase.group is not None and phrase.count == 1 and "one" not in phrase.text.lower())
        ):
            continue
        lead = words[phrase.first - 1].lower
        between = {w.lower for w in words[i + 1 : phrase.first]}
        if lead == "from" or between & {";", "while", "but"}:
            continue
        if lead in _CLIMBING and phrase.qualifier == "up_to":  # "has gone up to 42": no limit, but the figure
            return replace(phrase, qualifier="exact", low=phrase.count, high=phrase.count)
        if lead in _VALUE_LEADS and not (lead == "of" and words[phrase.first - 2].lower != words[i].lower):
            return phrase
    return None


def _value_before(words: Sequence[Word], i: int, phrases: Sequence[Victims], used: set[int]) -> Victims | None:
    """ "raised to 18 the number of …", "a total of"."""
    for phrase in phrases:
        if (
            phrase.last in (i, i - 1)
            and phrase.first
            and words[phrase.first - 1].lower == "to"
            and phrase.first not in used
        ):
            return phrase
    return None
