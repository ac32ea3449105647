"""What was done to whom: finds the victims of every word of harm in a sentence."""

from collections.abc import Sequence, Set
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty import counted
from pipelines.claims.casualty.anchors import Anchor, find_anchors, is_joint, is_negated
from pipelines.claims.casualty.clauses import adjacent, auxiliary_before, before_apposition, object_of, subject_of
from pipelines.claims.casualty.lists import listed, summed
from pipelines.claims.casualty.people import Harmed, Victims
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_LOCATIVE = lexicon.words("casualty_harms_locative")
_PERIODS = [[p, "the", w] for p in ("over", "in", "during") for w in ("past", "last", "previous")]
_OF_SOME = frozenset({"among", "including", "one", "two", "three", "all", "most", "some", "mostly", "many"})
_OWN = frozenset({"our", "its", "their", "his"})
_TAKING = frozenset({"took", "taken", "take", "takes", "taking", "seized", "hold", "holds", "holding", "held"})
_STRIKING = frozenset({"hacked", "beat", "stabbed", "burned", "burnt", "shot", "crushed", "bludgeoned", "shooting"})
_TAKEN_AS = frozenset({"hostage", "captive", "prisoner", "hostages", "prisoners"})


def find(scene: Scene, sentence: Sentence, phrases: Sequence[Victims], told: Set[str] = frozenset()) -> list[Harmed]:
    """Every harm of a sentence with its victims, each victim phrase used once; `told` are the harms told before."""
    words = sentence.words
    runs = listed(phrases, words)
    anchors = list(find_anchors(words))
    found: list[Harmed] = []
    used: set[int] = set()
    for anchor in anchors:
        if is_negated(words, anchor) or is_joint(words, anchor):
            continue
        rule, run = _victims_of(words, anchor, runs, used)
        if (
            anchor.last - anchor.first == 1
            and anchor.harm == "killed"
            and words[anchor.first].lower in ("fell", "lost", "fallen")
            and not _are_soldiers(words, run, anchor)
        ):
            continue
        for victims in summed(run, words):
            is_new = words[victims.last - 1].lower == "them" and anchor.harm not in told | {h.harm for h in found}
            if not victims.is_subset or is_new or _is_part_of_its_own(scene, sentence, victims, rule):
                found.append(Harmed(anchor.harm, victims, words[anchor.first], rule))
        used.update(v.first for v in run)
        if not run and anchor.harm == "killed" and anchor.shape in ("intransitive", "participle"):
            found = [_outlived(words, h, anchor) for h in found]
    found += [*_taken(words, runs, used), *_inverted(words, anchors, runs, used)]
    _with_companion(words, found, runs, used)
    found += counted.find(words, phrases, used)
    found += _distributed(scene, sentence, phrases, anchors, used)
    return found


def _outlived(words: Sequence[Word], harmed: Harmed, anchor: Anchor) -> Harmed:
    """ "A marine who was wounded a week ago has died": the later harm is the one that counts."""
    between = {w.lower for w in words[harmed.victims.last : anchor.first]}
    is_late = harmed.harm == "injured" and "who" in between and not between & {",", "and", ";", "when", "that"}
    return replace(harmed, harm="killed", anchor=words[anchor.first]) if is_late else harmed


def _taken(words: Sequence[Word], runs: Sequence[list[Victims]], used: set[int]) -> list[Harmed]:
    """ "took 30 villagers hostage", "shot a guard dead": the harm is told after its victims."""
    found = []
    for run in runs:
        i, last = run[0].first - 1, run[-1].last
        if i < 0 or last >= len(words):
            continue
        ending = " ".join(w.lower for w in words[last : last + 2])
        is_taken = words[i].lower in _TAKING and _is_taken_as(words, last)
        is_slain = words[i].lower in _STRIKING and (ending.startswith("dead") or ending == "to death")
        is_slain = is_slain or (words[i].lower in ("cost", "costing") and ending == "their lives")
        if is_taken or is_slain:
            harm = "captured" if is_taken else "killed"
            found += [Harmed(harm, v, words[i], "active") for v in summed(run, words) if v.first not in used]
            used.update(v.first for v in run)
    return found


def _is_taken_as(words: Sequence[Word], last: int) -> bool:
    """Whether "hostage" or "prisoner" ends the phrase: "held 300 passengers of the express hostage"."""
    behind = [w.lower for w in words[last : last + 7]]
    stop = next(
        (k for k, w in enumerate(behind) if not w[0].isalnum() or w in ("and", "who", "were", "was")), len(behind)
    )
    return bool(_TAKEN_AS & set(behind[:stop]))


def _inverted(
    words: Sequence[Word], anchors: Sequence[Anchor], runs: Sequence[list[Victims]], used: set[int]
) -> list[Harmed]:
    """ "Killed in the strike were a priest and two nuns": the participle opens the sentence, its victims close it."""
    opening = next((a for a in anchors if a.first <= 1 and a.shape == "participle"), None)
    if opening is None or any(v.first in used for run in runs for v in run):
        return []
    for run in runs:
        if words[run[0].first - 1].lower in ("were", "was"):
            used.update(v.first for v in run)
            return [Harmed(opening.harm, v, words[opening.first], "passive") for v in summed(run, words)]
    return []


def _are_soldiers(words: Sequence[Word], run: Sequence[Victims], anchor: Anchor) -> bool:
    """ "three paratroopers fell", "the army lost two men": said of soldiers only."""
    following = words[anchor.last].lower if anchor.last < len(words) else ""
    is_military = bool(run) and (
        run[0].group == "military"
        or (words[anchor.first].lower in ("lost", "fallen") and words[run[0].last - 1].lower in ("man", "men"))
    )
    is_own = (
        bool(run)
        and words[run[0].last - 1].lower in ("man", "men")
        and bool(_OWN & {w.lower for w in words[run[0].first : run[0].last]})
    )
    return (is_military or is_own) and following not in (
        "into",
        "from",
        "off",
        "ill",
        "back",
        "to",
        "contact",
        "control",
    )


def _victims_of(
    words: Sequence[Word], anchor: Anchor, runs: Sequence[list[Victims]], used: set[int]
) -> tuple[str, list[Victims]]:
    if anchor.shape in ("gerund", "finite"):
        return "active", object_of(words, anchor, runs, used)
    auxiliary = auxiliary_before(words, anchor.first, anchor.shape != "participle")
    if anchor.shape == "participle" and auxiliary is None:
        right = object_of(words, anchor, runs, used)
        if right:
            return "active", right
        beside = adjacent(words, anchor.first, runs, used)
        return "reduced", beside or before_apposition(words, anchor.first, runs, used, opened=_OF_SOME)
    if anchor.shape == "adjective" and auxiliary is None:
        return "state", adjacent(words, anchor.first, runs, used)
    if anchor.shape == "noun":
        return "noun", []
    rule = {"participle": "passive", "intransitive": "intransitive", "adjective": "state"}[anchor.shape]
    return rule, subject_of(words, auxiliary if auxiliary is not None else anchor.first, runs, used)


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
                found[k] = replace(harmed, victims=replace(harmed.victims, count=total, low=total, high=total))


def _distributed(
    scene: Scene, sentence: Sentence, phrases: Sequence[Victims], anchors: Sequence[Anchor], used: set[int]
) -> list[Harmed]:
    """ "three were killed in Kharkiv, two in Kherson and a woman in Sumy": the later numbers share the verb."""
    words = sentence.words
    found: list[Harmed] = []
    for phrase in phrases:
        anchor = next((a for a in reversed(anchors) if a.first < phrase.first), None)
        if anchor is None or phrase.first in used or phrase.is_name or not _is_split(scene, sentence, phrase):
            continue
        if any(s.start <= phrase.start < s.end for s in scene.attribution.sources):  # ", an official in Nangarhar said"
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
    if words[phrase.last].lower in ("when", "as", "after") and phrase.group is None:
        return bool(scene.places_in(words[phrase.last].start, sentence.clause_at(words[phrase.last].start)[1]))
    if words[phrase.last].lower not in _LOCATIVE:
        return False
    span = words[phrase.last : phrase.last + 7]
    stop = next((w.start for w in span if w.lower in (",", "and", ";", ".")), span[-1].end)
    return bool(scene.places_in(span[0].start, stop))
