"""Rules for diplomacy claims."""

from pipelines.claims.claim import Claim
from pipelines.claims.text import Document


def find(document: Document) -> list[Claim]:
    """The diplomacy claims of a post."""
    return []
