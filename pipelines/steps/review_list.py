"""What waits for a reader: reviews that no longer fit their text, and claims that no proven rule read."""

from dataclasses import asdict, dataclass
from typing import Any

from pipelines.core.database import open_database
from pipelines.core.errors import BadInput
from pipelines.core.events import ClaimReviewed
from pipelines.core.settings import Settings
from pipelines.release.catalog import find_release
from pipelines.steps.opening import reading_ledger
from pipelines.steps.status import FACT_TABLES, fact_lines

_FLAGS = {
    "text_changed": "the post was changed since",
    "claim_gone": "the claim is no longer read from the post",
}


@dataclass(frozen=True)
class ReviewList:
    """Flagged reviews, and doubtful claims by day, kind and size; `doubtful_count` is how many there are in all.

    `pending` are the claims reviewed since the release: they are in neither list, and facts follow at the next refresh.
    """

    flagged: list[dict[str, Any]]
    doubtful: list[dict[str, Any]]
    doubtful_count: int
    pending: list[str]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @property
    def text(self) -> str:
        """For people."""
        lines = [f"{len(self.flagged)} reviews need another look:"] if self.flagged else []
        lines += [line for review in self.flagged for line in _flagged_lines(review)]
        shown = f", {len(self.doubtful)} shown" if len(self.doubtful) < self.doubtful_count else ""
        lines += [f"{self.doubtful_count} doubtful claims wait for a reader{shown}:"]
        lines += [line for claim in self.doubtful for line in _claim_lines(claim)]
        if self.pending:
            lines += ["", f"Reviewed, to count at the next refresh: {len(self.pending)}."]
        return "\n".join(
            [*lines, "", "newsledger review CLAIM_ID --accept | --reject | --correct column=value … --reason …"]
        )


def review_list(settings: Settings, claim_type: str | None = None, limit: int = 20) -> ReviewList:
    """What the latest release knows to be in need of a reader, of all types or of one."""
    found = find_release(settings, "latest")
    if "fct_reviews" not in found.manifest.tables:
        raise BadInput(f"Release {found.release_id} knows no reviews yet.", "Run `newsledger refresh`.")
    pending = _reviewed_since(settings, found.manifest.upto_position, claim_type)
    known = {"claim_type": claim_type, "pending": pending}
    with open_database(found.database_path, is_read_only=True) as release:
        flagged = release.execute(_FLAGGED, known | {"flags": list(_FLAGS)}).pl().to_dicts()
        doubtful = release.execute(_DOUBTFUL, known | {"limit": limit}).pl().to_dicts()
    return ReviewList(flagged, doubtful, doubtful[0]["total_count"] if doubtful else 0, pending)


def _reviewed_since(settings: Settings, position: int, claim_type: str | None) -> list[str]:
    """The claims reviewed after an event of the ledger, of all types or of one."""
    with reading_ledger(settings) as ledger:
        events = [one.event for one in ledger.events(after=position, event_type=ClaimReviewed.__name__)]
    reviews = [event for event in events if isinstance(event, ClaimReviewed)]
    return sorted({event.claim_id for event in reviews if claim_type in (None, event.claim_type)})


_TYPES = dict(zip(FACT_TABLES, ("casualty", "attack", "diplomacy", "spending"), strict=True))
_FLAGGED = """
    SELECT r.*, p.url FROM marts.fct_reviews AS r LEFT JOIN marts.dim_posts AS p USING (post_key)
    WHERE list_contains($flags, review_state) AND NOT list_contains($pending, claim_id)
        AND ($claim_type IS NULL OR claim_type = $claim_type)
    ORDER BY reviewed_at DESC, position DESC"""
_EACH = "SELECT '{kind}' AS claim_type, * FROM marts.{fact}_doubtful"
_DOUBTFUL = f"""
    WITH doubtful AS (
        {" UNION ALL BY NAME ".join(_EACH.format(kind=kind, fact=fact) for fact, kind in _TYPES.items())}
    )
    SELECT *, count(*) OVER () AS total_count FROM doubtful
    WHERE review_state IS NULL AND NOT list_contains($pending, claim_id)
        AND ($claim_type IS NULL OR claim_type = $claim_type)
    ORDER BY reported_on DESC, list_position(['casualty', 'attack', 'spending', 'diplomacy'], claim_type),
        coalesce("count", count_high, launched, amount, 0) DESC, claim_id
    LIMIT $limit"""


def _flagged_lines(review: dict[str, Any]) -> list[str]:
    who = f"{review['review_verdict']} by {review['reviewed_by']}, {review['reviewed_at']:%Y-%m-%d %H:%M} UTC"
    lines = ["", f"{review['claim_type']} {review['claim_id']}", f"  {who}: {review['review_reason']}"]
    lines += [
        f"  {_FLAGS[review['review_state']]}: {review['url'] or review['post_key']}",
        f"    “{review['evidence']}”",
    ]
    return lines + [f"  its sentence is now read as {claim_id}" for claim_id in review["same_sentence_claim_ids"]]


def _claim_lines(claim: dict[str, Any]) -> list[str]:
    head = f"{claim['claim_type']} {claim['claim_id']}"
    where = f"  {claim['reported_on']}  {claim['source']}: {claim['post_title']}  {claim['url'] or claim['post_key']}"
    how = f"  support {claim['support']}, rule {claim['rule']}"
    return ["", head, *fact_lines(claim), where, how]
