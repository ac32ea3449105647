"""Verb forms: every inflected form of a verb phrase of a lexicon, so that tables list each verb once."""

from functools import cache

from pipelines.claims import lexicon

_VOWELS = frozenset("aeiou")


@cache
def forms(phrase: str) -> tuple[str, ...]:
    """The phrase with its first word inflected: "sign off" gives "signs off", "signed off", "signing off"."""
    verb, _, rest = phrase.partition(" ")
    tail = f" {rest}" if rest else ""
    return tuple(dict.fromkeys(form + tail for form in (verb, *_inflected(verb))))


def _inflected(verb: str) -> tuple[str, ...]:
    irregular = lexicon.mapping("irregular_forms", "lemma", "forms").get(verb)
    if irregular:
        return tuple(irregular.split())
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    plural = verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else verb + "s"
    return plural, verb + "ed", verb + "ing"
