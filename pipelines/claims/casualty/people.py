"""Nouns for people: which noun a number or article counts, its group and its country."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.cardinals import cardinal
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

STOP = lexicon.words("casualty_victims_stop")
_MODIFIERS = 8


@dataclass(frozen=True, slots=True)
class Victims:
    """People in words `first` to `last` (exclusive) of a sentence; `group` None: a number without its noun."""

    first: int
    last: int
    start: int
    end: int
    count: int | None
    qualifier: str
    low: int | None
    high: int | None
    text: str
    group: str | None
    country: str | None
    is_rest: bool = False
    is_subset: bool = False
    is_definite: bool = False
    is_name: bool = False
    is_mixed: bool = False
    modifiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Harmed:
    """One number of people and what happened to them; `anchor` is the word of harm."""

    harm: str
    victims: Victims
    anchor: Word
    rule: str


@cache
def nouns() -> dict[str, tuple[str, bool]]:
    table: dict[str, tuple[str, bool]] = {}
    for row in lexicon.rows("person_nouns"):
        table[row["plural"]] = (row["victim_group"], True)
        if row["singular"]:
            table.setdefault(row["singular"], (row["victim_group"], False))
    return table


def group_of(noun: str) -> str | None:
    """The group of a plural person noun; None for any other word."""
    group, is_plural = nouns().get(noun, ("", False))
    return group if is_plural else None


def head_noun(scene: Scene, sentence: Sentence, j: int) -> tuple[int, str, str | None, frozenset[str]] | None:  # noqa: PLR0912
    """The person noun that a number or article at word `j` counts: index, group, country, modifiers before it."""
    words = sentence.words
    best: tuple[int, str] | None = None
    country: str | None = None
    modifiers: set[str] = set()
    k = j
    while k < len(words) and k - j < _MODIFIERS:
        word = words[k]
        lower = word.lower
        if lower in STOP or not (word.text[0].isalnum() or lower in ("’", "'", "-")) or (k > j and lower in HARM_LIKE):
            break
        if k > j and lower in ("a", "an", "the", "their", "his", "her", "its", "another"):
            break
        mention = scene.mention_at(word.start)
        if mention and mention.kind in ("demonym", "people", "group", "country", "metonym") and mention.country_code:
            country = country or mention.country_code
        if (
            mention
            and mention.kind in ("people", "demonym")
            and (word.lower.endswith("s") or mention.kind == "people" or _ends_phrase(words, k))
        ):
            if best is None:
                best = (k, "unspecified")
        elif best and lower not in _RANKS and is_plural_noun(words[best[0]].lower) and not is_plural_noun(lower):
            break
        elif lower in nouns() and not (lower.endswith("'s")):
            best = (k, _group(lower, words, k, modifiers))
        elif (j == 0 or words[j - 1].lower != "the") and _is_person_like(lower, modifiers, words, k):
            best = (k, "civilian")
        elif best and not word.text[0].isupper():
            break
        modifiers.add(lower)
        k += 1
    if best is None and j < len(words) and _AGED.fullmatch(words[j].lower):
        best = (j, "unspecified")
    if best is None:
        return None
    index, group = best
    if mention_group := _armed(scene, words, j, index):
        group = (
            "military"
            if group in ("unspecified", "civilian")
            and words[index].lower
            in (
                "members",
                "member",
                "leader",
                "leaders",
                "operatives",
                "officials",
                "official",
                "commander",
                "chief",
                "people",
            )
            else group
        )
        country = country or mention_group.country_code
    if index + 1 < len(words) and _is_compound(words, index):
        return None
    return index, group, country, frozenset(modifiers)


_AGED = re.compile(r"\w+-year-olds?")
_RANKS = frozenset({"officer", "chief", "commander", "recruit", "captain", "sergeant", "cadet", "spokesman", "guard"})
"""Heads that a plural noun may stand before: "a police officer"."""

_PERSON_ENDINGS = (
    "women",
    "woman",
    "workers",
    "worker",
    "keepers",
    "keeper",
    "drivers",
    "driver",
    "goers",
    "goer",
    "players",
    "player",
    "fighters",
    "dwellers",
    "makers",
    "sellers",
    "collectors",
)


def _is_person_like(lower: str, modifiers: set[str], words: Sequence[Word], k: int) -> bool:
    """A noun that an age or its ending shows to be a person: "a 58-year-old beekeeper"."""
    if lower.endswith(_PERSON_ENDINGS) and len(lower) > 6:
        return True
    if (
        k + 1 < len(words)
        and (words[k + 1].lower in HARM_LIKE or words[k + 1].lower in ("lost", "suffered", "sustained"))
        and not _takes_object(words, k + 2)
        and lower.isalpha()
        and len(lower) > 3
        and lower not in _NOT_PEOPLE
        and not words[k].is_capitalised
    ):
        return not any(lower.endswith(e) for e in ("ly", "ing", "ed"))
    ends = (
        k + 1 >= len(words)
        or words[k + 1].lower in STOP
        or not words[k + 1].text[0].isalnum()
        or words[k + 1].lower in HARM_LIKE
    )
    return ends and any(m.endswith(("-year-old", "-month-old")) for m in modifiers) and lower not in STOP


def _takes_object(words: Sequence[Word], k: int) -> bool:
    """ "a shell killed a man": what kills is no person who was killed."""
    if k >= len(words):
        return False
    lower = words[k].lower
    return (
        lower in ("a", "an", "the", "his", "her", "their", "at", "up", "more")
        or cardinal(tuple(words), k)[0] is not None
    )


_NOT_PEOPLE = lexicon.words("casualty_victims_not_people")
HARM_LIKE = lexicon.words("casualty_victims_harm_like")


def is_plural_noun(lower: str) -> bool:
    return nouns().get(lower, ("", False))[1]


def _ends_phrase(words: Sequence[Word], k: int) -> bool:
    return k + 1 >= len(words) or words[k + 1].lower in STOP or not words[k + 1].text[0].isalnum()


def _group(lower: str, words: Sequence[Word], k: int, modifiers: set[str]) -> str:
    group, _ = nouns()[lower]
    if group == "unspecified" and "civilian" in modifiers:
        return "civilian"
    if group == "civilian" and modifiers & {"army", "military", "naval", "navy"}:
        return "military"
    if lower in (
        "workers",
        "worker",
        "staff",
        "volunteers",
        "officer",
        "officers",
        "guards",
        "guard",
        "members",
        "member",
        "personnel",
        "crew",
        "pilots",
        "pilot",
        "doctors",
        "medics",
        "medic",
    ):
        if modifiers & {
            "police",
            "rescue",
            "aid",
            "emergency",
            "medical",
            "border",
            "security",
            "red",
            "relief",
            "humanitarian",
            "health",
            "ambulance",
            "railway",
            "civil",
        }:
            is_force = "border" in modifiers or ("security" in modifiers and not lower.startswith("guard"))
            return "military" if is_force else "civilian"
        if modifiers & {"army", "military", "naval", "navy", "intelligence", "combat"}:
            return "military"
    return group


def _armed(scene: Scene, words: Sequence[Word], first: int, last: int) -> Mention | None:
    """The armed group named inside the phrase ("Hamas fighters")."""
    if first >= len(words):
        return None
    inside = scene.mentions_in(words[first].start, words[last].end)
    return next((m for m in inside if m.kind == "group"), None)


def _is_compound(words: Sequence[Word], index: int) -> bool:
    """The noun goes on: "doctor's office", "soldier units", "people smugglers" keep their own heads."""
    after = words[index + 1].lower
    return words[index].text.endswith(("'s", "’s")) or after in (
        "homes",
        "positions",
        "vehicles",
        "posts",
        "camps",
        "buildings",
        "strongholds",
        "sites",
        "targets",
        "trucks",
    )
