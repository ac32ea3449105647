"""How small the weights of a question are kept while they are learned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of weights before anything is learned: most are near 0.

    The pull towards 0 (L2) is `strength` for a feature of middling frequency and grows with the frequency to the power
    of `growth`: what many examples have in common would otherwise outvote what only some of them say. The `most`
    weightiest features are kept.
    """

    strength: float
    growth: float
    most: int


ANSWERS = Prior(strength=1.5, growth=0.25, most=20_000)
"""For answers, where nothing else is said."""
LISTS = Prior(strength=3.0, growth=0.0, most=20_000)
"""For lists of names: options share their names, so that a frequent feature is no sign of little news."""
WORDS = Prior(strength=0.5, growth=0.5, most=30_000)
"""For answers that words far from the claim decide: every word speaks of each option."""
SIDES = Prior(strength=0.5, growth=0.5, most=60_000)
"""For who struck: every word speaks of each kind of side and of each side of a war, most of which are rare."""
SCREENS = Prior(strength=3.0, growth=0.0, most=12_000)
"""For which sentences are worth a question, and which posts tell of a war."""
VERDICTS = Prior(strength=10.0, growth=0.25, most=30_000)
"""For verdicts: they read every word of a post, most of which say nothing of the claim."""
