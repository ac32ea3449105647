"""Is it the war at all: signs of force against signs of accident, weather, crime and disease."""

import re
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.phrases import Phrases
from pipelines.claims.text import Document, Sentence

_WAR = (
    r"war|warfare|fighting|clash(?:es|ed)?|battles?|militants?|rebels?|insurgents?|jihadists?|"
    r"troops|soldiers?|invasion|front ?lines?|hostages?|army|offensive|"
    r"fighters?|military|militia|paramilitary|paramilitaries|gunmen|gunfire|cease-?fire|"
    r"occupied|occupation|combat|enemy|armed group|armed men|paratroopers|terrorists?|"
    r"shellfire|crossfire|opened fire|open fire|(?:Israeli|Russian|Ukrainian|army|military|"
    r"enemy|sniper|tank|hostile) fire|falling debris|air ?base|shot dead|airborne|peacekeepers?|civilians?|snipers?|"
    r"servicem[ae]n|prisoners? of war|POWs?|warplanes?|junta|regiment|brigade|battalion|war monitor|martyred"
)


_KEPT = 256
"""Texts whose answers are kept: the rules of one post ask for the same sentences again and again."""


@cache
def _force() -> Phrases:
    forms = {
        r["form"]
        for r in lexicon.rows("force_words")
        if r["part"] == "noun" or r["attack_type"] in ("shelling", "airstrike")
    }
    weapons = {r["phrase"] for r in lexicon.rows("weapons")} - {
        "jet",
        "jets",
        "plane",
        "planes",
        "aircraft",
        "air force",
        "mine",
        "mines",
        "helicopter",
        "helicopters",
        "grad",
    }
    return Phrases(forms | weapons)


@cache
def _causes() -> Phrases:
    return Phrases(lexicon.column("other_causes", "phrase"))


@cache
def _sure_causes() -> Phrases:
    """Causes that no weapon in the text turns into war: a training accident, a family feud, a gas canister."""
    return Phrases({r["phrase"] for r in lexicon.rows("other_causes") if r["is_sure"] == "true"})


@cache
def _war() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_WAR})\b", re.IGNORECASE)


_OTHER_ATTACKS = re.compile(
    r"\b(?:heart|panic|asthma|shark|cyber|knife|axe|acid|dog|bear|verbal|personal)[ -]?attacks?\b|\b(?:hunger|"
    r"general|rail|labou?r|wildcat|lightning|bird) strikes?\b|\bstrikes? (?:by|of) (?:workers|"
    r"staff|teachers|drivers)\b",
    re.IGNORECASE,
)


_NOT_TOLD = re.compile(
    r"\b(?:no|not(?! survive)|never|without|nor|neither|rather than|instead of|mistaken for|feared|fearing|unconfirmed|"
    r"rumours?|rumors?|false alarm|ruled out|rules out|ruling out)\b[^.,;:\n]{0,60}",
    re.IGNORECASE,
)
"""A weapon or an attack that the text denies, fears or takes back says nothing of what happened."""

_BLAST = re.compile(r"\b(?:explosions?|blasts?|explod(?:e|es|ed|ing)|blew up|blown up)\b", re.IGNORECASE)


@lru_cache(maxsize=_KEPT)
def has_force(text: str) -> bool:
    """Whether the text names a weapon, an attack, or war."""
    return _force().are_in(_OTHER_ATTACKS.sub("", _NOT_TOLD.sub("", text)))


@lru_cache(maxsize=_KEPT)
def has_war(text: str) -> bool:
    """Whether the text names soldiers, fighting or fronts."""
    return bool(_war().search(text))


@lru_cache(maxsize=_KEPT)
def has_other_cause(text: str) -> bool:
    """Whether the text names an accident, weather, disease or crime."""
    return _causes().are_in(text)


@lru_cache(maxsize=_KEPT)
def _has_sure_cause(text: str) -> bool:
    return _sure_causes().are_in(text)


def strength(document: Document, sentence: Sentence) -> str | None:  # noqa: PLR0911
    """How surely the harm told in a sentence comes from force: strong, weak, or None where another cause is told."""
    near = _near(document, sentence)
    if _has_sure_cause(f"{near}\n{sentence.text}"):
        return None
    if has_other_cause(sentence.text):
        return "weak" if has_force(_BLAST.sub("", sentence.text)) else None
    if has_force(sentence.text):
        return "strong"
    if has_other_cause(near) and not has_force(near):
        return None
    if has_force(near):
        return "strong"
    if has_other_cause(document.text) and not has_force(document.text):
        return None
    if has_war(sentence.text) or has_force(document.text):
        return "strong"
    if has_war(document.text):
        return "weak"
    return "weak" if _KILLED.search(sentence.text) and not has_other_cause(document.text) else None


_KILLED = re.compile(r"\b(?:killed|killing|wounded|wounding|gunned down|massacred?|beheaded|executed)\b", re.IGNORECASE)
"""Words that people, not accidents, do; "died" and "injured" say nothing of the cause."""


def is_elsewhere(document: Document, sentence: Sentence) -> bool:
    """Whether an accident, weather or crime is told in the sentence, or in a post that names no force at all."""
    if _has_sure_cause(f"{_near(document, sentence)}\n{sentence.text}"):
        return True
    if has_other_cause(sentence.text):
        return not has_force(_BLAST.sub("", sentence.text))
    return has_other_cause(document.text) and not has_force(document.text)


def _near(document: Document, sentence: Sentence) -> str:
    """The title and the sentence before; for the title, the sentence it heads."""
    parts = [document.title]
    if sentence.is_title:
        parts += [s.text for s in document.sentences[sentence.index + 1 : sentence.index + 2]]
    parts += [s.text for s in document.sentences[max(sentence.index - 1, 0) : sentence.index]]
    return "\n".join(parts)
