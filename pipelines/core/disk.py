"""Making sure that what was written is on disk."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Return only when a file's bytes, or a folder's entries, would survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
