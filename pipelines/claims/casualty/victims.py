"""Noun phrases for people that can be victims: how many, of which group, of which country."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention
from pipelines.claims.numbers import Quantity
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word

_STOP = lexicon.words("casualty_victims_stop")
_OWNERS = lexicon.words("casualty_victims_owners")
_OTHERS = lexicon.words("casualty_victims_others")
_REST = lexicon.words("casualty_victims_rest")
_INDEFINITE = lexicon.words("casualty_victims_indefinite")
_PAIRS = {"parents": 2, "grandparents": 2, "couple": 2, "pair": 2, "twins": 2, "trio": 3}
_GROUP_NOUNS = lexicon.words("casualty_victims_group_nouns")
_SUBSET_LEADS = lexicon.words("casualty_victims_subset_leads")
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
    modifiers: frozenset[str] = frozenset()


@cache
def _nouns() -> dict[str, tuple[str, bool]]:
    table: dict[str, tuple[str, bool]] = {}
    for row in lexicon.rows("person_nouns"):
        table[row["plural"]] = (row["victim_group"], True)
        if row["singular"]:
            table.setdefault(row["singular"], (row["victim_group"], False))
    return table


def group_of(noun: str) -> str | None:
    """The group of a plural person noun; None for any other word."""
    group, is_plural = _nouns().get(noun, ("", False))
    return group if is_plural else None


def find(scene: Scene, sentence: Sentence) -> list[Victims]:
    """All victim phrases of a sentence in order; they do not overlap."""
    words = sentence.words
    found: list[Victims] = []
    for quantity in scene.quantities(sentence):
        phrase = _counted(scene, sentence, quantity)
        if phrase:
            found.append(phrase)
    found += [*_another(sentence), *_both(scene, sentence)]
    found = [_with_unit(sentence, v) for v in found]
    taken = [(v.first, v.last) for v in found]
    for i, word in enumerate(words):
        if any(a <= i < b for a, b in taken):
            continue
        phrase = _indefinite(scene, sentence, i) if word.lower in _INDEFINITE or word.lower == "the" else None
        if phrase:
            found.append(phrase)
            taken.append((phrase.first, phrase.last))
    names = [_named(scene, sentence, m) for m in scene.mentions_in(sentence.start, sentence.end) if m.kind == "person"]
    found += [n for n in names if n and not any(a < n.last and n.first < b for a, b in taken)]
    taken = [(v.first, v.last) for v in found]
    found += [n for n in _unknown_names(scene, sentence) if not any(a < n.last and n.first < b for a, b in taken)]
    return sorted(found, key=lambda v: v.first)


def _both(scene: Scene, sentence: Sentence) -> list[Victims]:
    """ "both assailants": two."""
    found = []
    for i, word in enumerate(sentence.words):
        head = _head(scene, sentence, i + 1) if word.lower == "both" else None
        if head:
            index, group, country, modifiers = head
            end = sentence.words[index].end
            text = sentence.text[word.start - sentence.start : end - sentence.start]
            found.append(
                Victims(i, index + 1, word.start, end, 2, "exact", 2, 2, text, group, country, modifiers=modifiers)
            )
    return found


def _with_unit(sentence: Sentence, phrase: Victims) -> Victims:
    """ "its crew of three", "a family of four": the number belongs to the noun before it."""
    words = sentence.words
    if (
        phrase.group is None
        and phrase.first > 1
        and words[phrase.first - 1].lower == "of"
        and words[phrase.first - 2].lower in ("crew", "family", "team", "group")
    ):
        first = phrase.first - 2
        while first > 0 and words[first - 1].lower in ("a", "its", "the", "another", "whole", "his", "their"):
            first -= 1
        return replace(
            phrase,
            first=first,
            start=words[first].start,
            group="civilian" if words[phrase.first - 2].lower != "group" else "unspecified",
        )
    return phrase


def _another(sentence: Sentence) -> list[Victims]:
    """ "one killed and another injured": one more, without a noun."""
    words = sentence.words
    return [
        Victims(i, i + 1, w.start, w.end, 1, "exact", 1, 1, w.text, None, None, is_rest=True)
        for i, w in enumerate(words)
        if w.lower == "another"
        and i + 1 < len(words)
        and words[i + 1].lower in ("was", "injured", "wounded", "killed", "died", "hurt", "is", "in")
    ]


def _counted(scene: Scene, sentence: Sentence, q: Quantity) -> Victims | None:
    words = sentence.words
    previous = words[q.first - 1].lower if q.first else ""
    if previous in ("no", "number", "day", "part", "article", "group", "phase") or _is_age(words, q):
        return None
    following = words[q.last].lower if q.last < len(words) else ""
    is_subset = previous in _SUBSET_LEADS
    j = q.last
    if following == "of":
        j += 1
        if j < len(words) and words[j].lower in ("them", "whom", "which"):
            return _victims(sentence, q.first, j + 1, q, None, None, is_subset=True)
        is_subset = is_subset or (j < len(words) and words[j].lower in ("those", "these"))
    head = _head(scene, sentence, j)
    if head is None:
        if not _is_elliptical(words, j):
            return None
        last = j
        while last < len(words) and words[last].lower in _REST:
            last += 1
        return _victims(
            sentence,
            q.first,
            last,
            q,
            None,
            None,
            is_rest=any(w.lower in _OTHERS for w in words[j:last]),
            is_subset=is_subset,
        )
    index, group, country, modifiers = head
    is_subset = is_subset or [w.lower for w in words[index + 1 : index + 3]] == ["among", "them"]
    is_definite = previous == "the" or (q.first > 0 and words[q.first - 1].lower in ("these", "those"))
    return _victims(
        sentence,
        q.first,
        index + 1,
        q,
        group,
        country,
        is_rest=bool(modifiers & _OTHERS) or words[index].lower == "others",
        is_subset=is_subset,
        is_definite=is_definite,
        modifiers=modifiers,
    )


def _victims(
    sentence: Sentence,
    first: int,
    last: int,
    q: Quantity,
    group: str | None,
    country: str | None,
    *,
    is_rest: bool = False,
    is_subset: bool = False,
    is_definite: bool = False,
    modifiers: frozenset[str] = frozenset(),
) -> Victims:
    words = sentence.words
    return Victims(
        first,
        last,
        words[first].start,
        words[last - 1].end,
        q.value,
        q.qualifier,
        q.low,
        q.high,
        q.text,
        group,
        country,
        is_rest,
        is_subset,
        is_definite,
        modifiers=modifiers,
    )


def _is_age(words: Sequence[Word], q: Quantity) -> bool:
    """ "a man, 65, was", "Jane Doe, 31"."""
    if q.first == 0 or words[q.first - 1].lower not in (",", "(", "of"):
        return False
    if (
        words[q.first - 1].lower == "of"
        and q.first > 1
        and words[q.first - 2].lower in _nouns()
        and not _is_plural(words[q.first - 2].lower)
    ):
        return (
            q.value is not None
            and q.value < 110
            and words[q.first - 2].lower not in ("crew", "family", "team", "group")
        )
    closes = q.last >= len(words) or words[q.last].lower in (",", ")", ".", ";", "and")
    before = words[q.first - 2] if q.first > 1 else None
    is_after_person = (
        before is not None and (before.is_capitalised or before.lower in _nouns()) and not before.text[0].isdigit()
    )
    return closes and is_after_person and q.last - q.first == 1 and q.value is not None and q.value < 110


def _head(scene: Scene, sentence: Sentence, j: int) -> tuple[int, str, str | None, frozenset[str]] | None:
    """The person noun that a number or article at word `j` counts: index, group, country, modifiers before it."""
    words = sentence.words
    best: tuple[int, str] | None = None
    country: str | None = None
    modifiers: set[str] = set()
    k = j
    while k < len(words) and k - j < _MODIFIERS:
        word = words[k]
        lower = word.lower
        if (
            lower in _STOP
            or not (word.text[0].isalnum() or lower in ("’", "'", "-"))
            or (k > j and lower in _HARM_LIKE)
        ):
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
        elif best and _is_plural(words[best[0]].lower) and not _is_plural(lower):
            break
        elif lower in _nouns() and not (lower.endswith("'s")):
            best = (k, _group(lower, words, k, modifiers))
        elif _is_person_like(lower, modifiers, words, k):
            best = (k, "civilian")
        elif best and not word.text[0].isupper():
            break
        modifiers.add(lower)
        k += 1
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
        and words[k + 1].lower in _HARM_LIKE
        and lower.isalpha()
        and len(lower) > 3
        and lower not in _NOT_PEOPLE
        and not words[k].is_capitalised
    ):
        return not any(lower.endswith(e) for e in ("ly", "ing", "ed"))
    ends = (
        k + 1 >= len(words)
        or words[k + 1].lower in _STOP
        or not words[k + 1].text[0].isalnum()
        or words[k + 1].lower in _HARM_LIKE
    )
    return ends and any(m.endswith(("-year-old", "-month-old")) for m in modifiers) and lower not in _STOP


_NOT_PEOPLE = lexicon.words("casualty_victims_not_people")
_HARM_LIKE = lexicon.words("casualty_victims_harm_like")


def _is_plural(lower: str) -> bool:
    return _nouns().get(lower, ("", False))[1]


def _ends_phrase(words: Sequence[Word], k: int) -> bool:
    return k + 1 >= len(words) or words[k + 1].lower in _STOP or not words[k + 1].text[0].isalnum()


def _group(lower: str, words: Sequence[Word], k: int, modifiers: set[str]) -> str:
    group, _ = _nouns()[lower]
    if group == "unspecified" and "civilian" in modifiers:
        return "civilian"
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
            return "civilian" if not modifiers & {"security", "border"} else "military"
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


def _is_elliptical(words: Sequence[Word], j: int) -> bool:
    """Nothing is counted by name: the number stands alone before a verb, a sign, a preposition or "others"."""
    if j >= len(words):
        return True
    word = words[j]
    if word.lower in _REST:
        return j + 1 >= len(words) or _is_elliptical(words, j + 1)
    return word.lower in _STOP or word.lower in _HARM_LIKE or not word.text[0].isalnum() or word.lower in _AFTER_NUMBER


_AFTER_NUMBER = lexicon.words("casualty_victims_after_number")


def _indefinite(scene: Scene, sentence: Sentence, i: int) -> Victims | None:
    """ "a doctor", "his brother", "an elderly woman", "the driver": one person, or a couple."""
    words = sentence.words
    head = _head(scene, sentence, i + 1)
    if head is None:
        return None
    index, group, country, modifiers = head
    lower = words[index].lower
    count = _PAIRS.get(lower, 1)
    if _is_plural(lower) and lower not in _PAIRS:
        return None
    if lower in _GROUP_NOUNS - set(_PAIRS) or (
        index == i + 1 and lower in ("body", "number", "life", "death", "other")
    ):
        return None
    start, end = words[i].start, words[index].end
    text = sentence.text[start - sentence.start : end - sentence.start]
    return Victims(
        i,
        index + 1,
        start,
        end,
        count,
        "exact",
        count,
        count,
        text,
        group,
        country,
        is_subset=[w.lower for w in words[index + 1 : index + 3]] == ["among", "them"],
        is_definite=words[i].lower == "the",
        modifiers=modifiers,
    )


def _named(scene: Scene, sentence: Sentence, m: Mention) -> Victims | None:
    first, last = sentence.word_index(m.phrase_start), sentence.word_index(m.end)
    if last <= first:
        return None
    roles = {
        "military": "military",
        "leader": "official",
        "minister": "official",
        "lawmaker": "official",
        "mayor": "official",
        "governor": "official",
        "official": "official",
        "envoy": "official",
    }
    group = roles.get(m.role, "unspecified")
    return Victims(
        first,
        last,
        m.phrase_start,
        m.end,
        1,
        "exact",
        1,
        1,
        m.text,
        group,
        m.country_code,
        is_name=True,
    )


_NAME = re.compile(r"[^\W\d_][\w’'-]*")


def _unknown_names(scene: Scene, sentence: Sentence) -> list[Victims]:
    """ "Fuad Shukr, who was killed", "Iyad al-Zarqa, his wife": two or more capitalised words that name nothing known."""
    words = sentence.words
    if sentence.is_title:
        return []
    found, i = [], 0
    while i < len(words):
        j = i
        while j < len(words) and j - i < 4 and _is_name_part(scene, words, i, j):
            j += 1
        if j - i >= 2 and not any(p.start < words[j - 1].end and words[i].start < p.end for p in scene.places):
            start, end = words[i].start, words[j - 1].end
            text = sentence.text[start - sentence.start : end - sentence.start]
            found.append(Victims(i, j, start, end, 1, "exact", 1, 1, text, "unspecified", None, is_name=True))
        i = max(j, i + 1)
    return found


def _is_name_part(scene: Scene, words: Sequence[Word], i: int, j: int) -> bool:
    word = words[j]
    if j > i and word.start - words[j - 1].end != 1:
        return False
    is_name = word.is_capitalised or word.lower.startswith(("al-", "el-", "bin"))
    if not is_name or not _NAME.fullmatch(word.text) or word.text.isupper() or word.text.endswith(("'s", "’s")):
        return False
    return (
        word.text not in lexicon.column("not_names", "word")
        and scene.mention_at(word.start) is None
        and word.lower not in _nouns()
    )


def listed(phrases: Sequence[Victims], words: Sequence[Word]) -> list[list[Victims]]:
    """Runs of phrases joined by commas and "and": the people of one list."""
    runs: list[list[Victims]] = []
    for phrase in phrases:
        if runs and _is_joined(words, runs[-1][-1], phrase):
            runs[-1].append(phrase)
        else:
            runs.append([phrase])
    return [part for run in runs for part in _closed(words, run)]


def _closed(words: Sequence[Word], run: list[Victims]) -> list[list[Victims]]:
    """A list ends with "and"; what only a comma adds is an apposition: "35 people, a member of parliament, said"."""
    last = max(
        (
            k
            for k in range(1, len(run))
            if (words[run[k].first - 1].lower != ","
            and words[run[k - 1].last].lower != ",")
            or "and" in [w.lower for w in words[run[k - 1].last : run[k].first]]
        ),
        default=0,
    )
    return [run[: last + 1], *([v] for v in run[last + 1 :])]


def _without_age(between: list[str]) -> list[str]:
    """ "a girl of 11 and her mother", "Jane Doe, 60, and her son": the age parts no list."""
    if len(between) > 2 and between[0] == "of" and between[1].isalnum():
        return between[2:]
    if len(between) > 3 and between[0] == "," and between[1].isdigit() and between[2] == ",":
        return between[3:]
    return between


def _is_joined(words: Sequence[Word], a: Victims, b: Victims) -> bool:
    between = _without_age([w.lower for w in words[a.last : b.first]])
    if between and between[-1] in ("their", "his", "her", "the", "its"):
        between.pop()
    if a.group is None or b.group is None:
        return False
    return between in (
        ["and"],
        [","],
        [",", "and"],
        ["as", "well", "as"],
        ["along", "with"],
        [",", "as", "well", "as"],
        [",", "along", "with"],
        ["together", "with"],
    )


def summed(run: Sequence[Victims]) -> list[Victims]:
    """Listed victims of one side become one number; those of different sides or countries stay apart."""
    if _is_broken_down(run):
        rest = _added(run[1:])
        return [replace(run[0], group=rest[0].group)] if len(rest) == 1 else list(run)
    return _added(run)


def _is_broken_down(run: Sequence[Victims]) -> bool:
    """ "26 people, 25 Indians and a Nepali": the list gives the parts of its first number."""
    counts = [v.count for v in run[1:]]
    return len(run) > 2 and None not in counts and run[0].count == sum(c or 0 for c in counts)


def _added(run: Sequence[Victims]) -> list[Victims]:
    merged: list[Victims] = []
    for phrase in run:
        twin = next((k for k, m in enumerate(merged) if _same_side(m, phrase)), None)
        if twin is None or phrase.count is None or merged[twin].count is None:
            merged.append(phrase)
            continue
        base = merged[twin]
        total = (base.count or 0) + phrase.count
        qualifier = base.qualifier if base.qualifier != "exact" else phrase.qualifier
        base = (
            replace(base, group=phrase.group, country=base.country or phrase.country)
            if base.is_name and not phrase.is_name
            else base
        )
        merged[twin] = replace(
            base,
            is_name=base.is_name and phrase.is_name,
            last=phrase.last,
            end=phrase.end,
            count=total,
            low=total,
            high=total,
            qualifier=qualifier,
            text=f"{base.text} … {phrase.text}",
        )
    return merged


def _same_side(a: Victims, b: Victims) -> bool:
    if a.is_name or b.is_name:
        return True
    return a.group == b.group and (a.country == b.country or b.country is None) and not b.is_rest
