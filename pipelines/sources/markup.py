"""HTML before it is parsed: scripts taken out, and pages refused that would make a parser slow."""

import re
from collections import Counter
from dataclasses import dataclass

from pipelines.sources.reading import Unreadable

MAX_TAGS = 300_000
MAX_COST = 20_000_000
_FEW_TAGS = 5_000
_LONG_TAG = 5_000
_APART = re.compile(r"<(?:!--|(?P<name>script|style)(?P<attributes>[^<>]{0,5000})>)")
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][^\s/<>]{0,40})")
_ATTRIBUTE = re.compile(r"""[\s/]*+=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")
_UNNESTED = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
})  # fmt: skip


@dataclass(frozen=True)
class Split:
    """A page's markup, and the attributes and contents of its scripts, in order."""

    markup: str
    scripts: tuple[tuple[str, str], ...]


def split_scripts(text: str) -> Split:
    """Take scripts, styles and comments out of a page; one that is never closed reaches to the end, as in browsers."""
    folded = _same_length_lower(text)
    kept: list[str] = []
    scripts: list[tuple[str, str]] = []
    at = 0
    while found := _APART.search(folded, at):
        name = found["name"] or ""
        kept.append(text[at : found.start()])
        end = folded.find(f"</{name}" if name else "-->", found.end())
        end = end if end >= 0 else len(text)
        if name == "script":
            scripts.append((text[found.start("attributes") : found.end("attributes")], text[found.end() : end]))
        at = min(len(text), end if name else end + 3)
    kept.append(text[at:])
    return Split("".join(kept), tuple(scripts))


def _same_length_lower(text: str) -> str:
    """The text in lower case, letter by letter, so that offsets hold in both."""
    folded = text.lower()
    return folded if len(folded) == len(text) else text.translate({code: code + 32 for code in range(65, 91)})


def refuse_costly(markup: str) -> None:
    """Raise Unreadable for markup whose nesting or attributes would cost a parser quadratic time."""
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise Unreadable(f"The page has {tags:,} tags; real pages have a few thousand.")
    if _attributes_cost(markup) > MAX_COST:
        raise Unreadable("The page has tags with many thousand attributes; real pages have none such.")
    if tags > _FEW_TAGS and _nesting_cost(markup) > MAX_COST:
        raise Unreadable("The page nests its tags thousands deep; real pages nest a few dozen deep.")


def _attributes_cost(markup: str) -> int:
    """The sum over all long tags of the square of how many attributes they may have."""
    long_tags = (piece for piece in markup.split("<") if len(piece) > _LONG_TAG)
    return sum(_count_attributes(piece) ** 2 for piece in long_tags)


def _count_attributes(piece: str) -> int:
    """How many attributes stand before the `>` that ends the tag, a quoted value being a part of its attribute."""
    at = count = 0
    while found := _ATTRIBUTE.match(piece, at):
        at, count = found.end(), count + 1
    return count


def _nesting_cost(markup: str) -> int:
    """The sum over all tags of how deep they may stand; unmatched closing tags lessen nothing."""
    open_tags: Counter[str] = Counter()
    depth = cost = 0
    for tag in _TAG.finditer(markup):
        name = tag["name"].lower()
        if tag["closing"] and open_tags[name]:
            open_tags[name] -= 1
            depth -= 1
        elif not tag["closing"] and name not in _UNNESTED:
            open_tags[name] += 1
            depth += 1
        cost += depth
    return cost
