"""Harm that a noun tells: "three deaths", "claimed 12 lives", "the bodies of two men", "one deceased person"."""

from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.casualty.anchors import NEGATIONS
from pipelines.claims.casualty.lists import listed, summed
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.text import Word

_FOUND = lexicon.words("casualty_harms_found")
_HANDED = lexicon.words("casualty_harms_handed")
_SEARCHING = frozenset({"searching", "looking", "search", "digging"})
_RUINS = frozenset({"rubble", "debris", "ruins", "wreckage", "collapsed"})
_COSTING = frozenset({"claimed", "claims", "claiming", "took", "cost", "costing", "taking"})
_OF = {
    "death": "killed",
    "deaths": "killed",
    "killing": "killed",
    "killings": "killed",
    "life": "killed",
    "lives": "killed",
    "capture": "captured",
    "abduction": "captured",
    "kidnapping": "captured",
}
_HEADS = {
    "death": "killed",
    "deaths": "killed",
    "fatality": "killed",
    "fatalities": "killed",
    "injuries": "injured",
}
_MODIFIERS = {
    "dead": "killed",
    "deceased": "killed",
    "killed": "killed",
    "wounded": "injured",
    "injured": "injured",
    "missing": "missing",
    "captured": "captured",
    "abducted": "captured",
    "kidnapped": "captured",
}


def find(words: Sequence[Word], phrases: Sequence[Victims], used: set[int]) -> list[Harmed]:
    """The phrases no verb of harm has taken, with the harm their own words tell."""
    found: list[Harmed] = []
    for run in listed(phrases, words):
        phrase = summed(run, words)[0]
        lead = [w.lower for w in words[max(phrase.first - 3, 0) : phrase.first]]
        if phrase.first in used or phrase.is_subset or phrase.is_name or any(b in NEGATIONS for b in lead):
            continue
        harm, rule = _bodies(words, phrase, lead)
        harm = harm or _of_noun(words, phrase, lead) or _by_its_words(words, phrase, lead)
        if harm:
            found.append(Harmed(harm, phrase, words[phrase.first], rule))
            used.update(v.first for v in run)
    return found


def _bodies(words: Sequence[Word], phrase: Victims, lead: list[str]) -> tuple[str | None, str]:
    """Bodies that were found; those handed over are counted elsewhere."""
    is_of = lead[-1:] == ["of"] and lead[-2:-1] in (["body"], ["bodies"], ["remains"])
    if not is_of and words[phrase.last - 1].lower != "bodies":
        return None, "noun"
    lowered = {w.lower for w in words}
    return ("killed" if lowered & _FOUND and not lowered & _HANDED else None), "bodies"


def _of_noun(words: Sequence[Word], phrase: Victims, lead: list[str]) -> str | None:
    """ "the deaths of two workers", "the fate of eight sailors is unknown"."""
    lowered = {w.lower for w in words}
    if lead[-1:] == ["for"] and set(lead) & _SEARCHING and lowered & _RUINS:
        return "missing"
    if lead[-1:] != ["of"] or len(lead) < 2:
        return None
    noun = lead[-2]
    if noun in ("loss", "losses"):
        return "killed" if phrase.group == "military" else None
    if noun == "fate":
        return "missing" if lowered & {"unknown", "unclear"} else None
    return _OF.get(noun)


def _by_its_words(words: Sequence[Word], phrase: Victims, lead: list[str]) -> str | None:
    """ "claimed 12 lives", "three deaths", "one missing serviceman"."""
    head = words[phrase.last - 1].lower
    if head == "bodies":
        return None
    if head == "lives":
        is_lost = "lost" in lead or "lost" in [w.lower for w in words[phrase.last : phrase.last + 2]]
        return "killed" if is_lost or set(lead) & _COSTING else None
    if head in _HEADS and phrase.count != 1:
        return _HEADS[head]
    return next((harm for word, harm in _MODIFIERS.items() if word in phrase.modifiers), None)
