"""Words of harm in a sentence, and how they take their victims."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.cardinals import cardinal
from pipelines.claims.text import Word

NEGATIONS = lexicon.words("casualty_harms_negations")
PARTICIPLES = lexicon.words("casualty_harms_participles")
_INJURY_STOPS = frozenset({".", ",", ";", "in", "from", "after", "and", "died", "killed", "dead", "succumbed"})


@dataclass(frozen=True, slots=True)
class Anchor:
    first: int
    last: int
    harm: str
    shape: str


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("harm_words"):
        tokens = tuple(row["phrase"].split())
        table.setdefault(tokens[0], []).append((tokens, row["harm"], row["shape"]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}


def find_anchors(words: Sequence[Word]) -> list[Anchor]:
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
            anchors.append(Anchor(i, i + len(match[0]), match[1], match[2]))
            i += len(match[0])
        else:
            anchors += injury
            i += 1
    return anchors


@cache
def _injury_words(part: str) -> frozenset[str]:
    return frozenset(r["form"] for r in lexicon.rows("injury_words") if r["part"] == part)


def _injury(words: Sequence[Word], i: int) -> list[Anchor]:
    """ "suffered a concussion", "needed medical help", "left a man with a broken leg": harm told by its treatment."""
    lower = words[i].lower
    near = [w.lower for w in words[i + 1 : i + 6]]
    stop = next((k for k, n in enumerate(near) if n in _INJURY_STOPS), len(near))
    if (
        lower == "with"
        and set(near[:stop]) & _injury_words("injury")
        and (
            any(w.lower in _injury_words("leave") for w in words[max(i - 12, 0) : i])
            or any(w.lower in _injury_words("survive") for w in words[max(i - 4, 0) : i])
        )
    ):
        return [Anchor(i, i + 1, "injured", "adjective")]
    if lower in _injury_words("undergo") - {"with"} and set(near[:stop]) & _injury_words("injury"):
        return [Anchor(i, i + 1, "injured", "intransitive")]
    is_medical = set(near[:stop]) & {"medical", "hospital", "urgent", "first", "psychological"} or near[:1] == [
        "treatment"
    ]
    if lower in _injury_words("need") and set(near[:stop]) & _injury_words("treatment") and is_medical:
        return [Anchor(i, i + 1, "injured", "intransitive")]
    return []


def is_negated(words: Sequence[Word], anchor: Anchor) -> bool:
    before = [w.lower for w in words[max(anchor.first - 4, 0) : anchor.first]]
    if words[anchor.first].lower == "not":
        return False
    if "," in before[1:]:  # "two commanders, whom he did not name, were captured"
        before = before[len(before) - before[::-1].index(",") :]
    return any(b in NEGATIONS or b.endswith("n't") for b in before) and "only" not in before


def _has_own_object(words: Sequence[Word], k: int) -> bool:
    """ "left twelve dead and injured dozens more": the second word has a number of its own."""
    return k < len(words) and (words[k].lower in _OPENS_NUMBER or cardinal(tuple(words), k)[0] is not None)


_OPENS_NUMBER = frozenset(
    {"dozens", "several", "scores", "hundreds", "at", "more", "about", "some", "over", "a", "around"}
)


def _is_degree(word: Word) -> bool:
    return word.lower.endswith("ly") or word.lower == "badly"


def is_joint(words: Sequence[Word], anchor: Anchor) -> bool:
    """ "killed or wounded", "killed and injured" in one number has no harm of its own."""
    after = [w.lower for w in words[anchor.last : anchor.last + 3] if not _is_degree(w)][:2]
    before = [w.lower for w in words[max(anchor.first - 2, 0) : anchor.first]]
    joins = ("or", "and", "/", "and/or")
    is_joined = len(after) == 2 and after[0] in joins and after[1] in PARTICIPLES
    if is_joined and words[anchor.first].lower != "shot":
        return not _has_own_object(words, anchor.last + 2)
    is_second = len(before) == 2 and before[1] in joins and before[0] in PARTICIPLES
    return is_second and not _has_own_object(words, anchor.last)
