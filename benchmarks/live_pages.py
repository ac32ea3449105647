"""Made-up live-blog pages for benchmarks: about 300 KB each, 95 % shared with the page before; no text of others."""

import random
from collections.abc import Iterator

PAGE_BYTES = 300_000
FRESH_SHARE = 0.05
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


def live_blog(seed: int, count: int) -> Iterator[bytes]:
    """Successive captures of one live blog: new posts come in on top, as many old ones leave below."""
    words = random.Random(seed)
    vocabulary = ["".join(words.choices(_SYLLABLES, k=words.randint(1, 4))) for _ in range(4000)]
    frame = _post(words, vocabulary, PAGE_BYTES // 5)
    fresh_bytes = int(PAGE_BYTES * FRESH_SHARE)
    posts = [_post(words, vocabulary, 3000) for _ in range((PAGE_BYTES - len(frame)) // 3000)]
    for _ in range(count):
        yield b"<!doctype html><html><head>" + frame + b"</head><main>" + b"".join(posts) + b"</main></html>"
        fresh = [_post(words, vocabulary, 3000) for _ in range(fresh_bytes // 3000)]
        posts = fresh + posts[: -len(fresh)]


def _post(words: random.Random, vocabulary: list[str], size: int) -> bytes:
    # Ranks are drawn log-normally: a few words are common and many are rare, as in any language.
    text: list[str] = []
    length = 0
    while length < size - 120:
        word = vocabulary[min(int(words.lognormvariate(5, 1.6)), len(vocabulary) - 1)]
        text.append(word)
        length += len(word) + 1
    return f'<article id="{words.getrandbits(64):016x}"><p class="body">{" ".join(text)}</p></article>\n'.encode()
