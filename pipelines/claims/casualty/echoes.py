"""Figures told against another: "Tehran admits to six", "the governor later put the number at 11"."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.text import Sentence, Word

_TELLING = lexicon.words("casualty_echoes_telling")
_BETWEEN = frozenset({"to", "of", "at", "it", "the", "number", "figure", "count", "them", "only", "a", "total"})
_CLOSES = frozenset({".", ",", ";", "—", "–", ")", "and", "while", "but"})
_NAME_LONG = 5


def find(
    sentence: Sentence, phrases: Sequence[Victims], found: Sequence[Harmed], before: Harmed | None
) -> list[Harmed]:
    """Bare numbers of another source; they count the harm that was told last."""
    words = sentence.words
    used = {h.victims.first for h in found}
    echoes = []
    for phrase in phrases:
        if phrase.first in used or phrase.group is not None or phrase.is_subset or phrase.count is None:
            continue
        earlier = [h for h in found if h.victims.end <= phrase.start]
        told = earlier[-1] if earlier else before
        is_other = _follows_telling(words, phrase) or (bool(earlier) and _follows_name(words, phrase))
        if told and is_other and _is_closed(words, phrase):
            echoes.append(Harmed(told.harm, _like(phrase, told.victims), words[phrase.first], "echo"))
    return echoes


def _like(phrase: Victims, told: Victims) -> Victims:
    return replace(phrase, group=told.group or "unspecified", country=told.country)


def _is_closed(words: Sequence[Word], phrase: Victims) -> bool:
    return phrase.last >= len(words) or words[phrase.last].lower in _CLOSES


def _follows_telling(words: Sequence[Word], phrase: Victims) -> bool:
    """ "confirms ten", "put the number at 11"."""
    k = phrase.first - 1
    while k > 0 and words[k].lower in _BETWEEN:
        k -= 1
    return k >= 0 and words[k].lower in _TELLING


def _follows_name(words: Sequence[Word], phrase: Victims) -> bool:
    """ "the ministry counts 45 dead, the Red Crescent 50": the verb is left out."""
    k = phrase.first - 1
    while k > 0 and phrase.first - k <= _NAME_LONG and (words[k].is_capitalised or words[k].lower == "the"):
        k -= 1
    return k < phrase.first - 1 and words[k].lower in (",", ";") and words[phrase.first - 1].is_capitalised
