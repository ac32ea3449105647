"""Where the victims of a word of harm stand: its subject, its object, or right beside it."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty.anchors import PARTICIPLES, Anchor
from pipelines.claims.casualty.people import Victims
from pipelines.claims.text import Word

_BE = lexicon.words("casualty_harms_be")
_HAVE = lexicon.words("casualty_harms_have")
_ADVERBS = lexicon.words("casualty_harms_adverbs")
_BOUNDARIES = lexicon.words("casualty_harms_boundaries")
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})
_BEFORE_OBJECT = lexicon.words("casualty_clauses_before_object")
_PARTED = 7
_PREPOSITIONS = lexicon.words("casualty_harms_prepositions")


def auxiliary_before(words: Sequence[Word], i: int, is_active: bool) -> int | None:
    """Index of the first auxiliary of the verb group that ends at word `i`; None if the group is not passive."""
    j, first, has_be = i - 1, None, is_active
    while j >= 0 and (
        words[j].lower in _BE | _HAVE | _ADVERBS
        or words[j].lower.endswith("ly")
        or words[j].lower in ("may", "might", "could", "would", "must", "to", "will", '"', "“")
    ):
        if words[j].lower in _BE or words[j].lower in _HAVE:
            first = j
            has_be = has_be or words[j].lower in _BE
        j -= 1
    return first if has_be else None


def object_of(words: Sequence[Word], anchor: Anchor, runs: Sequence[list[Victims]], used: set[int]) -> list[Victims]:
    """The object: a run of phrases that begins right after the verb."""
    for run in runs:
        gap = [w.lower for w in words[anchor.last : run[0].first]]
        if len(gap) > 1 and gap[0] in _REFLEXIVE and gap[1] in ("and", ",", "along"):
            gap = []
        if (
            run[0].first >= anchor.last
            and len(gap) <= 3
            and all(g in _ADVERBS or g.endswith("ly") or g in _BEFORE_OBJECT for g in gap)
        ):
            found = [*_unparted(run), *_companions(words, run, runs), *_second_object(words, run, runs)]
            return [v for v in found if v.first not in used]
    return []


def _unparted(run: Sequence[Victims]) -> list[Victims]:
    """A run without its parts: "six people including two children"."""
    return [v for k, v in enumerate(run) if k == 0 or not v.is_subset]


def _companions(words: Sequence[Word], run: Sequence[Victims], runs: Sequence[list[Victims]]) -> list[Victims]:
    """ "killed a fighter as he fled, along with three other militants"."""
    for other in runs:
        lead = [w.lower for w in words[max(other[0].first - 2, 0) : other[0].first]]
        if other[0].first > run[-1].last and lead in (["along", "with"], ["together", "with"]) and other[0].group:
            return [v if v.group != run[0].group else _plain(v) for v in other]
    return []


def _second_object(words: Sequence[Word], run: Sequence[Victims], runs: Sequence[list[Victims]]) -> Sequence[Victims]:
    """ "killing a couple in their car and a cashier": the first object is parted from "and" by where it was."""
    for other in runs:
        gap = words[run[-1].last : other[0].first]
        lowered = [w.lower for w in gap]
        is_parted = 2 < len(gap) <= _PARTED and lowered[0] in _PREPOSITIONS and lowered[-1] == "and"
        is_plain = all(w.lower.isalpha() and not w.is_capitalised and w.lower not in PARTICIPLES for w in gap)
        after = words[other[-1].last].lower if other[-1].last < len(words) else ""
        is_object = after not in _BE | _HAVE | _FINITE and after not in PARTICIPLES
        if is_parted and is_plain and is_object and other[0].group is not None:
            return other
    return []


def _plain(victims: Victims) -> Victims:
    return replace(victims, is_rest=False)


def adjacent(words: Sequence[Word], i: int, runs: Sequence[list[Victims]], used: set[int]) -> list[Victims]:
    """The run that ends right before word `i`: "two men killed", "59 injured", "at least 32 people dead"."""
    j = i
    while j > 0 and (words[j - 1].lower in _ADVERBS or words[j - 1].lower.endswith("ly")) and not _ends_run(runs, j):
        j -= 1
    run = next((r for r in runs if r[-1].last == j), None)
    if run is None or any(v.first in used for v in run):
        return []
    if run[-1].is_name or (len(run) == 1 and run[0].is_definite and run[0].count == 1):
        return []
    return run


def _ends_run(runs: Sequence[list[Victims]], j: int) -> bool:
    return any(r[-1].last == j for r in runs)


def subject_of(words: Sequence[Word], i: int, runs: Sequence[list[Victims]], used: set[int]) -> list[Victims]:
    """The subject of the verb group that begins at word `i`."""
    near = adjacent(words, i, runs, used) or [v for r in runs if r[-1].last == i for v in r if v.first not in used]
    if near and (head := _modified(words, near, runs, used)):
        return head
    if near and near[0].is_rest and words[near[0].first - 1].lower == "and":
        near = _with_first(words, near, runs)
    is_of_them = bool(near) and words[near[0].last - 1].lower == "them"
    if near and (is_of_them or not near[0].is_subset):
        return [*_coordinated(words, near, runs, used), *near]
    if apposed := before_apposition(words, i, runs, used):
        return apposed
    boundary = _boundary(words, i)
    inside = [
        r
        for r in runs
        if not r[0].is_subset and boundary <= r[0].first and r[-1].last <= i and not any(v.first in used for v in r)
    ]
    for run in inside:
        is_absolute = words[i].lower.endswith("ing") and words[run[0].first - 1].lower == "with"
        if (is_absolute or not _is_oblique(words, run[0].first)) and not _is_closed(words, run[-1].last, i):
            return run
    return []


def _modified(
    words: Sequence[Word], near: Sequence[Victims], runs: Sequence[list[Victims]], used: set[int]
) -> list[Victims]:
    """ "a soldier of the escort was shot": the phrase with "of" only says which soldier."""
    if near[0].count != 1 or words[near[0].first - 1].lower != "of":
        return []
    return next((r for r in runs if r[-1].last == near[0].first - 1 and r[0].first not in used), [])


def before_apposition(
    words: Sequence[Word],
    i: int,
    runs: Sequence[list[Victims]],
    used: set[int],
    opened: frozenset[str] = frozenset(),
) -> list[Victims]:
    """ "X, founder of a battalion that fought in the east, died": the subject stands before the pair of commas.

    `opened`: the words the apposition must begin with, if any.
    """
    if i < 2 or words[i - 1].lower != ",":
        return []
    for run in reversed(runs):
        last = run[-1].last
        if last >= i - 1 or words[last].lower != ",":
            continue
        inside = [w.lower for w in words[last + 1 : i - 1]]
        is_opened = not opened or (bool(inside) and inside[0] in opened)
        is_whole = is_opened and not {",", ";", ":", "—", "said"} & set(inside) and len(inside) <= 22
        if is_whole and not _is_oblique(words, run[0].first) and not any(v.first in used for v in run):
            return run
    return []


def _with_first(words: Sequence[Word], near: Sequence[Victims], runs: Sequence[list[Victims]]) -> list[Victims]:
    """ "The mayor, Jane Doe, and 15 others were killed": 16."""
    before = [v for r in runs for v in r if v.count == 1 and _is_listing(words, v.last, near[0].first)]
    if not before or near[0].count is None:
        return list(near)
    count = near[0].count + 1
    return [
        replace(near[0], count=count, low=count, high=count, is_rest=False, group=near[0].group or "unspecified"),
        *near[1:],
    ]


def _is_listing(words: Sequence[Word], last: int, first: int) -> bool:
    between = [w.lower for w in words[last:first] if not w.is_capitalised]
    return last < first <= last + 7 and between in (["and"], [",", "and"], [",", ",", "and"])


def _coordinated(
    words: Sequence[Word], near: Sequence[Victims], runs: Sequence[list[Victims]], used: set[int]
) -> list[Victims]:
    """ "three members of a crew and an officer died": the phrase before "and", parted by a preposition."""
    if near[0].first < 2 or words[near[0].first - 1].lower != "and" or near[0].group is None:
        return []
    for run in reversed(runs):
        gap = [w.lower for w in words[run[-1].last : near[0].first - 1]]
        if (
            run[-1].last < near[0].first
            and run[-1].group is not None
            and 0 < len(gap) <= 7
            and gap[0] in ("of", "from")
        ):
            is_plain = not any(g in PARTICIPLES or g in _BE or g in (",", ";") for g in gap)
            return [v for v in run if v.first not in used] if is_plain else []
    return []


def _boundary(words: Sequence[Word], i: int) -> int:
    j = i - 1
    while j >= 0:
        lower = words[j].lower
        if (
            lower in _BOUNDARIES
            or (lower in ("after", "when", "as", "before", "where") and i - j > 2)
            or lower == "said"
        ):
            return j + 1
        j -= 1
    return 0


def _is_oblique(words: Sequence[Word], first: int) -> bool:
    return first > 0 and words[first - 1].lower in _PREPOSITIONS


_FINITE = lexicon.words("casualty_harms_finite")


def _is_closed(words: Sequence[Word], last: int, i: int) -> bool:
    """Whether another verb already took the phrase as its subject: "two men fled and the dog was killed"."""
    between = [w.lower for w in words[last:i]]
    if between[-1:] == ["and"] and {"was", "were"} & set(between) and {"struck", "hit", "shot"} & set(between):
        return False
    if not between or between[0] in (
        "who",
        ",",
        "from",
        "of",
        "in",
        "deployed",
        "aged",
        "(",
        "—",
        "–",
        "-",
        "whose",
        "at",
        "on",
        "sent",
        "with",
        "travelling",
        "traveling",
        "working",
        "inside",
        "waiting",
    ):
        return ("and" in between and any(b in _FINITE for b in between) and between[0] not in ("who",)) or len(
            between
        ) > 28
    return any(b in _FINITE for b in between) or len(between) > 12
