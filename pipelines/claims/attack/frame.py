"""One use of force in a sentence, and the words around it that say how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.attack import weapons
from pipelines.claims.text import Sentence, Word

_BE = lexicon.words("attack_frames_be")
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
_SKIP = lexicon.words("attack_frames_skip")


@dataclass(frozen=True, slots=True)
class Frame:
    """One use of force: anchor words `first` to `last` (exclusive), and where its phrase and clause reach."""

    sentence: Sentence
    first: int
    last: int
    kind: str
    attack_type: str
    is_passive: bool = False
    is_definite: bool = False
    is_plural: bool = False
    is_weak: bool = False

    @property
    def anchor(self) -> Word:
        return self.sentence.words[self.first]


@cache
def forms(part: str) -> dict[str, tuple[str, str]]:
    return {r["form"]: (r["attack_type"], r["role"]) for r in lexicon.rows("force_words") if r["part"] == part}


def phrase_start(words: Sequence[Word], i: int) -> int:
    """Where the noun phrase that ends at word `i` begins."""
    j = i
    while j > 0 and i - j < 9:
        lower = words[j - 1].lower
        if (
            lower in (",", "and")
            and j > 1
            and (weapons.mentioned(words[j - 2].text) or words[j - 2].lower in ("missile", "drone", "air"))
        ):
            j -= 1
            continue
        if not words[j - 1].text[0].isalnum() or lower in _PHRASE_STOP or _is_verb_like(lower):
            break
        j -= 1
        if lower in ("a", "an", "the", "its", "their", "this", "that", "another"):
            break
    return j


_PARTICIPIAL = lexicon.words("attack_frames_participial")


def _is_verb_like(lower: str) -> bool:
    return (lower.endswith("ed") and lower not in _PARTICIPIAL and "-" not in lower) or lower in lexicon.column(
        "reporting_verbs", "form"
    )


_PHRASE_STOP = lexicon.words("attack_frames_phrase_stop")


def is_negated(words: Sequence[Word], i: int) -> bool:
    before = [w.lower for w in words[max(i - 3, 0) : i]]
    return any(
        b in ("not", "never", "no", "without", "n't", "nor", "nothing", "nobody", "none") or b.endswith("n't")
        for b in before
    )


def is_passive_at(words: Sequence[Word], i: int) -> bool:
    """Whether the verb at `i` is passive: "was hit", "hit by"; "were repelling" is not."""
    if words[i].lower.endswith("ing"):
        return False
    j = i - 1
    while j >= 0 and (words[j].lower in _SKIP or words[j].text in _QUOTES or words[j].lower.endswith("ly")):
        if words[j].lower == "been":
            return True
        j -= 1
    if j >= 0 and words[j].lower in _BE:
        return True
    return i + 1 < len(words) and words[i + 1].lower == "by" and words[i].lower.endswith(("ed", "hit", "struck", "en"))


def clause(sentence: Sentence, offset: int) -> tuple[int, int]:
    return sentence.clause_at(offset)


HARMING = {"killed", "kills", "kill", "killing", "wounded", "wounds", "injured", "injures", "wounding", "injuring"}
SOLDIERS = lexicon.words("attack_frames_soldiers")
