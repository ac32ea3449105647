"""The version of everything that reads pages, so that a change of code or data rebuilds the projection."""

from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipelines.core.ids import content_id, sha256_hex

_ROOMS = ("sources", "posts")
_SUFFIXES = (".py", ".toml")
_LIBRARIES = ("selectolax", "py3langid")


@cache
def parsers_version() -> str:
    """A hash of the files of the rooms that read pages and of the libraries they read with."""
    root = Path(__file__).resolve().parents[1]
    files = sorted(path for room in _ROOMS for path in (root / room).rglob("*") if path.suffix in _SUFFIXES)
    hashes = [(path.relative_to(root).as_posix(), sha256_hex(path.read_bytes())) for path in files]
    return content_id(hashes, [(name, version(name)) for name in _LIBRARIES])
