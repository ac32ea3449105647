"""The values a field of a claim may take, each with how its mentions in the post stand to the claim."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.claims.claim import Claim
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.relations import bucket, relation
from pipelines.claims.learned.unread import is_unread


@dataclass(frozen=True, slots=True)
class Named:
    """A value, and where and as what kind of name the text gives it."""

    value: str
    start: int
    end: int
    kind: str


def features_by_value(reading: Reading, anchor: int, named: Iterable[Named]) -> dict[str, list[str]]:
    """By value: the relations of its mentions in the claim's sentence, or of the nearest one elsewhere."""
    at = reading.document.sentence_at(anchor).index
    groups: dict[str, list[Named]] = {}
    for one in named:
        groups.setdefault(one.value, []).append(one)
    found: dict[str, list[str]] = {}
    for value, ones in groups.items():
        sentences = [reading.document.sentence_at(o.start).index for o in ones]
        here = [o for o, s in zip(ones, sentences, strict=True) if s == at]
        nearest = min(zip(ones, sentences, strict=True), key=lambda pair: (abs(pair[1] - at), pair[0].start))[0]
        features = [f for o in (here or [nearest]) for f in _related(reading, anchor, o)]
        features += [f"times {bucket(len(ones))}", f"here={bool(here)} in title={0 in sentences}"]
        features += [f"here={bool(here)} earlier={min(sentences) < at}", f"rank {bucket(len(found))}"]
        found[value] = list(dict.fromkeys(features))
    return found


def _related(reading: Reading, anchor: int, one: Named) -> tuple[str, ...]:
    key = ("relation", anchor, one.start, one.end, one.kind)
    return reading.once(key, lambda: relation(reading, anchor, one.start, one.end, one.kind))


def here(reading: Reading, anchor: int, named: Iterable[Named]) -> list[str]:
    """The values that the claim's own sentence names, in order."""
    at = reading.document.sentence_at(anchor)
    return [n.value for n in sorted(named, key=lambda n: n.start) if at.start <= n.start < at.end]


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
    said: Sequence[str] | None, members: Mapping[str, Sequence[str]], runs: Sequence[str], most: int = 6
) -> list[Option[tuple[str, ...]]]:
    """Options for a list of names: none, each one, what the rules say with one more or one less, and neighbours.

    `members` gives the features of each name, `runs` the names of the claim's sentence in order.
    """
    base = tuple(said or ())
    found: list[tuple[str, ...]] = [base, ()]
    found += [(name,) for name in members]
    found += [tuple(n for n in base if n != name) for name in base]
    found += [(*base, name) for name in members if name not in base and base]
    order = list(dict.fromkeys(runs))
    found += [tuple(order[i:j]) for i in range(len(order)) for j in range(i + 2, min(i + most, len(order)) + 1)]
    unique = {frozenset(names): names for names in reversed(found)}
    parts = {name: tuple(features) for name, features in members.items()}
    return [
        Option(names, tuple(_of_set(names, said)), parts=tuple(parts[n] for n in names if n in parts))
        for names in reversed(unique.values())
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


def told_of(reading: Reading, claim: Claim) -> Iterator[str]:
    """Features of what a claim hangs on, and the rule that made it."""
    yield from told(reading, claim.anchor)
    yield f"rule {claim.rule}"


def said(claim: Claim, field: str) -> Any:
    """What a rule says of a field; None where no rule made the claim."""
    return None if is_unread(claim) else getattr(claim, field)


def classed(labels: Iterable[str], said: str | None, features: Iterable[str]) -> list[Option[str]]:
    """One option a label of a closed list: every feature speaks for or against each label."""
    known = tuple(features)
    return [Option(label, (f"{label} said={label == said}", f"{label} said {said}"), label, known) for label in labels]
