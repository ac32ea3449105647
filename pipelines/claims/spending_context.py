"""The words around a sum that say whether it is public money, for what, and how far it has come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.actors import LONGEST_SENTENCE, Scene
from pipelines.claims.inflect import forms
from pipelines.claims.money import Money
from pipelines.claims.text import Sentence, Word

_PER_YEAR = re.compile(r"\s?(?:per|a|each)\s(?:year|month|day)\b|\sannually\b")
_EQUIVALENT = re.compile(r"(?:\bor|equivalent to|that is|equal to)\s(?:about|around|roughly|some|nearly)?\s?$")
_MORE_THAN = re.compile(
    r"^[^.;,()]{0,30}?\s(?:more|less|higher|lower|fewer)\s(?:than|compared)|^\s(?:above|below)\s|^\s?%"
)
_NEEDED = re.compile(r"^[^.;]{0,40}?\b(?:is needed|are needed|required|necessary|needs)\b")
_PRIVATE = re.compile(
    r"\b(?:citizens|crowdfund\w{0,4}|billionaires?|philanthropists?|charity|charities|shareholders|investors|readers|fans|"
    r"company|companies|firm|net loss)\b[^.;]{0,60}$"
)
_PROJECTION = re.compile(
    r"\b(?:will|would|is to|are to)\s(?:\w{1,12}\s){0,2}(?:reach|rise|total|hit|grow|climb|amount|cost|be)\b"
)
_CUT = re.compile(r"[;:—]|\s[–-]\s|,\s(?:and|but|while|as|with|of which|including|which)\s|\bwhile\b|\bbut\b")
_PART = re.compile(
    r"\b(?:of (?:which|that|this|the|it|them)|including|another|further|plus|remaining|the rest|additional|extra|more|"
    r"part|tranche|instal?ment|portion|also|comprises|consists|includes|split|half|up from|down from|first|second|share"
    r"|in addition|and|with|the sum|the money|the package|the funds|the deal|it|they)\b"
)


_SHARE = re.compile(
    r"\bof (?:which|that|this|the (?:sum|money|loan|total|package|funds)|it|them|those)\b"
    r"|\b(?:half|two-thirds|a third|part) of|\bpackage included\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """One sum in its sentence: the clause around it, what the money is for, and its status."""

    sentence: Sentence
    one: Money
    start: int
    end: int
    clause_start: int
    clause_end: int
    purpose_kind: str | None
    purpose: str | None
    status: str
    cue_index: int | None
    rule: str
    is_part: bool
    is_share: bool
    is_gapped: bool

    @property
    def has_cue(self) -> bool:
        return self.cue_index is not None


def context(scene: Scene, one: Money, sums: list[Money], index: int) -> Context | None:
    """The context of a sum; None if it is no public money for war or aid (damage, revenue, needs, differences)."""
    document = scene.document
    sentence = document.sentence_at(one.start)
    if one.end > sentence.end or sentence.end - sentence.start > LONGEST_SENTENCE:
        return None
    before = document.text[sentence.start : one.qualifier_start]
    after = document.text[one.end : sentence.end]
    if _is_other_money(before, after, sums, index):
        return None
    clause_start, clause_end = _clause(sentence, one, sums, index)
    kind, purpose = _purpose(document.text, sentence, one)
    status, cue, rule = _status(scene, sentence, one, clause_start, clause_end)
    return Context(
        sentence, one, sentence.start, sentence.end, clause_start, clause_end, kind, purpose, status, cue, rule,
        bool(_PART.search(before.lower())) or one.is_elliptic, bool(_SHARE.search(before.lower())),
        clause_start > sentence.start and (cue is None or sentence.words[cue].start < clause_start),
    )  # fmt: skip


def _is_other_money(before: str, after: str, sums: list[Money], index: int) -> bool:
    near_before, near_after = before[-60:].lower(), after[:28].lower()
    if _PRIVATE.search(before.lower()[-90:]):
        return True
    near_before = _CUT.split(near_before)[-1]
    if any(re.search(rf"\b{p}\b", near_before) for p in _exclusions("before")):
        return True
    if any(re.match(rf"\s?-?(?:worth )?(?:of |in )?{p}\b", near_after) for p in _exclusions("after")):
        return True
    if _MORE_THAN.match(after.lower()) or _NEEDED.match(after.lower()):
        return True
    return bool(index and _PER_YEAR.match(after.lower()) and _EQUIVALENT.search(before.lower()))


@cache
def _exclusions(position: str) -> tuple[str, ...]:
    return tuple(re.escape(r["phrase"]) for r in lexicon.rows("spending_exclusions") if r["position"] == position)


def _clause(sentence: Sentence, one: Money, sums: list[Money], index: int) -> tuple[int, int]:
    """From the end of the sum before to the start of the sum after, within the sentence."""
    start = max([sentence.start, *(m.end for m in sums[:index])])
    end = min([sentence.end, *(m.qualifier_start for m in sums[index + 1 :] if m.start >= one.end)])
    return start, end


def _purpose(text: str, sentence: Sentence, one: Money) -> tuple[str | None, str | None]:
    """Kind and phrase of the purpose named nearest to the sum in its sentence."""
    spans = [
        (m.start() + sentence.start, m.end() + sentence.start) for m in _purposes().finditer(sentence.text.lower())
    ]
    spans = [s for s in spans if s[0] >= one.end or s[1] <= one.start]
    spans = [s for s in spans if not _is_far_asset(text, s, one)]
    if not spans:
        return None, None
    start, end = min(spans, key=lambda s: s[0] - one.end if s[0] >= one.end else 2 * (one.start - s[1]))
    phrase = text[start:end]
    return lexicon.mapping("spending_purposes", "phrase", "purpose_kind")[phrase.lower()], phrase


def _is_far_asset(text: str, span: tuple[int, int], one: Money) -> bool:
    """Frozen assets are what a sum is only where they stand right beside it; elsewhere they only back it."""
    if lexicon.mapping("spending_purposes", "phrase", "purpose_kind")[text[slice(*span)].lower()] != "frozen":
        return False
    return not (0 <= span[0] - one.end < 20 or 0 <= one.start - span[1] < 25)


@cache
def _purposes() -> re.Pattern[str]:
    phrases = sorted(lexicon.column("spending_purposes", "phrase"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def _status(
    scene: Scene, sentence: Sentence, one: Money, clause_start: int, clause_end: int
) -> tuple[str, int | None, str]:
    """Status, word index of the verb that gives it, and the rule; the outermost verb before the sum decides."""
    words = sentence.words
    first, last = sentence.word_index(sentence.start), sentence.word_index(one.start)
    cues = [(i, cue) for i in range(first, last) if (cue := _cue(words, i))]
    cues = [c for c in cues if not scene.document.is_quoted(words[c[0]].start) or scene.document.is_quoted(one.start)]
    before = sentence.text[: one.start - sentence.start].lower()
    after = sentence.text[one.end - sentence.start :].lower()
    near = [c for c in cues if words[c[0]].start >= clause_start] or cues
    if not near:
        late = [(i, cue) for i in range(sentence.word_index(one.end), len(words)) if (cue := _cue(words, i))]
        late = [c for c in late if words[c[0]].start < clause_end][:1]
        is_past = re.search(r"\bspending\b.{0,40}(?:was|were|stood)", before)
        status = late[0][1] if late else "spent" if is_past else "pledged"
        status = _after_status(status, before, after)
        return status, late[0][0] if late else None, f"{status}_after"
    index, status = near[-1]
    return _refined(status, [c[1] for c in near], before, after), index, status


def _after_status(status: str, before: str, after: str) -> str:
    """Status of a sum whose verb follows it: "will go to", "is reserved for", "goes to" are promises."""
    if _DRAFT.match(after[:60]) or _DRAFT.search(before[-60:]):
        return "proposed"
    if re.match(
        r"[^.;]{0,25}\b(?:had been|has been|have been|was|were) (?:paid|spent|disbursed|transferred|sent)\b", after
    ):
        return "spent"
    if re.match(r"[^.;]{0,20}\b(?:will|would|is to|are to|goes|go|is|are)\b", after):
        return "pledged"
    return status


def _refined(status: str, statuses: list[str], before: str, after: str) -> str:
    """What the words around the verb make of it: a plan to pledge is proposed, a parliament's pledge approved."""
    if "proposed" in statuses[-3:] or _DRAFT.search(before[-90:]) or _DRAFT.match(after[:40]):
        return "approved" if statuses[-1] == "approved" and "proposed" not in statuses[-2:] else "proposed"
    is_expected = "projected" in statuses[-2:] and "approved" not in statuses[-3:]
    if _PROJECTION.search(before) or statuses[-1] == "projected" or is_expected:
        return "projected"
    if "approved" in statuses[-3:] or _CHAMBER.search(before):
        return "approved"
    if _PROMISE.search(before[-70:]):
        return "pledged"
    return "spent" if status == "pledged" and _GIVEN.search(before[-80:]) else status


_DRAFT = re.compile(r"\b(?:draft|bill|plan to|plans to|proposal|proposed|would be|could)\b|.{0,30}\bdraft\b")
_CHAMBER = re.compile(
    r"\b(?:parliament|cabinet|lawmakers|congress|senate|executive board|board of directors|"
    r"mps|deputies|rada|bundestag|knesset|storting|riksdag|sejm)"
    r"(?:'s)?\b(?! president| speaker)"
)
_PROMISE = re.compile(r"\b(?:will|would|shall|is to|are to|pledged|promised|committed|vowed|announced|agreed)\b")
_GIVEN = re.compile(
    r"\b(?:gave|has given|have given|had given|provided|sent|delivered|lent|supplied|contributed|donated|bought|"
    r"covered|invested|received|paid)\b(?! for by)"
)


def _cue(words: Sequence[Word], index: int) -> str | None:
    """Status of the longest cue phrase that starts at a word; a noun ("the plan", "an estimated") is no cue."""
    if index and words[index - 1].lower in ("the", "a", "an", "this", "its", "their"):
        return None
    for length in (5, 4, 3, 2, 1):
        phrase = " ".join(w.lower for w in words[index : index + length])
        if phrase in _cues():
            return _cues()[phrase]
    return None


def is_cue(word: str) -> bool:
    """Whether a word is a form of a verb that gives, promises or spends money."""
    return word in _cues()


@cache
def _cues() -> dict[str, str]:
    """Status by every form of every cue phrase; the first row of a form wins."""
    return {form: r["status"] for r in reversed(lexicon.rows("spending_cues")) for form in forms(r["phrase"])}
