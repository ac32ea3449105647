"""How a post calls an armed group that it names in several ways: one form for each group."""

import re
from collections.abc import Iterable

from pipelines.claims import lexicon
from pipelines.claims.mention import Mention

_KIND = re.compile(r"(?: [a-z]+)+$")


def written(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """By the group's name in the reference tables: the short form a post gives in brackets, else the fullest form."""
    forms: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.kind == "group":
            group = lexicon.armed_group(mention.name)
            forms.setdefault(group, {})[_without_kind(mention.text, group)] = None
    return {group: _bracketed(text, known) or _fullest(group, known) for group, known in forms.items()}


def _bracketed(text: str, forms: Iterable[str]) -> str | None:
    either = "|".join(map(re.escape, forms))
    short = re.search(rf"\b(?:{either})(?: [a-z]+)? \(([A-Z][\w-]{{1,9}})\)", text)
    return short[1] if short else None


def _fullest(group: str, forms: Iterable[str]) -> str:
    """The longest form; of a group with a proper name no arm or brigade, which goes by another."""
    same = [f for f in forms if group in f] if not group.isupper() else []
    return max(same or forms, key=len)


def _without_kind(form: str, group: str) -> str:
    """ "M23 rebels", "Maute group": the name without the word for what it is."""
    name = _KIND.sub("", form)
    return name if lexicon.armed_group(name) == group else form
