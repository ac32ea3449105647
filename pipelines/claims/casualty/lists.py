"""Victims in a list: "a woman, her son and two soldiers"."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import Victims
from pipelines.claims.text import Word

_IRREGULAR = lexicon.words("casualty_lists_irregular")


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
            if (words[run[k].first - 1].lower != "," and words[run[k - 1].last].lower != ",")
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


def summed(run: Sequence[Victims], words: Sequence[Word]) -> list[Victims]:
    """Listed victims of one side become one number; those of different sides or countries stay apart."""
    if _is_broken_down(run):
        rest = _added(run[1:], words)
        return [replace(run[0], group=rest[0].group)] if len(rest) == 1 else list(run)
    return _added(run, words)


def _is_broken_down(run: Sequence[Victims]) -> bool:
    """ "26 people, 25 Indians and a Nepali": the list gives the parts of its first number."""
    counts = [v.count for v in run[1:]]
    return len(run) > 2 and None not in counts and run[0].count == sum(c or 0 for c in counts)


def _added(run: Sequence[Victims], words: Sequence[Word]) -> list[Victims]:
    merged: list[Victims] = []
    for phrase in run:
        twin = next((k for k, m in enumerate(merged) if _same_side(m, phrase, words)), None)
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


def _same_side(a: Victims, b: Victims, words: Sequence[Word]) -> bool:
    if a.is_name or b.is_name:
        return True
    if _are_irregular(a, words) != _are_irregular(b, words):
        return False
    is_alike = a.group == b.group or ({a.group, b.group} == {"civilian", "unspecified"} and 1 in (a.count, b.count))
    return is_alike and (a.country == b.country or b.country is None) and not b.is_rest


def _are_irregular(victims: Victims, words: Sequence[Word]) -> bool:
    """Militants and gunmen fight soldiers and police: their dead are not added up."""
    return words[victims.last - 1].lower in _IRREGULAR
