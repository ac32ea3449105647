"""Rules for casualty claims."""

from pipelines.claims.claim import Claim
from pipelines.claims.text import Document


def find(document: Document) -> list[Claim]:
    """The casualty claims of a post."""
    return []
