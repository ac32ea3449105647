"""What was done to whom: finds the victims of every word of harm in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.casualty.victims import Victims, listed, summed
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_BE = lexicon.words("casualty_harms_be")
_HAVE = lexicon.words("casualty_harms_have")
_ADVERBS = lexicon.words("casualty_harms_adverbs")
_NEGATIONS = lexicon.words("casualty_harms_negations")
_BOUNDARIES = lexicon.words("casualty_harms_boundaries")
_PREPOSITIONS = lexicon.words("casualty_harms_prepositions")
_PARTICIPLES = lexicon.words("casualty_harms_participles")
_LOCATIVE = lexicon.words("casualty_harms_locative")
_COUNTED_HARM = {
    "deaths": "killed",
    "fatalities": "killed",
    "injuries": "injured",
    "bodies": "killed",
    "death": "killed",
    "fatality": "killed",
}
_PERIODS = [[p, "the", w] for p in ("over", "in", "during") for w in ("past", "last", "previous")]
_FOUND = lexicon.words("casualty_harms_found")
_HANDED = lexicon.words("casualty_harms_handed")


@dataclass(frozen=True, slots=True)
class Harmed:
    """One number of people and what happened to them; `anchor` is the word of harm."""

    harm: str
    victims: Victims
    anchor: Word
    rule: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    first: int
    last: int
    harm: str
    shape: str


def find(scene: Scene, sentence: Sentence, phrases: Sequence[Victims]) -> list[Harmed]:
    """Every harm of a sentence with its victims, each victim phrase used once."""
    words = sentence.words
    runs = listed(phrases, words)
    anchors = list(_anchors(words))
    found: list[Harmed] = []
    used: set[int] = set()
    for anchor in anchors:
        if _is_negated(words, anchor) or _is_joint(words, anchor):
            continue
        rule, run = _victims_of(words, anchor, runs, used)
        if (
            anchor.last - anchor.first == 1
            and words[anchor.first].lower in ("fell", "lost")
            and not _are_soldiers(words, run, anchor)
        ):
            continue
        for victims in summed(run):
            if not victims.is_subset or _is_part_of_its_own(scene, sentence, victims, rule):
                found.append(Harmed(anchor.harm, victims, words[anchor.first], rule))
        used.update(v.first for v in run)
    _with_companion(words, found, runs, used)
    found += _counted_nouns(words, phrases, used)
    found += _distributed(scene, sentence, phrases, anchors, used)
    return found


def _are_soldiers(words: Sequence[Word], run: Sequence[Victims], anchor: _Anchor) -> bool:
    """ "three paratroopers fell", "the army lost two men": said of soldiers only."""
    following = words[anchor.last].lower if anchor.last < len(words) else ""
    is_military = bool(run) and (
        run[0].group == "military"
        or (words[anchor.first].lower == "lost" and words[run[0].last - 1].lower in ("man", "men"))
    )
    return is_military and following not in ("into", "from", "off", "ill", "back", "to", "contact", "control")


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("harm_words"):
        tokens = tuple(row["phrase"].split())
        table.setdefault(tokens[0], []).append((tokens, row["harm"], row["shape"]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}


def _anchors(words: Sequence[Word]) -> list[_Anchor]:
    anchors, i = [], 0
    while i < len(words):
        injury = _injury(words, i)
        match = (
            None
            if injury
            else next(
                (
                    (tokens, harm, shape)
                    for tokens, harm, shape in _phrases().get(words[i].lower, ())
                    if tuple(w.lower for w in words[i : i + len(tokens)]) == tokens
                ),
                None,
            )
        )
        if match:
            anchors.append(_Anchor(i, i + len(match[0]), match[1], match[2]))
            i += len(match[0])
        else:
            anchors += injury
            i += 1
    return anchors


@cache
def _injury_words(part: str) -> frozenset[str]:
    return frozenset(r["form"] for r in lexicon.rows("injury_words") if r["part"] == part)


def _injury(words: Sequence[Word], i: int) -> list[_Anchor]:
    """ "suffered a concussion", "needed medical help", "left a man with a broken leg": harm told by its treatment."""
    lower = words[i].lower
    near = [w.lower for w in words[i + 1 : i + 6]]
    stop = next((k for k, n in enumerate(near) if n in (".", ",", ";", "in", "from", "after", "and")), len(near))
    if (
        lower == "with"
        and set(near[:stop]) & _injury_words("injury")
        and any(w.lower in _injury_words("leave") for w in words[max(i - 12, 0) : i])
    ):
        return [_Anchor(i, i + 1, "injured", "adjective")]
    if lower in _injury_words("undergo") - {"with"} and set(near[:stop]) & _injury_words("injury"):
        return [_Anchor(i, i + 1, "injured", "intransitive")]
    is_medical = set(near[:stop]) & {"medical", "hospital", "urgent", "first", "psychological"} or near[:1] == [
        "treatment"
    ]
    if lower in _injury_words("need") and set(near[:stop]) & _injury_words("treatment") and is_medical:
        return [_Anchor(i, i + 1, "injured", "intransitive")]
    return []


def _is_negated(words: Sequence[Word], anchor: _Anchor) -> bool:
    before = [w.lower for w in words[max(anchor.first - 4, 0) : anchor.first]]
    if words[anchor.first].lower == "not":
        return False
    return any(b in _NEGATIONS or b.endswith("n't") for b in before) and "only" not in before


def _is_joint(words: Sequence[Word], anchor: _Anchor) -> bool:
    """ "killed or wounded", "killed and injured" in one number has no harm of its own."""
    after = [w.lower for w in words[anchor.last : anchor.last + 2]]
    before = [w.lower for w in words[max(anchor.first - 2, 0) : anchor.first]]
    joins = ("or", "and", "/", "and/or")
    if (
        len(after) == 2
        and after[0] in joins
        and after[1] in _PARTICIPLES
        and words[anchor.first].lower not in ("shot",)
    ):
        return True
    return len(before) == 2 and before[1] in joins and before[0] in _PARTICIPLES


def _victims_of(
    words: Sequence[Word], anchor: _Anchor, runs: Sequence[list[Victims]], used: set[int]
) -> tuple[str, list[Victims]]:
    if anchor.shape in ("gerund", "finite"):
        return "active", _right(words, anchor, runs, used)
    auxiliary = _auxiliary(words, anchor.first, anchor.shape != "participle")
    if anchor.shape == "participle" and auxiliary is None:
        right = _right(words, anchor, runs, used)
        if right:
            return "active", right
        return "reduced", _adjacent(words, anchor.first, runs, used)
    if anchor.shape == "adjective" and auxiliary is None:
        return "state", _adjacent(words, anchor.first, runs, used)
    if anchor.shape == "noun":
        return "noun", []
    rule = {"participle": "passive", "intransitive": "intransitive", "adjective": "state"}[anchor.shape]
    return rule, _subject(words, auxiliary if auxiliary is not None else anchor.first, runs, used)


def _auxiliary(words: Sequence[Word], i: int, is_active: bool) -> int | None:
    """Index of the first auxiliary of the verb group that ends at word `i`; None if the group is not passive."""
    j, first, has_be = i - 1, None, is_active
    while j >= 0 and (
        words[j].lower in _BE | _HAVE | _ADVERBS
        or words[j].lower.endswith("ly")
        or words[j].lower in ("may", "might", "could", "would", "must", "to", "will")
    ):
        if words[j].lower in _BE or words[j].lower in _HAVE:
            first = j
            has_be = has_be or words[j].lower in _BE
        j -= 1
    return first if has_be else None


def _right(words: Sequence[Word], anchor: _Anchor, runs: Sequence[list[Victims]], used: set[int]) -> list[Victims]:
    """The object: a run of phrases that begins right after the verb."""
    for run in runs:
        gap = [w.lower for w in words[anchor.last : run[0].first]]
        if (
            run[0].first >= anchor.last
            and len(gap) <= 3
            and all(
                g in _ADVERBS
                or g.endswith("ly")
                or g in ("the", "as", "other", "outright", "what", "her", "his", "their", "its", '"', "“", "”", "'")
                for g in gap
            )
        ):
            return [v for v in [*_unparted(run), *_companions(words, run, runs)] if v.first not in used]
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


def _with_companion(words: Sequence[Word], found: list[Harmed], runs: Sequence[list[Victims]], used: set[int]) -> None:
    """ "was killed on Tuesday with his assistant": the companion adds to the one named first."""
    for k, harmed in enumerate(found):
        for run in runs:
            lead = words[run[0].first - 1].lower if run[0].first else ""
            gap = words.index(harmed.anchor) if harmed.anchor in words else 0
            is_near = (
                0 < run[0].first - gap <= 7
                and run[0].first not in used
                and words[run[0].first].lower in ("his", "her", "their")
            )
            if (
                lead in ("with", "alongside")
                and is_near
                and harmed.victims.count is not None
                and harmed.rule == "passive"
            ):
                used.update(v.first for v in run)
                total = harmed.victims.count + sum(v.count or 0 for v in run)
                found[k] = replace(
                    harmed, victims=replace(harmed.victims, count=total, low=total, high=total, is_name=False)
                )


def _plain(victims: Victims) -> Victims:
    return replace(victims, is_rest=False)


def _adjacent(words: Sequence[Word], i: int, runs: Sequence[list[Victims]], used: set[int]) -> list[Victims]:
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


def _subject(words: Sequence[Word], i: int, runs: Sequence[list[Victims]], used: set[int]) -> list[Victims]:
    """The subject of the verb group that begins at word `i`."""
    near = _adjacent(words, i, runs, used) or [v for r in runs if r[-1].last == i for v in r if v.first not in used]
    if near and near[0].is_rest and words[near[0].first - 1].lower == "and":
        near = _with_first(words, near, runs)
    if near and not near[0].is_subset:
        return [*_coordinated(words, near, runs, used), *near]
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
    between = [w.lower for w in words[last:first]]
    return last < first and between in (["and"], [",", "and"])


def _coordinated(
    words: Sequence[Word], near: Sequence[Victims], runs: Sequence[list[Victims]], used: set[int]
) -> list[Victims]:
    """ "three members of a crew and an officer died": the phrase before "and" that a prepositional phrase parts from it."""
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
            is_plain = not any(g in _PARTICIPLES or g in _BE or g in (",", ";") for g in gap)
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


def _counted_nouns(words: Sequence[Word], phrases: Sequence[Victims], used: set[int]) -> list[Harmed]:
    """ "three deaths", "claimed 12 lives", "the bodies of two men were recovered", "one deceased person"."""
    found: list[Harmed] = []
    lowered = {w.lower for w in words}
    for run in listed(phrases, words):
        phrase = summed(run)[0]
        if phrase.first in used or phrase.is_subset or phrase.is_name:
            continue
        head = words[phrase.last - 1].lower
        lead = [w.lower for w in words[max(phrase.first - 3, 0) : phrase.first]]
        harm, rule = None, "noun"
        if lead[-1:] == ["of"] and len(lead) > 1 and lead[-2] in ("body", "bodies", "remains"):
            harm = "killed" if lowered & _FOUND and not lowered & _HANDED else None
            rule = "bodies"
        elif (
            (lead[-1:] == ["of"]
            and len(lead) > 1
            and lead[-2] in ("death", "deaths", "killing", "killings"))
            or (lead[-1:] == ["of"]
            and len(lead) > 1
            and lead[-2] in ("lives", "life"))
        ) or (lead[-1:] == ["of"] and len(lead) > 1 and lead[-2] in ("loss", "losses") and phrase.group == "military"):
            harm = "killed"
        elif lead[-1:] == ["of"] and len(lead) > 1 and lead[-2] in ("capture", "abduction", "kidnapping"):
            harm = "captured"
        elif (head == "lives" and (set(lead) | {w.lower for w in words[phrase.last : phrase.last + 2]}) & {"lost"}) or (head == "lives" and set(lead) & {"claimed", "claims", "claiming", "took", "cost", "costing", "taking"}):
            harm = "killed"
        elif head == "bodies":
            harm = "killed" if lowered & _FOUND and not lowered & _HANDED else None
            rule = "bodies"
        elif head in _COUNTED_HARM and phrase.count != 1:
            harm = _COUNTED_HARM[head]
        elif phrase.modifiers & {"dead", "deceased", "killed"} and head not in ("bodies",):
            harm = "killed"
        elif phrase.modifiers & {"wounded", "injured"} and head not in ("bodies",):
            harm = "injured"
        if harm and not any(b in _NEGATIONS for b in lead):
            found.append(Harmed(harm, phrase, words[phrase.first], rule))
            used.update(v.first for v in run)
    return found


def _distributed(
    scene: Scene, sentence: Sentence, phrases: Sequence[Victims], anchors: Sequence[_Anchor], used: set[int]
) -> list[Harmed]:
    """ "three were killed in Kharkiv, two in Kherson and a woman in Sumy": the later numbers share the verb."""
    words = sentence.words
    found: list[Harmed] = []
    for phrase in phrases:
        anchor = next((a for a in reversed(anchors) if a.first < phrase.first), None)
        if anchor is None or phrase.first in used or phrase.is_name or not _is_split(scene, sentence, phrase):
            continue
        lead = words[phrase.first - 1].lower if phrase.first else ""
        if lead not in (",", "and", ":", "including", "—", "–", "with", ";") or any(
            a.first >= phrase.last and a.first - phrase.last < 4 for a in anchors
        ):
            continue
        found.append(Harmed(anchor.harm, phrase, words[anchor.first], "distributed"))
        used.add(phrase.first)
    return found


def _is_part_of_its_own(scene: Scene, sentence: Sentence, phrase: Victims, rule: str) -> bool:
    """A part of a number is told for itself where it has a place or a verb with a place of its own."""
    if _is_split(scene, sentence, phrase):
        return True
    return (
        rule in ("active", "passive") and bool(scene.places_in(sentence.start, sentence.end)) and phrase.group is None
    )


def _is_split(scene: Scene, sentence: Sentence, phrase: Victims) -> bool:
    """Whether a place of its own follows the number: "two in Kherson", "six of the deaths in Bat Yam"."""
    words = sentence.words
    if phrase.last >= len(words):
        return False
    if [w.lower for w in words[phrase.last : phrase.last + 3]] in _PERIODS:
        return True
    if words[phrase.last].lower not in _LOCATIVE:
        return False
    span = words[phrase.last : phrase.last + 7]
    stop = next((w.start for w in span if w.lower in (",", "and", ";", ".")), span[-1].end)
    return bool(scene.places_in(span[0].start, stop))
