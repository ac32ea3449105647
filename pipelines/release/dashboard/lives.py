"""The life of posts: what happened to each, and which words changed."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Literal

CONTEXT_WORDS = 12
MAX_WORDS = 20_000
_EDITS = frozenset({"revised"})
Row = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, came or went; `skipped` stands for unchanged words left out."""

    kind: Literal["same", "added", "gone", "skipped"]
    text: str


@dataclass(frozen=True)
class Event:
    """One change of a post, the words it changed and what it did to the claims."""

    row: Row
    pieces: list[Piece]
    claims: list[Row]


@dataclass(frozen=True)
class Life:
    """A post, what happened to it, and how its claims hang together."""

    post: dict[str, Any]
    events: list[Event]
    links: list[Row]


def tell_lives(posts: list[Row], revisions: list[Row], claim_changes: list[Row], links: list[Row]) -> list[Life]:
    """The posts in their order, each with its events and links; all rows come sorted by post and change."""
    by_change = {key: list(group) for key, group in groupby(claim_changes, key=itemgetter("post_key", "change_number"))}
    by_post: dict[str, list[Event]] = defaultdict(list)
    for row in revisions:
        claims = by_change.get((row["post_key"], row["change_number"]), [])
        by_post[row["post_key"]].append(Event(row, _changed_words(row), claims))
    linked = {key: list(group) for key, group in groupby(links, key=itemgetter("post_key"))}
    return [Life(post, by_post[post["post_key"]], linked.get(post["post_key"], [])) for post in posts]


def compare(before: str, after: str) -> list[Piece]:
    """The words that came and went between two texts, with a few unchanged ones around them."""
    old, new = _tokens(before), _tokens(after)
    if max(len(old), len(new)) > MAX_WORDS:
        return [Piece("skipped", "Too long to be compared word by word.")]
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, _stripped(old), _stripped(new), autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            pieces += _shortened(new[c:d], is_first=a == 0, is_last=b == len(old))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("added", "".join(new[c:d]))] if d > c else []
    return _spaced(pieces)


def _changed_words(row: Row) -> list[Piece]:
    if row["change"] not in _EDITS:
        return []
    return compare(_whole(row["previous_title"], row["previous_body"]), _whole(row["title"], row["body"]))


def _whole(title: str | None, body: str | None) -> str:
    return "\n\n".join(part for part in (title, body) if part)


def _spaced(pieces: list[Piece]) -> list[Piece]:
    # The last word of a text has no space after it; shown before another word it needs one.
    spaced = []
    for piece, following in pairwise(pieces):
        text = re.sub(r"\s+$", " ", piece.text) if piece.kind == "gone" else piece.text
        is_glued = not text[-1:].isspace() and (piece.kind == "skipped" or following.text[:1].isalnum())
        spaced.append(Piece(piece.kind, f"{text} " if is_glued else text))
    return spaced + pieces[-1:]


def _stripped(tokens: list[str]) -> list[str]:
    # A word at the end of a paragraph is still the same word.
    return [token.strip() for token in tokens]


def _tokens(text: str) -> list[str]:
    # Words, numbers (`1,200`) and marks, each with the space after it, so that a moved word takes its space along.
    return re.findall(r"\w+(?:[.,:'’-]\w+)*\s*|[^\w\s]+\s*|\s+", text)


def _shortened(tokens: list[str], *, is_first: bool, is_last: bool) -> list[Piece]:
    head = [] if is_first else tokens[:CONTEXT_WORDS]
    tail = [] if is_last else tokens[len(head) :][-CONTEXT_WORDS:]
    while len(head) + len(tail) < len(tokens) and tail and not tail[0][0].isalnum():
        tail = tail[1:]  # no stretch begins with the full stop of the sentence left out
    skipped = len(tokens) - len(head) - len(tail)
    middle = [Piece("skipped", "…")] if skipped else []
    return [p for p in (Piece("same", "".join(head)), *middle, Piece("same", "".join(tail))) if p.text]
