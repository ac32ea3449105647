"""All questions, in the order in which they are asked: later ones know the answers to earlier ones."""

from pipelines.claims.learned import attacks, casualties, diplomacy, sums, tallies
from pipelines.claims.learned.question import Question

QUESTIONS: tuple[Question, ...] = (
    *attacks.QUESTIONS,
    *tallies.QUESTIONS,
    *casualties.QUESTIONS,
    *diplomacy.QUESTIONS,
    *sums.QUESTIONS,
)
