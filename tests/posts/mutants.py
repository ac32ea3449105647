"""Pages as an enemy or a broken network would send them: one page in, endless mutants out, the same for a seed."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Mutation = Callable[[random.Random, bytes], bytes]

_SNIPPETS = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"</script>",
    b"<script>",
    b"<!--",
    b"-->",
    b"</html>",
    b'"',
    b"\\",
    b"\\ud800",
    b"{",
    b"[",
    b"}" * 9,
    b"<div>" * 50,
    b"</div>" * 50,
    b"&lt;" * 50,
    b"&#xFFFFFFFF;",
    b"<table><tr>",
    b"<figure><img>",
    b"<p>",
    b"\xc2\xa0",
    "é".encode("latin-1"),
    b"p.dw.com/p/zzzzzzzzzz",
    b"Skip next section \n",
    b"Image: ",
    b"null",
    b"1e999",
    b"-1",
    b"\xe2\x80\x8b",
    "\u0301".encode() * 40,
    b"<!DOCTYPE x [<!ENTITY a 'a'>]>",
    b"window.__APP_STATE__=",
)
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", " ", "\ud800", "\x00", "x" * 3000, "<div>" * 300, [], {}, [[]], [None],
    {"__ref": "LiveblogPost:98000044"}, {"__typename": "Liveblog"}, ["a", 1, {}], "2025-13-45", "https://p.dw.com/p/",
)  # fmt: skip


def mutants(seed: int, pages: list[bytes], count: int) -> Iterator[bytes]:
    """`count` mutants of the pages, each mutated one to three times."""
    chance = random.Random(seed)
    for _ in range(count):
        page = chance.choice(pages)
        for _ in range(chance.randint(1, 3)):
            page = chance.choice(_MUTATIONS)(chance, page)
        yield page


def _cut(chance: random.Random, page: bytes) -> bytes:
    return page[: chance.randint(0, len(page))]


def _drop(chance: random.Random, page: bytes) -> bytes:
    start = chance.randint(0, len(page))
    return page[:start] + page[start + chance.choice((1, 10, 500)) :]


def _repeat(chance: random.Random, page: bytes) -> bytes:
    start = chance.randint(0, len(page))
    return page[:start] + page[start : start + chance.choice((5, 300))] * chance.randint(2, 9) + page[start:]


def _insert(chance: random.Random, page: bytes) -> bytes:
    start = chance.randint(0, len(page))
    return page[:start] + chance.choice(_SNIPPETS) + page[start:]


def _flip(chance: random.Random, page: bytes) -> bytes:
    changed = bytearray(page)
    for _ in range(min(len(page), chance.choice((1, 5, 40)))):
        changed[chance.randrange(len(page))] = chance.randrange(256)
    return bytes(changed)


def _swap(chance: random.Random, page: bytes) -> bytes:
    one, two = sorted((chance.randint(0, len(page)), chance.randint(0, len(page))))
    return page[two:] + page[one:two] + page[:one]


def _change_data(chance: random.Random, page: bytes) -> bytes:
    """Give the page's JSON, wherever it stands, values of other kinds, missing names and doubled ones."""
    text = page.decode("utf-8", "replace")
    start = text.find("{", max(text.find("__="), text.find('ld+json">'), 0))
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return _insert(chance, page)
    for _ in range(chance.randint(1, 4)):
        _change_value(chance, value)
    written = json.dumps(value)
    if chance.random() < 0.1:
        written = written.replace('"id"', '"id": 7, "id"', 1)
    return (text[:start] + written + text[start + end - start :]).encode("utf-8", "replace")


def _change_value(chance: random.Random, value: Any) -> None:
    while isinstance(value, dict | list) and value:
        key = chance.choice(list(value)) if isinstance(value, dict) else chance.randrange(len(value))
        if chance.random() < 0.3 or not isinstance(value[key], dict | list):
            if chance.random() < 0.2:
                del value[key]
            else:
                value[key] = deepcopy(chance.choice(_VALUES))
            return
        value = value[key]


_MUTATIONS: tuple[Mutation, ...] = (_cut, _drop, _repeat, _insert, _insert, _flip, _swap, *([_change_data] * 4))
