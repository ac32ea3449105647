"""Verbs of money in a sentence: their class, tense and voice, and the chain that governs a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.inflect import forms
from pipelines.claims.sources import TIME
from pipelines.claims.subjects import is_adverb
from pipelines.claims.text import Word

_FUTURE = frozenset({"will", "shall", "would", "'ll"})
_MODAL = frozenset({"could", "may", "might", "can", "should"})
_HAVE = frozenset({"has", "have", "had"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_PAST_BE = frozenset({"was", "were", "been"})
_BETWEEN = lexicon.words("spending_between")
_BEFORE_NOUN = lexicon.words("spending_before_noun")
_GERUNDS = frozenset({"spending", "funding", "financing", "meaning", "building"})
RELATIVE = frozenset({"which", "that", "who", "whose", "where"})
_AFTER_PARTICIPLE = lexicon.words("spending_after_participle")
_PRONOUNS = frozenset({"it", "they", "we", "who", "which", "and", "countries", "i"})
_SCALES = frozenset({"billion", "million", "trillion", "bn", "m", "tn", "thousand"})
_COME = frozenset({"come", "comes", "came", "coming", "run", "runs", "ran", "swell", "swelled"})
CLOSERS = frozenset({";", ":", "—", "–", "•", "(", ")"})
_MONEY_NOUNS = lexicon.column("spending_nouns", "noun")
_LONGEST_LINK = 12


@dataclass(frozen=True, slots=True)
class Predicate:
    """One verb of money: words `first` (with its auxiliaries) to `last` (exclusive); `index` is the verb itself."""

    first: int
    index: int
    last: int
    verb_class: str
    lemma: str
    tense: str
    is_passive: bool
    is_reduced: bool

    @property
    def is_future(self) -> bool:
        return self.tense in ("future", "modal", "infinitive")


def predicates(words: Sequence[Word]) -> list[Predicate]:
    """All verbs of money of a sentence in order; nouns that look like one ("the plan", "military support") are none."""
    found: list[Predicate] = []
    index = 0
    while index < len(words):
        read = _read(words, index)
        if read:
            found.append(read)
            if found[-2:-1] and found[-2].verb_class == "weak" and found[-2].index >= read.first:
                del found[-2]  # "is" of "is expected"
            index = max(read.last, index + 1)
        else:
            index += 1
    return found


def chain(words: Sequence[Word], found: Sequence[Predicate], inner: Predicate) -> list[Predicate]:
    """The verb with those it depends on, the outermost first: "plans to borrow", "is expected to provide"."""
    links = [inner]
    for before in reversed([p for p in found if p.index < inner.index and not p.is_reduced]):
        between = [w.lower for w in words[before.last : links[0].first]]
        if any(w in CLOSERS for w in between) or not _is_linked(before, links[0], between):
            break
        links.insert(0, before)
    return links


def _is_linked(before: Predicate, head: Predicate, between: Sequence[str]) -> bool:
    """ "plans to borrow", "adopted a budget that puts", "recommended that the bloc spend"."""
    if any(w in RELATIVE for w in between):
        is_complement = before.verb_class in ("approve", "propose") and "that" in between
        return is_complement and len(between) <= _LONGEST_LINK and "," not in between
    return head.tense == "infinitive" and len(between) <= _LONGEST_LINK


def _read(words: Sequence[Word], index: int) -> Predicate | None:
    match = _match(words, index)
    if match is None:
        return None
    verb_class, form, lemma, last = match
    if index and words[index].is_capitalised and words[index - 1].text not in "•:":
        return None
    first, auxiliaries = _auxiliaries(words, index)
    if not auxiliaries and _is_noun(words, index, form):
        return None
    is_described = index > 0 and _is_attribute(words[index - 1]) and not _takes_sum(words, last)
    if not auxiliaries and form == "past" and is_described:
        return None
    tense, is_passive = _tense(auxiliaries, form)
    is_reduced = not auxiliaries and _is_reduced(words, index, last, form)
    return Predicate(
        first, index, last, verb_class, lemma, tense, is_passive or (is_reduced and form == "past"), is_reduced
    )


def _match(words: Sequence[Word], index: int) -> tuple[str, str, str, int] | None:
    """Class, form (base, third, past, ing), lemma and end of the longest phrase that starts at a word."""
    if words[index].lower not in _first_words():
        return None
    for length in (5, 4, 3, 2, 1):
        phrase = " ".join(w.lower for w in words[index : index + length])
        if phrase in _forms() and not _is_other_phrase(words, index, length):
            return *_forms()[phrase], index + length
    return None


def _auxiliaries(words: Sequence[Word], index: int) -> tuple[int, list[str]]:
    """Where the verb group begins and its auxiliaries, the nearest to the verb last."""
    found: list[str] = []
    first = index
    position = index - 1
    while position >= 0 and index - position < 7:
        lower = words[position].lower
        if lower in _FUTURE | _MODAL | _HAVE | _BE or lower == "to":
            found.insert(0, lower)
            first = position
            if lower == "to":
                break
        elif lower not in _BETWEEN and not is_adverb(words[position]):
            break
        position -= 1
    return first, found


def _tense(auxiliaries: list[str], form: str) -> tuple[str, bool]:
    """Tense of a verb group and whether it is passive; the first auxiliary that has one decides."""
    last = auxiliaries[-1] if auxiliaries else ""
    is_passive = last in _BE and form == "past"
    for tense, words in (("future", _FUTURE), ("modal", _MODAL), ("infinitive", {"to"}), ("past", _HAVE)):
        if any(a in words for a in auxiliaries):
            return tense, is_passive
    if is_passive or (auxiliaries and form == "ing"):
        return ("past" if last in _PAST_BE else "present"), is_passive
    return {"past": "past", "ing": "participle"}.get(form, "present"), False


def _is_other_phrase(words: Sequence[Word], index: int, length: int) -> bool:
    """ "agreed on Tuesday", "had come to Kyiv", "40 billion won": the words, but not the verb."""
    following = words[index + length] if index + length < len(words) else None
    if words[index].lower == "won":
        return index > 0 and (words[index - 1].lower in _SCALES or words[index - 1].text[0].isdigit())
    if length == 1 or following is None:
        return False
    if words[index + length - 1].lower == "on" and following.lower in TIME:
        return True
    return words[index].lower in _COME and words[index + 1].lower == "to" and not _is_sum(following.lower)


def _is_noun(words: Sequence[Word], index: int, form: str) -> bool:
    """A form that stands where a noun stands: after an article, an adjective, another noun."""
    lower = words[index].lower
    before = words[index - 1] if index else None
    following = words[index + 1] if index + 1 < len(words) else None
    if lower in _GERUNDS:
        return True
    if lower not in _nouns_too():
        return False
    if before is None or _is_decided(before) or (following is not None and following.lower.startswith("minist")):
        return True
    if before.text.replace("’", "'").endswith(("'s", "s'")) or before.lower in _BEFORE_NOUN:
        return True
    has_object = following is not None and (
        following.is_capitalised
        or following.lower in ("to", "on", "by", "at", "the", "another")
        or _is_sum(following.lower)
    )
    if form == "base":
        return not (has_object and (before.lower in _PRONOUNS or before.lower.endswith("s")))
    return form == "third" and not has_object


def _is_decided(before: Word) -> bool:
    """ "approved plans": what follows a past verb of decision is its object."""
    verb_class, form, _ = _forms().get(before.lower, ("", "", ""))
    return form == "past" and verb_class in ("approve", "propose")


def _is_attribute(before: Word) -> bool:
    """ "the promised aid", "the EU's proposed facility": a participle before its noun."""
    return before.lower in ("a", "an", "the", "its", "their") or before.text.replace("’", "'").endswith("'s")


def _takes_sum(words: Sequence[Word], last: int) -> bool:
    """ "Russia's reached $149bn": a past verb right before a sum is no attribute."""
    return last < len(words) and (
        words[last].text[0].isdigit() or words[last].text in "$€£¥" or words[last].lower == "an"
    )


def _is_sum(word: str) -> bool:
    return (
        word[:1].isdigit()
        or word in _spelt()
        or word in ("$", "€", "£", "¥", "a", "some", "about", "up", "over", "just")
    )


def _is_reduced(words: Sequence[Word], index: int, last: int, form: str) -> bool:
    """ "loans pledged by others", "help costing $5m": a participle that only describes a noun."""
    before = words[index - 1].lower if index else ""
    following = words[last].lower if last < len(words) else ""
    if form == "ing":
        return True
    if words[index].lower in _BE:
        return False
    if form != "past" or words[index].lower in _past_only():
        return False
    is_loose = before == "," or before in _MONEY_NOUNS
    return following == "by" or (is_loose and following in _AFTER_PARTICIPLE)


@cache
def _forms() -> dict[str, tuple[str, str, str]]:
    """Class, form and lemma by every form of every verb, of which the first row wins; "put" counts as past."""
    table = {form: ("weak", "past" if form in _PAST_BE else "base", "be") for form in _BE}
    for row in lexicon.rows("spending_verbs"):
        inflected, verb = forms(row["phrase"]), row["phrase"].split(" ")[0]
        for position, phrase in enumerate(inflected):
            kind = "base" if position == 0 else _kind(phrase.split(" ")[0], position)
            table.setdefault(phrase, (row["verb_class"], kind, verb))
        if verb in ("cost", "put", "set", "hit"):
            table[row["phrase"]] = (row["verb_class"], "past", verb)
    return table


def _kind(verb: str, position: int) -> str:
    if verb.endswith("ing"):
        return "ing"
    return "third" if position == 1 else "past"


@cache
def _spelt() -> frozenset[str]:
    return lexicon.column("number_words", "surface")


@cache
def _past_only() -> frozenset[str]:
    """Past forms that are no participle ("gave")."""
    split = [row["forms"].split() for row in lexicon.rows("irregular_forms")]
    return frozenset(f[1] for f in split if len(f) == 4)


@cache
def _nouns_too() -> frozenset[str]:
    """Base and third-person forms that are nouns as well ("plan", "plans")."""
    verbs = [r["phrase"] for r in lexicon.rows("spending_verbs") if r["is_noun_too"] == "true"]
    return frozenset(form for verb in verbs for form in forms(verb)[:2])


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrase in _forms())
