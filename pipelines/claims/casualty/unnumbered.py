"""Victims without a number of their own: "a third was hurt", "her son and daughter", "both assailants"."""

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import HARM_LIKE, Victims, head_noun
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence

_KIN = lexicon.words("casualty_victims_kin")
_ORDINALS = lexicon.words("casualty_victims_ordinals")
_ONE_MORE_VERBS = lexicon.words("casualty_victims_one_more_verbs")


def find(scene: Scene, sentence: Sentence) -> list[Victims]:
    """One more of those before, relatives under one article, and pairs."""
    return [*_one_more(sentence), *_both(scene, sentence), *_kin(sentence)]


def _one_more(sentence: Sentence) -> list[Victims]:
    """ "one killed and another injured", "a third was wounded": one more of those before, without a noun."""
    words = sentence.words
    found = []
    for i, word in enumerate(words[:-1]):
        lead = words[i - 1].lower if i else ""
        is_ordinal = word.lower in _ORDINALS and lead in ("a", "the")
        is_object = i > 1 and words[i - 1 - is_ordinal].lower in HARM_LIKE
        if (word.lower == "another" or is_ordinal) and (words[i + 1].lower in _ONE_MORE_VERBS or is_object):
            first = i - is_ordinal
            start = words[first].start
            text = sentence.text[start - sentence.start : word.end - sentence.start]
            found.append(Victims(first, i + 1, start, word.end, 1, "exact", 1, 1, text, None, None))
    return found


def _kin(sentence: Sentence) -> list[Victims]:
    """ "a man's wife, daughter and one-year-old grandson": the article of the first stands for all."""
    words = sentence.words
    found = []
    for i, word in enumerate(words):
        k = i - 1 - (i > 0 and words[i - 1].lower.endswith("-old"))
        before = words[k - 1].lower if k > 0 else ""
        if word.lower in _KIN and words[k].lower in (",", "and") and (before in _KIN or before == ","):
            start = words[k + 1].start
            found.append(Victims(k + 1, i + 1, start, word.end, 1, "exact", 1, 1, word.text, "civilian", None))
    return found


def _both(scene: Scene, sentence: Sentence) -> list[Victims]:
    """ "both assailants": two."""
    found = []
    for i, word in enumerate(sentence.words):
        head = head_noun(scene, sentence, i + 1) if word.lower == "both" else None
        if head:
            index, group, country, modifiers = head
            end = sentence.words[index].end
            text = sentence.text[word.start - sentence.start : end - sentence.start]
            found.append(
                Victims(i, index + 1, word.start, end, 2, "exact", 2, 2, text, group, country, modifiers=modifiers)
            )
    return found
