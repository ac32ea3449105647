"""Noun phrases for people that can be victims: how many, of which group, of which country."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty import unnumbered
from pipelines.claims.casualty.names import named, unknown_names
from pipelines.claims.casualty.people import HARM_LIKE, STOP, Victims, head_noun, is_plural_noun, nouns
from pipelines.claims.numbers import Quantity
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_OWNERS = lexicon.words("casualty_victims_owners")
_OTHERS = lexicon.words("casualty_victims_others")
_REST = lexicon.words("casualty_victims_rest")
_INDEFINITE = lexicon.words("casualty_victims_indefinite")
_PAIRS = {"parents": 2, "grandparents": 2, "couple": 2, "pair": 2, "twins": 2, "trio": 3}
_GROUP_NOUNS = lexicon.words("casualty_victims_group_nouns")
_SUBSET_LEADS = lexicon.words("casualty_victims_subset_leads")


def find(scene: Scene, sentence: Sentence) -> list[Victims]:
    """All victim phrases of a sentence in order; they do not overlap."""
    if sentence.index not in scene.victims:
        scene.victims[sentence.index] = _read(scene, sentence)
    return scene.victims[sentence.index]


def _read(scene: Scene, sentence: Sentence) -> list[Victims]:
    words = sentence.words
    found: list[Victims] = []
    for quantity in scene.quantities(sentence):
        phrase = _counted(scene, sentence, quantity)
        if phrase:
            found.append(phrase)
    found += unnumbered.find(scene, sentence)
    found = [_with_unit(sentence, v) for v in found]
    taken = [(v.first, v.last) for v in found]
    for i, word in enumerate(words):
        if any(a <= i < b for a, b in taken):
            continue
        is_opened = word.lower in _INDEFINITE or word.lower == "the"
        phrase = _indefinite(scene, sentence, i) if is_opened else _bare(scene, sentence, i)
        if phrase:
            found.append(phrase)
            taken.append((phrase.first, phrase.last))
    names = [named(scene, sentence, m) for m in scene.mentions_in(sentence.start, sentence.end) if m.kind == "person"]
    found += [n for n in names if n and not any(a < n.last and n.first < b for a, b in taken)]
    taken = [(v.first, v.last) for v in found]
    found += [n for n in unknown_names(scene, sentence) if not any(a < n.last and n.first < b for a, b in taken)]
    return sorted(found, key=lambda v: v.first)


def _with_unit(sentence: Sentence, phrase: Victims) -> Victims:
    """ "its crew of three", "a family of four": the number belongs to the noun before it."""
    words = sentence.words
    if (
        phrase.group is None
        and phrase.first > 1
        and words[phrase.first - 1].lower == "of"
        and words[phrase.first - 2].lower in ("crew", "family", "team", "group")
    ):
        first = phrase.first - 2
        while first > 0 and words[first - 1].lower in ("a", "its", "the", "another", "whole", "his", "their"):
            first -= 1
        return replace(
            phrase,
            first=first,
            start=words[first].start,
            group="civilian" if words[phrase.first - 2].lower != "group" else "unspecified",
        )
    return phrase


def _counted(scene: Scene, sentence: Sentence, q: Quantity) -> Victims | None:
    words = sentence.words
    previous = words[q.first - 1].lower if q.first else ""
    is_toll = previous == "number" and q.first > 1 and words[q.first - 2].lower in HARM_LIKE
    is_comparison = q.text.lower() == "many" and previous in ("as", "so", "how")
    if (previous in _NO_COUNT and not is_toll) or is_comparison or _is_age(words, q) or _is_one_of(scene, sentence, q):
        return None
    following = words[q.last].lower if q.last < len(words) else ""
    is_subset = previous in _SUBSET_LEADS or [w.lower for w in words[max(q.first - 2, 0) : q.first]] in _OF_THEM
    j = q.last
    if following == "of":
        j += 1
        if j < len(words) and words[j].lower in ("them", "whom", "which"):
            is_part = words[j].lower == "them" or _is_harmed(words[: q.first])
            return _victims(sentence, q.first, j + 1, q, None, None, is_subset=is_part)
        is_subset = is_subset or (j < len(words) and words[j].lower in ("those", "these"))
    head = head_noun(scene, sentence, j)
    if head is None:
        if not _is_elliptical(words, j):
            return None
        last = j
        while last < len(words) and words[last].lower in _REST:
            last += 1
        return _victims(
            sentence,
            q.first,
            last,
            q,
            None,
            None,
            is_rest=any(w.lower in _OTHERS for w in words[j:last]),
            is_subset=is_subset,
        )
    index, group, country, modifiers = head
    is_subset = is_subset or [w.lower for w in words[index + 1 : index + 3]] == ["among", "them"]
    is_definite = previous == "the" or (q.first > 0 and words[q.first - 1].lower in ("these", "those"))
    return _victims(
        sentence,
        q.first,
        index + 1,
        q,
        group,
        country,
        is_rest=bool(modifiers & _OTHERS) or words[index].lower == "others",
        is_subset=is_subset,
        is_definite=is_definite,
        modifiers=modifiers,
    )


def _is_harmed(words: Sequence[Word]) -> bool:
    """Whether the people before "38 of whom died" are told to be harmed themselves."""
    return any(w.lower in HARM_LIKE for w in words)


def _is_one_of(scene: Scene, sentence: Sentence, q: Quantity) -> bool:
    """ "one of five civilians killed": five were."""
    return q.value == 1 and any(o.first == q.last + 1 and (o.value or 0) > 1 for o in scene.quantities(sentence))


def _victims(  # noqa: PLR0917
    sentence: Sentence,
    first: int,
    last: int,
    q: Quantity,
    group: str | None,
    country: str | None,
    *,
    is_rest: bool = False,
    is_subset: bool = False,
    is_definite: bool = False,
    modifiers: frozenset[str] = frozenset(),
) -> Victims:
    words = sentence.words
    return Victims(
        first,
        last,
        words[first].start,
        words[last - 1].end,
        q.value,
        q.qualifier,
        q.low,
        q.high,
        q.text,
        group,
        country,
        is_rest,
        is_subset,
        is_definite,
        modifiers=modifiers,
    )


def _is_age(words: Sequence[Word], q: Quantity) -> bool:
    """ "a man, 65, was", "Jane Doe, 31"."""
    if q.first == 0 or words[q.first - 1].lower not in (",", "(", "of"):
        return False
    if (
        words[q.first - 1].lower == "of"
        and q.first > 1
        and words[q.first - 2].lower in nouns()
        and not is_plural_noun(words[q.first - 2].lower)
    ):
        return (
            q.value is not None
            and q.value < 110
            and (q.last >= len(words) or words[q.last].lower in STOP or not words[q.last].text[0].isalpha())
            and words[q.first - 2].lower not in ("crew", "family", "team", "group")
        )
    closes = q.last >= len(words) or words[q.last].lower in (",", ")", ".", ";", "and")
    before = words[q.first - 2] if q.first > 1 else None
    is_after_person = (
        before is not None and (before.is_capitalised or before.lower in nouns()) and not before.text[0].isdigit()
    )
    return closes and is_after_person and q.last - q.first == 1 and q.value is not None and q.value < 110


def _is_elliptical(words: Sequence[Word], j: int) -> bool:
    """Nothing is counted by name: the number stands alone before a verb, a sign, a preposition or "others"."""
    if j >= len(words):
        return True
    word = words[j]
    if word.lower in _REST:
        return j + 1 >= len(words) or _is_elliptical(words, j + 1)
    return word.lower in STOP or word.lower in HARM_LIKE or not word.text[0].isalnum() or word.lower in _AFTER_NUMBER


_BARE_LEADS = lexicon.words("casualty_victims_bare_leads")
_NO_COUNT = lexicon.words("casualty_victims_no_count")
_OF_THEM = (["among", "them"], ["of", "them"], ["of", "whom"])
_AFTER_NUMBER = lexicon.words("casualty_victims_after_number")


def _bare(scene: Scene, sentence: Sentence, i: int) -> Victims | None:
    """ "Drone kills tractor driver", "father and son dead": headlines and notes have no articles."""
    words = sentence.words
    if not (sentence.is_title or sentence.text[-1] not in '.!?"”') or not _opens_bare(words, i):
        return None
    head = head_noun(scene, sentence, i)
    noun = words[head[0]].lower if head else ""
    if head is None or noun not in nouns() or is_plural_noun(noun) or noun in _GROUP_NOUNS:
        return None
    index, group, country, modifiers = head
    if modifiers & _BARE_LEADS:  # "Strike kills mother": the phrase begins behind the verb
        return None
    start, end = words[i].start, words[index].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Victims(i, index + 1, start, end, 1, "exact", 1, 1, text, group, country, modifiers=modifiers)


def _opens_bare(words: Sequence[Word], i: int) -> bool:
    before = words[i - 1].lower if i else ":"
    return before in _BARE_LEADS and words[i].text[0].isalpha()


def _indefinite(scene: Scene, sentence: Sentence, i: int) -> Victims | None:
    """ "a doctor", "his brother", "an elderly woman", "the driver": one person, or a couple."""
    words = sentence.words
    head = head_noun(scene, sentence, i + 1)
    if head is None:
        return None
    index, group, country, modifiers = head
    lower = words[index].lower
    count = _PAIRS.get(lower, 1)
    if is_plural_noun(lower) and lower not in _PAIRS:
        return None
    if lower in _GROUP_NOUNS - set(_PAIRS) or (
        index == i + 1 and lower in ("body", "number", "life", "death", "other")
    ):
        return None
    start, end = words[i].start, words[index].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Victims(
        i,
        index + 1,
        start,
        end,
        count,
        "exact",
        count,
        count,
        text,
        group,
        country,
        is_subset=[w.lower for w in words[index + 1 : index + 3]] == ["among", "them"],
        is_definite=words[i].lower == "the",
        modifiers=modifiers,
    )
