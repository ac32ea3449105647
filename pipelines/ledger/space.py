"""The guard that stops landing while the disk still has room to finish what was begun."""

import shutil
from pathlib import Path

from pipelines.core.errors import NoSpace


def require_free_space(folder: Path, min_free_megabytes: int) -> None:
    """Raises NoSpace where the folder's disk has less free space than that."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < min_free_megabytes:
        raise NoSpace(
            f"The disk of {folder} has {free} MB free; at least {min_free_megabytes} MB are needed to write safely.",
            "Free some space (NEWSLEDGER_KEEP_RELEASES says how many releases stay), then run the same command again; "
            "or lower NEWSLEDGER_MIN_FREE_MEGABYTES.",
        )
