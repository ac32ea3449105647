"""How far a sum has come: spent, projected, approved, pledged or proposed, by the verbs that govern it."""

import re
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.spending_frame import Frame
from pipelines.claims.spending_verbs import Predicate
from pipelines.claims.subjects import subject_span
from pipelines.claims.text import Sentence, Word

_DRAFT = re.compile(
    r"\b(?:draft|drafted|proposal|proposes|proposed|a bill|bill (?:with|of|worth)|spending bill|plan to|plans to|blueprint)\b"
)
_OUTDATED = re.compile(r"\b(?:earlier|previous|first|original|initial) (?:draft|proposal|plan)\b")
_COMPARED = re.compile(
    r"\b(?:up|down|compared with|compared to|rising|increase|jump) from\s*$|\bcompared (?:with|to)\s*$"
)
_MOVING = frozenset({"rise", "grow", "climb", "increase"})
_RAISING = frozenset({"raise", "increase", "lift"})
_NEEDED_TENSE = ("future", "infinitive", "modal")


def status(
    sentence: Sentence, frame: Frame, clause: str, before: str, *, is_frozen: bool, is_own: bool, year: int | None
) -> str:
    """The status of a sum in its clause; `year`: 0 for a period that runs, below for one that is over."""
    if is_frozen:
        return "approved"
    outer = _leading(frame)
    if outer is None:
        return _unverbed(clause, is_own=is_own, year=year)
    is_decided = outer.verb_class == "approve" and outer.tense not in _NEEDED_TENSE
    if _OUTDATED.search(clause) and frame.is_gapped:
        return "proposed"
    if frame.is_gapped and _COMPARED.search(before) and outer.verb_class in ("level", "spend", "weak"):
        return "spent"
    if "propose" in frame.classes and not is_decided:
        return "proposed"
    if _DRAFT.search(clause) and not is_decided:
        return "proposed"
    is_agreed = outer.lemma == "agree" and outer.is_passive
    if (
        is_agreed
        or "approve" in frame.classes
        or (_by_chamber(sentence, outer) and outer.verb_class in ("pledge", "give", "order"))
    ):
        return "approved" if outer.tense not in _NEEDED_TENSE and outer.verb_class != "expect" else "proposed"
    return _by_class(frame, outer, frozenset(before.split()), is_own=is_own, year=year)


def _leading(frame: Frame) -> Predicate | None:
    """The outermost verb that says something of the money; "used the occasion to", "is to" only lead to it."""
    telling = [p for p in frame.chain if p.verb_class not in ("weak", "spend")]
    return telling[0] if telling else frame.inner


def _by_class(frame: Frame, outer: Predicate, object_words: frozenset[str], *, is_own: bool, year: int | None) -> str:
    inner = frame.chain[-1]
    if "expect" in frame.classes:
        return "projected"
    if outer.verb_class == "pledge" and "budget" in object_words and outer.tense == "present":
        return "approved"
    if outer.verb_class in ("pledge", "order"):
        return "projected" if outer.tense == "modal" else "pledged"
    if outer.verb_class == "give":
        if outer.tense == "modal":
            return "projected"
        return "spent" if outer.tense == "past" else "pledged"
    if outer.verb_class == "receive":
        return "spent" if outer.tense == "past" else "pledged"
    is_new = outer.tense == "past" and outer.first == outer.index
    if outer.verb_class == "level" and outer.lemma in _RAISING and is_new and "budget" in object_words:
        return "approved"
    if outer.verb_class == "level" and outer.lemma in _MOVING and outer.tense == "present" and not is_own:
        return "pledged"
    if outer.verb_class == "level":
        return "projected" if outer.is_future or (year is not None and year > 0) else "spent"
    if outer.verb_class == "spend":
        return "spent" if inner.tense in ("past", "present") else "pledged"
    if outer.tense == "modal":
        return "projected"
    if outer.tense == "past" and year is not None and year < 0:
        return "spent"
    return _unverbed("", is_own=is_own, year=year) if is_own else "pledged"


def _unverbed(clause: str, *, is_own: bool, year: int | None) -> str:
    """A sum without a verb of its own: a state's own budget by its year, anything else a promise."""
    if _DRAFT.search(clause):
        return "proposed"
    if is_own and year is not None:
        return "spent" if year < 0 else "projected"
    return "pledged"


def is_set(frame: Frame) -> bool:
    """ "is set at", "is earmarked": what stands in a plan or a budget, and is as certain as that."""
    outer = frame.outer
    is_entered = outer is not None and outer.verb_class in ("approve", "pledge")
    return is_entered and outer is not None and outer.tense == "present" and outer.is_passive


def is_weak(frame: Frame) -> bool:
    """Whether the verbs say nothing of their own about the money ("goes to", "is for", none at all)."""
    return frame.is_gapped or all(
        p.verb_class == "weak" or (p.is_reduced and not frame.is_subject) for p in frame.chain
    )


def _by_chamber(sentence: Sentence, verb: Predicate) -> bool:
    """Whether a cabinet, parliament or board acts: what it gives or promises it has approved."""
    first, last = subject_span(sentence.words, verb.first)
    phrase = sentence.words[first:last]
    head = next((k for k, w in enumerate(phrase) if k and w.lower == "of"), len(phrase))
    return any(_is_chamber(w) for w in phrase[:head])


def _is_chamber(word: Word) -> bool:
    return word.lower.removesuffix("'s") in _chambers()


@cache
def _chambers() -> frozenset[str]:
    return lexicon.column("spending_chambers", "noun")
