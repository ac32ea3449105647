"""Rules for spending claims."""

from pipelines.claims.claim import Claim
from pipelines.claims.text import Document


def find(document: Document) -> list[Claim]:
    """The spending claims of a post."""
    return []
