"""The words around a sum that say whether it is public money, for what, and which verbs govern it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.claims import lexicon
from pipelines.claims.actors import LONGEST_SENTENCE, Scene
from pipelines.claims.money import Money
from pipelines.claims.spending_frame import Frame, frame
from pipelines.claims.spending_verbs import Predicate, predicates
from pipelines.claims.text import Sentence

_PER_YEAR = re.compile(r"\s?(?:per|a|each)\s(?:year|month|day)\b|\sannually\b")
_EQUIVALENT = re.compile(r"(?:\bor|equivalent to|that is|equal to)\s(?:about|around|roughly|some|nearly)?\s?$")
_MORE_THAN = re.compile(
    r"^[^.;,()]{0,30}?\s(?:more|less|higher|lower|fewer)\s(?:than|compared)|^\s(?:above|below)\s|^\s?%"
)
_NEEDED = re.compile(r"^[^.;]{0,40}?\b(?:is needed|are needed|required|necessary|needs)\b")
_PRIVATE = re.compile(
    r"\b(?:citizens|volunteers|residents|households|farmers|insurers|viewers|ukrainians|families|crowdfund\w{0,4}|"
    r"billionaires?|philanthropists?|charity|charities|shareholders|investors|readers|fans|company|"
    r"companies|firm|net loss)\b[^.;]{0,130}$"
)
_CUT = re.compile(r"[;:—]|\s[–-]\s|,\s(?:and|but|while|as|with|of which|including|which)\s|\bwhile\b|\bbut\b")
_PART = re.compile(
    r"\b(?:of (?:which|that|this|the|it|them)|including|another|further|plus|remaining|the rest|additional|extra|more|"
    r"part|tranche|instal?ment|portion|also|comprises|consists|includes|split|half|up from|down from|first|second|share"
    r"|biggest|largest|single|item|bulk|chunk|rest|remainder"
    r"|in addition|and|with|the sum|the money|the package|the funds|the deal|it|they)\b"
)


_EARNED = re.compile(
    r"\b(?:revenues?|receipts|incomes?|profits?|exports?|imports?|turnover|sales|losses|deficit|gdp|earnings|output|trade|reserves|shares)\b"
    r"(?:[^.;:]|\.\d){0,90} (?:to|at|by|of|reached|reach|hit|was|were)\s$"
)
_EARNINGS_POST = re.compile(r"\b(?:revenues?|incomes?|profits?|exports|trade|turnover|sales|taxes|gdp|inflation)\b")
_WARTIME = re.compile(
    r"\b(?:war|wartime|invasion|occupied|ceasefire|mines?|drones?|missiles?|attacks?|shelling|troops|refugees|hostages|"
    r"peace|militants?|rebels?|sanctions|deployment|deployed|bunkers?|soldiers|armed|pentagon|"
    r"bundeswehr|(?:its|their|the|our) forces|security forces)\b"
)
_TRADE_WAR = re.compile(
    r"\b(?:trade|tariff|price|culture) war\b|\bwar (?:on|with) inflation\b|\bdata (?:attack|breach)\w*"
)
_DESTROYED = re.compile(
    r"\b(?:destroy|burn|wreck|sank|sunk|sink|damag|knock|loot|stole|steal|smash|downed|shot down)\w*\b[^.;:]{0,80}\b"
    r"(?:worth|valued at|costing)\s(?:\w+\s){0,2}$"
)
_CUT_BY = re.compile(r"\b(?:cut|slash|reduc|trim|lower|shav|shrink|shrank)\w{0,4}\b[^.;:]{0,60}\bby\s$")
_NEAR = 7
_SHARE = re.compile(
    r"\bof (?:which|that|this|the (?:sum|money|loan|total|package|funds)|it|them|those)\b"
    r"|\b(?:half|two-thirds|a third|part) of|\bpackage included\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """One sum in its sentence: the clause around it, the verbs that govern it and what the money is for."""

    sentence: Sentence
    one: Money
    clause_start: int
    clause_end: int
    predicates: tuple[Predicate, ...]
    frame: Frame
    purpose_kind: str | None
    purpose: str | None
    is_part: bool
    is_share: bool

    @property
    def has_verb(self) -> bool:
        return any(p.verb_class != "weak" for p in self.frame.chain)

    @property
    def is_frozen(self) -> bool:
        told = [p for p in self.frame.chain if p.verb_class == "freeze" and not p.is_reduced]
        is_told = any(p.first < p.index or not self.frame.is_subject for p in told)
        return self.purpose_kind == "frozen" or is_told or any(self._describes(p) for p in self.predicates)

    def _describes(self, verb: Predicate) -> bool:
        """ "$280bn of Russian state funds frozen since 2022"."""
        last = self.sentence.word_index(self.one.end)
        between = [w.lower for w in self.sentence.words[last : verb.index]]
        is_near = verb.verb_class == "freeze" and 0 <= verb.index - last <= _NEAR
        return is_near and "from" not in between and "," not in between

    @property
    def is_received(self) -> bool:
        """Whether the subject of the verb gets the money: "Kyiv has received", "Taiwan is allotted"."""
        outer, inner = self.frame.outer, self.frame.inner
        if outer is None or inner is None or self.frame.is_subject or self.is_price:
            return False
        is_awaited = inner.verb_class == "expect" and not inner.is_passive and self._has_giver
        return (
            is_awaited
            or inner.verb_class == "receive"
            or (inner.is_passive and inner.verb_class in ("give", "approve", "pledge"))
        )

    @property
    def is_price(self) -> bool:
        """ "gets 44 tanks for 1.1 billion euros": the sum is what it pays."""
        first = self.sentence.word_index(self.one.qualifier_start)
        return first > 0 and self.sentence.words[first - 1].lower == "for"

    @property
    def _has_giver(self) -> bool:
        """ "expects $5bn from the EU"."""
        return any(w.lower == "from" and w.start >= self.one.end for w in self.sentence.words)


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
    start, end = _clause(sentence, one, sums, index)
    kind, purpose = _purpose(document.text, sentence, one)
    if kind is None and _EARNINGS_POST.search(document.title.lower()):
        return None
    earlier = [m for m in sums[:index] if m.start >= sentence.start]
    is_share = bool(_SHARE.search(before.lower()) or _SHARE.match(after.lower().strip()))
    is_part = is_share or one.is_elliptic or bool(_PART.search(before.lower()))
    verbs, governing = tuple(predicates(sentence.words)), frame(sentence, one, earlier)
    return Context(sentence, one, start, end, verbs, governing, kind, purpose, is_part, is_share)


def _is_other_money(before: str, after: str, sums: list[Money], index: int) -> bool:
    if _CUT_BY.search(before.lower()) or _DESTROYED.search(before.lower()) or _EARNED.search(before.lower()):
        return True
    near_before, near_after = before[-60:].lower(), after[:28].lower()
    if _PRIVATE.search(before.lower()[-160:]):
        return True
    near_before = _CUT.split(near_before)[-1]
    if _excluded("before", r"\b").search(near_before):
        return True
    if _excluded("after", r"\s?-?(?:worth )?(?:of |in )?").match(near_after):
        return True
    if _MORE_THAN.match(after.lower()) or _NEEDED.match(after.lower()):
        return True
    return bool(index and _PER_YEAR.match(after.lower()) and _EQUIVALENT.search(before.lower()))


@cache
def _excluded(position: str, opening: str) -> re.Pattern[str]:
    phrases = (re.escape(r["phrase"]) for r in lexicon.rows("spending_exclusions") if r["position"] == position)
    return re.compile(rf"{opening}(?:{'|'.join(phrases)})\b")


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
    plain = [s for s in spans if sentence.is_title or not _is_in_name(text, s)]
    return _kind(text, _nearest(spans, one)), text[slice(*_nearest(plain, one))] if plain else None


def _kind(text: str, span: tuple[int, int]) -> str:
    return lexicon.mapping("spending_purposes", "phrase", "purpose_kind")[text[slice(*span)].lower()]


def _nearest(spans: Sequence[tuple[int, int]], one: Money) -> tuple[int, int]:
    """What follows the sum counts for more than what stands before it."""
    return min(spans, key=lambda s: s[0] - one.end if s[0] >= one.end else 2 * (one.start - s[1]))


def _is_in_name(text: str, span: tuple[int, int]) -> bool:
    """ "the European Defence Agency" says what the agency is for, not what the sum is for."""
    start, end = span
    is_joined = _NAME_BEFORE.search(text, max(start - 30, 0), start) or _NAME_BEHIND.match(text, end)
    return text[start].isupper() and bool(is_joined)


_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]* (?:of |for |and )?$")
_NAME_BEHIND = re.compile(r" (?:and )?[A-Z]")


def _is_far_asset(text: str, span: tuple[int, int], one: Money) -> bool:
    """Frozen assets are what a sum is only where they stand right beside it; elsewhere they only back it."""
    if _kind(text, span) != "frozen":
        return False
    is_source = "from" in text[one.end : span[0]].split()
    return is_source or not (0 <= span[0] - one.end < 20 or 0 <= one.start - span[1] < 25)


@lru_cache(maxsize=4)
def is_wartime(lower: str) -> bool:
    """Whether a text in lower case is about war, or about what public money of war and aid is for."""
    told = _TRADE_WAR.sub("", lower)
    return _WARTIME.search(told) is not None or _purposes(is_own=True).search(told) is not None


@cache
def _purposes(*, is_own: bool = False) -> re.Pattern[str]:
    """All purposes, or only those that no other public money has: arms and aid, not loans, grants and schools."""
    general = lexicon.words("spending_general") if is_own else frozenset()
    phrases = sorted(lexicon.column("spending_purposes", "phrase") - general, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")
