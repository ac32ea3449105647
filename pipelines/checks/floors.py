"""How much a layer may lose before something is plainly wrong and the refresh stops."""

from pipelines.core.errors import CheckFailed
from pipelines.core.tables import Table

FLOOR = 0.9
ENOUGH_ROWS = 20


def enforce_floor(table: Table, total: int, refused: int, floor: float = FLOOR) -> None:
    """Raise CheckFailed where fewer than `floor` (0 to 1) of at least 20 rows were good; fewer rows prove nothing."""
    if total < ENOUGH_ROWS or (total - refused) / total >= floor:
        return
    raise CheckFailed(
        f"{refused} of {total} rows for {table.qualified_name} were refused; the floor is {floor:.0%} good rows.",
        f"Read the reasons: SELECT reason, count(*) FROM raw.quarantine WHERE layer = '{table.name}' GROUP BY 1.",
    )
