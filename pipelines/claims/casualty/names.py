"""Victims known by name."""

import re
from collections.abc import Sequence

from pipelines.claims import lexicon
from pipelines.claims.casualty.people import Victims, nouns
from pipelines.claims.mention import Mention
from pipelines.claims.scene import Scene
from pipelines.claims.text import Sentence, Word


def named(scene: Scene, sentence: Sentence, m: Mention) -> Victims | None:
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
    if m.role == "former" and _OFFICES & {w.lower for w in sentence.words[first:last]}:
        group = "official"
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


_OFFICES = frozenset({"lawmaker", "minister", "president", "mayor", "governor", "speaker", "premier", "mp", "senator"})
_RANKS = lexicon.words("casualty_names_ranks")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")


def unknown_names(scene: Scene, sentence: Sentence) -> list[Victims]:
    """ "Fuad Shukr, who was killed", "Iyad al-Zarqa, his wife": capitalised words that name nothing known."""
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
            group = "military" if _has_rank(words, i) else "unspecified"
            found.append(Victims(i, j, start, end, 1, "exact", 1, 1, text, group, None, is_name=True))
        i = max(j, i + 1)
    return found


def _has_rank(words: Sequence[Word], first: int) -> bool:
    """ "Sergeant First Class (res.) Abraham Azulay"."""
    before = words[max(first - 5, 0) : first]
    return any(w.lower in _RANKS and w.is_capitalised for w in before)


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
        and word.lower not in nouns()
    )
