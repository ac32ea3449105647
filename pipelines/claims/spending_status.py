"""How far a sum has come: spent, projected, approved, pledged or proposed, by the verbs that govern it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.spending_frame import Frame
from pipelines.claims.spending_verbs import Predicate
from pipelines.claims.subjects import subject_span
from pipelines.claims.text import Sentence, Word

_DRAFT = re.compile(
    r"\b(?:draft|drafted|proposal|proposes|proposed|a bill|bill (?:with|of|worth)|spending bill|plan to|plans to|"
    r"blueprint|on the table|under (?:discussion|consideration|negotiation)|in talks|close to (?:a|an|agreeing)|"
    r"in the market for|requests?)\b"
)
_OF_BUDGET = re.compile(r"\bbudget\b")
_OUTDATED = re.compile(r"\b(?:earlier|previous|first|original|initial) (?:draft|proposal|plan)\b")
_COMPARED = re.compile(
    r"\b(?:up|down|compared with|compared to|rising|increase|jump) from\s*$|\bcompared (?:with|to)\s*$"
)
_TOTAL = re.compile(
    r"\b(?:bring|tak|lift|rais)(?:e|es|s|ing) (?:[\w'’]+ ){0,5}?(?:total|sum|figure|tally|aid)\b[^.;]*\bto\s*$"
)
_MOVING = frozenset(
    {"rise", "grow", "climb", "increase", "raise", "lift", "double", "triple", "quadruple", "scale", "ramp"}
)
_BOUGHT = frozenset({"buy", "purchase", "acquire"})
_RAISING = frozenset({"raise", "increase", "lift"})
_STANDING = frozenset({"stand", "total", "amount", "come", "run"})
_TO_COME = ("future", "infinitive", "modal")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the verbs of a sum; `year`: years from the post to the start of the sum's period, if told."""

    sentence: Sentence
    clause: str
    before: str
    is_own: bool
    year: int | None


def status(frame: Frame, setting: Setting) -> str:
    """The status of a sum by its verbs: first what undoes them, then a decision, then what they say themselves."""
    if _TOTAL.search(setting.before):
        return "spent"
    outer = _leading(frame)
    if outer is None:
        return _unverbed(setting)
    if frame.is_gapped and (compared := _compared(outer, setting)):
        return compared
    is_agreed = outer.lemma == "agree" and _by_chamber(setting.sentence, outer)
    is_decided = (outer.verb_class == "approve" or is_agreed) and outer.tense not in _TO_COME
    if not is_decided and ("propose" in frame.classes or _DRAFT.search(setting.clause)):
        return "proposed"
    if _is_decision(frame, outer, setting):
        return "proposed" if outer.tense in _TO_COME or outer.verb_class == "expect" else "approved"
    return "projected" if "expect" in frame.classes else _BY_CLASS[outer.verb_class](outer, setting)


def _leading(frame: Frame) -> Predicate | None:
    """The outermost verb that says something of the money; "used the occasion to", "is to" only lead to it."""
    telling = [p for p in frame.chain if p.verb_class not in ("weak", "spend")]
    return telling[0] if telling else frame.inner


def _compared(outer: Predicate, setting: Setting) -> str | None:
    """ "up from 90bn in an earlier draft", "up from 1.1bn"."""
    if _OUTDATED.search(setting.clause):
        return "proposed"
    is_level = outer.verb_class in ("level", "spend", "weak")
    return "spent" if is_level and _COMPARED.search(setting.before) else None


def _is_decision(frame: Frame, outer: Predicate, setting: Setting) -> bool:
    """A vote or a decision, a promise of a cabinet or parliament, a budget that says so or is raised."""
    if "approve" in frame.classes or (outer.lemma == "agree" and outer.is_passive):
        return True
    if outer.verb_class in ("pledge", "give", "order", "level") and _by_chamber(setting.sentence, outer):
        return True
    is_raised = outer.lemma in _RAISING and outer.tense == "past" and outer.first == outer.index
    is_of_budget = outer.verb_class in ("pledge", "give", "weak") and outer.tense == "present"
    return (is_raised or is_of_budget) and _OF_BUDGET.search(setting.before) is not None


def _of_promise(outer: Predicate, setting: Setting) -> str:
    if outer.lemma in _BOUGHT and outer.tense == "past":
        return "spent"
    return "projected" if outer.tense == "modal" else "pledged"


def _of_gift(outer: Predicate, setting: Setting) -> str:
    """ "gave" is spent, "will give" and "is giving" are promises, "could give" is neither."""
    return {"past": "spent", "modal": "projected"}.get(outer.tense, "pledged")


def _of_receipt(outer: Predicate, setting: Setting) -> str:
    return "spent" if outer.tense == "past" else "pledged"


def _of_level(outer: Predicate, setting: Setting) -> str:
    """A total that is reached: to come or past; a contribution that rises is a promise; this year's is in a budget."""
    if setting.is_own and setting.year == 0 and outer.tense == "present" and outer.lemma in _STANDING:
        return "approved"
    if outer.lemma in _MOVING and outer.tense in ("present", "future") and not setting.is_own:
        return "pledged"
    return "projected" if outer.tense in _TO_COME or (setting.year or 0) > 0 else "spent"


def _of_spending(outer: Predicate, setting: Setting) -> str:
    return "spent" if outer.tense in ("past", "present") else "pledged"


def _of_being(outer: Predicate, setting: Setting) -> str:
    if outer.tense == "modal":
        return "projected"
    if setting.is_own and outer.tense == "present" and "budget" in setting.before:
        return "approved"
    if outer.tense == "past" and setting.year is not None and setting.year < 0:
        return "spent"
    return _unverbed(replace(setting, clause="")) if setting.is_own else "pledged"


_BY_CLASS = {
    "pledge": _of_promise,
    "order": _of_promise,
    "give": _of_gift,
    "receive": _of_receipt,
    "level": _of_level,
    "spend": _of_spending,
    "weak": _of_being,
    "freeze": _of_promise,
}


def _unverbed(setting: Setting) -> str:
    """A sum without a verb of its own: a state's own budget by its year, anything else a promise."""
    if _DRAFT.search(setting.clause):
        return "proposed"
    if setting.is_own and setting.year is not None:
        return "spent" if setting.year < 0 else "projected"
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
