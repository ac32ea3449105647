"""The values a field of a claim may take, each with how its mentions in the post stand to the claim."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from pipelines.claims.claim import Claim
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.relations import bucket, relation
from pipelines.claims.learned.unread import is_unread
from pipelines.claims.text import Sentence
from pipelines.core.tables import CLAIM_TABLES

_FEW = 4
"""So many words between two names are taken as a whole."""
_MOST_BETWEEN = 8
"""Names with more words between them do not stand side by side."""
_MOST = 6
"""A run of more names of a sentence is no option for a list."""


@dataclass(frozen=True, slots=True)
class Named:
    """A value, and where and as what kind of name the text gives it."""

    value: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring names of a sentence and the words between them."""

    one: Named
    other: Named
    between: tuple[str, ...]

    def features(self, names: Sequence[str]) -> Iterator[str]:
        """Whether both are in the list, or one of them, by their kinds and the words between."""
        is_first, is_second = self.one.value in names, self.other.value in names
        if not (is_first or is_second):
            return
        who = "both" if is_first and is_second else "first" if is_first else "second"
        kinds = f"{self.one.kind} {self.other.kind}"
        yield f"{who} {kinds}"
        if len(self.between) <= _FEW:
            yield f"{who} around {' '.join(self.between)}"
        if self.between:
            yield f"{who} from {self.between[0]}"
            yield f"{who} until {self.between[-1]}"
            yield f"{who} until {self.between[-1]} {kinds}"


class Names:
    """The names of one kind that a post gives, in order, and what each is to a claim in one of its sentences."""

    def __init__(self, reading: Reading, named: Iterable[Named]) -> None:
        self.reading = reading
        self.named = tuple(named)
        self._by_value: dict[str, list[tuple[int, Named]]] = {}
        for one in self.named:
            sentence = reading.document.sentence_at(one.start).index
            self._by_value.setdefault(one.value, []).append((sentence, one))
        self._apart: dict[int, dict[str, list[str]]] = {}

    def features(self, anchor: int) -> dict[str, list[str]]:
        """By value: the relations of its mentions in the claim's sentence, or of the nearest one elsewhere."""
        at = self.reading.document.sentence_at(anchor).index
        if at not in self._apart:
            self._apart[at] = {value: self._elsewhere(value, at, rank) for rank, value in enumerate(self._by_value)}
        found = {}
        for value, apart in self._apart[at].items():
            here = [one for sentence, one in self._by_value[value] if sentence == at]
            features = [f for one in here for f in self._related(anchor, one)]
            found[value] = list(dict.fromkeys([*features, *apart])) if here else apart
        return found

    def _elsewhere(self, value: str, at: int, rank: int) -> list[str]:
        """What does not depend on the place of the claim within its sentence."""
        ones = self._by_value[value]
        sentences = [sentence for sentence, _ in ones]
        is_here = at in sentences
        features: list[str] = []
        if not is_here:
            _, nearest = min(ones, key=lambda pair: (abs(pair[0] - at), pair[1].start))
            features += self._related(self.reading.document.sentences[at].start, nearest)
        features += [f"times {bucket(len(ones))}", f"here={is_here} in title={0 in sentences}"]
        features += [f"here={is_here} earlier={min(sentences) < at}", f"rank {bucket(rank)}"]
        return list(dict.fromkeys(features))

    def _related(self, anchor: int, one: Named) -> tuple[str, ...]:
        key = ("relation", anchor, one.start, one.end, one.kind)
        return self.reading.once(key, lambda: relation(self.reading, anchor, one.start, one.end, one.kind))

    def here(self, anchor: int) -> list[str]:
        """The values that the claim's own sentence names, in order."""
        return [n.value for n in self._within(self.reading.document.sentence_at(anchor))]

    def _within(self, sentence: Sentence) -> list[Named]:
        return sorted((n for n in self.named if sentence.start <= n.start < sentence.end), key=lambda n: n.start)

    def pairs(self, anchor: int) -> list[Pair]:
        """Names that stand next to each other in the claim's own sentence, and the words between them."""
        at = self.reading.document.sentence_at(anchor)
        found = []
        for one, other in pairwise(self._within(at)):
            between = tuple(token.text for token in self.reading.between(one.end, other.start))
            if one.value != other.value and len(between) <= _MOST_BETWEEN:
                found.append(Pair(one, other, between))
        return found


def options(
    found: dict[str, list[str]], said: str | None, none: Iterable[str], hints: dict[str, list[str]] | None = None
) -> list[Option[str | None]]:
    """One option a value, one for "not stated" (features `none`), and what the rules said among them."""
    hints = hints or {}
    values = list(dict.fromkeys([*found, *hints, *([said] if said else [])]))
    chosen: list[Option[str | None]] = [Option(None, ("none", f"none said={said is not None}"), "none", tuple(none))]
    for value in values:
        features = ["some", f"said={value == said}", f"said other={said not in (value, None)}"]
        features += found.get(value, ["unnamed"]) + hints.get(value, [])
        if value == said:
            features += [f"said {f}" for f in hints.get(value, [])]
        chosen.append(Option(value, tuple(features)))
    return chosen


def sets(
    said: Sequence[str] | None, members: Mapping[str, Sequence[str]], names: Names, anchor: int, paired: int = 0
) -> list[Option[tuple[str, ...]]]:
    """Options for a list of names: none, each one, what the rules say with one more or one less, and neighbours.

    `members` gives the features of each name that may be in the list, `names` are all of their kind. Any two of the
    first `paired` names of the claim's sentence are an option, too.
    """
    base = tuple(said or ())
    found: list[tuple[str, ...]] = [base, ()]
    found += [(name,) for name in members]
    found += [tuple(n for n in base if n != name) for name in base]
    found += [(*base, name) for name in members if name not in base and base]
    order = [name for name in dict.fromkeys(names.here(anchor)) if name in members]
    found += [tuple(order[i:j]) for i in range(len(order)) for j in range(i + 2, min(i + _MOST, len(order)) + 1)]
    found += list(combinations(order[:paired], 2))
    unique = {frozenset(chosen): chosen for chosen in reversed(found)}
    parts = {name: tuple(features) for name, features in members.items()}
    pairs = names.pairs(anchor)
    return [
        Option(
            chosen,
            (*_of_set(chosen, said), *(f for pair in pairs for f in pair.features(chosen))),
            parts=tuple(parts[name] for name in chosen if name in parts),
        )
        for chosen in reversed(unique.values())
    ]


def _of_set(names: Sequence[str], said: Sequence[str] | None) -> Iterator[str]:
    yield f"size {min(len(names), 4)}"
    if said is not None:
        added, left = len(set(names) - set(said)), len(set(said) - set(names))
        yield f"said={added + left == 0}"
        yield f"said={added + left == 0} of {min(len(said), 3)}"
        yield f"added {min(added, 2)} left {min(left, 2)} of {min(len(said), 3)}"


def told(reading: Reading, anchor: int) -> tuple[str, ...]:
    """Features of the word at an offset: its neighbours, its clause, its sentence, where in the post it stands."""
    return reading.once(("told", anchor), lambda: _told(reading, anchor))


def _told(reading: Reading, anchor: int) -> Iterator[str]:
    sentence = reading.document.sentence_at(anchor)
    yield "bias"
    yield from reading.context(anchor)
    yield from (f"clause {w}" for w in reading.clause(anchor))
    yield from (f"sentence {w}" for w in reading.bag(sentence))
    yield f"at {bucket(sentence.index)} title={sentence.is_title}"
    yield f"quoted={reading.document.is_quoted(anchor)}"


def told_of(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """Features of what a claim hangs on, and the rule that made it."""
    return (*told(reading, claim.anchor), f"rule {claim.rule}")


def around(reading: Reading, claim: Claim) -> Iterator[str]:
    """Words of the title and of the sentences before and after the claim's own."""
    document = reading.document
    at = document.sentence_at(claim.anchor)
    yield from (f"title {w}" for w in reading.bag(document.sentences[0]))
    yield from following(reading, claim)
    if at.index > 1:
        yield from (f"prev {w}" for w in reading.bag(document.sentences[at.index - 1]))


def following(reading: Reading, claim: Claim) -> Iterator[str]:
    """Words of the sentence after the claim's own."""
    sentences = reading.document.sentences
    behind = reading.document.sentence_at(claim.anchor).index + 1
    if behind < len(sentences):
        yield from (f"next {w}" for w in reading.bag(sentences[behind]))


def said(claim: Claim, field: str) -> Any:
    """What a rule says of a field; None where no rule made the claim."""
    return None if is_unread(claim) else getattr(claim, field)


def labels(claim_type: str, column: str) -> tuple[str, ...]:
    """The closed list of values that a column of the claims of a type may have."""
    return next(c.one_of for c in CLAIM_TABLES[claim_type].columns if c.name == column)


def classed(values: Iterable[str], said: str | None, features: Iterable[str]) -> list[Option[str]]:
    """One option a label of a closed list: every feature speaks for or against each label."""
    known = tuple(features)
    return [Option(label, (f"{label} said={label == said}", f"{label} said {said}"), label, known) for label in values]
