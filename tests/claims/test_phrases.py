"""Phrases of a lexicon are found as one long alternation would find them, only faster."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.phrases import Phrases

PHRASES = st.lists(st.sampled_from(["air strike", "air", "strike", "S-300", "s", "mine", "mine blast"]), min_size=1)
TEXTS = st.lists(
    st.sampled_from(["air", "Air", "strike", "strikes", "S-300", "-", " ", " ", ".", "mine", "blast", "s"])
).map("".join)


@given(PHRASES, TEXTS)
def test_the_phrases_of_a_text_are_those_an_alternation_finds(phrases: list[str], text: str) -> None:
    joined = "|".join(re.escape(p) for p in sorted(set(phrases), key=lambda p: (-len(p), p)))
    wanted = [m.span() for m in re.finditer(rf"(?<![\w-])(?:{joined})(?!\w)", text, re.IGNORECASE)]
    known = Phrases(set(phrases))
    assert [m.span() for m in known.find(text)] == wanted
    assert known.are_in(text) == bool(wanted)


def test_a_phrase_goes_no_further_than_its_word() -> None:
    known = Phrases(["drone", "missile"], behind=r"\w|-made")
    assert [m[0] for m in known.find("a Drone-made drones missile")] == ["missile"]
