"""Questions that several claim types ask: who says it."""

from collections.abc import Sequence
from typing import Any

from pipelines.claims.claim import Claim
from pipelines.claims.learned import names
from pipelines.claims.learned.candidates import options, told_of
from pipelines.claims.learned.choice import Option
from pipelines.claims.learned.reading import Reading
from pipelines.claims.learned.relations import bucket


def asserted_by(reading: Reading, claim: Any, claims: Sequence[Claim]) -> list[Option[str | None]]:
    """The sources the post names; None: the outlet's own voice."""
    found = names.sources(reading).features(claim.anchor)
    hints: dict[str, list[str]] = {}
    at = reading.document.sentence_at(claim.anchor)
    sources = reading.scene.attribution.sources
    has_own = any(at.start <= s.start < at.end for s in sources)
    before = [s for s in sources if s.start < at.start]
    opening = reading.token(at, 0)
    others = {(c.asserted_by, reading.document.sentence_at(c.anchor).index) for c in claims if c is not claim}
    for s in sources:
        covers = s.covers_start <= claim.anchor < s.covers_end
        told_in = reading.document.sentence_at(s.start)
        back = bucket(max(at.index - told_in.index, -1) + 1)
        joint = f"back {back} paragraph={told_in.paragraph == at.paragraph} own={has_own}"
        is_last = bool(before) and s is before[-1]
        hints.setdefault(s.text, []).extend(
            [
                f"covers={covers}",
                f"covers={covers} {joint}",
                f"last={is_last} {joint}",
                f"last={is_last} {joint} {opening}",
            ]
        )
        hints[s.text].append(f"shared={(s.text, told_in.index) in others} {joint}")
    words = [w for w in told_of(reading, claim) if not w.startswith("clause")]
    return options(found, claim.asserted_by, [*words, f"own={has_own} before={bool(before)}"], hints)
