"""The folder of releases: permanent ids, the pointer to the latest, and pruning."""

import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.core.clock import to_database
from pipelines.core.disk import sync
from pipelines.core.errors import BadInput, Busy
from pipelines.core.settings import Settings
from pipelines.release.manifest import DATABASE_NAME, MANIFEST_NAME, Manifest, read_manifest

POINTER = "latest"
BUILDING = ".building-"
LOCK = ".lock"
_ID = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{8}")


@dataclass(frozen=True)
class Release:
    """A release on disk; `is_new` is false where publishing found nothing to publish."""

    path: Path
    manifest: Manifest
    is_new: bool = False

    @property
    def release_id(self) -> str:
        """The permanent id."""
        return self.manifest.id

    @property
    def database_path(self) -> Path:
        """The read-only database."""
        return self.path / DATABASE_NAME


def make_id(created_at: datetime, fingerprint: str, newest: str | None) -> str:
    """`20251122T174535123Z-3f9a1c2b`: UTC to the millisecond and a hash of the content; later than `newest`.

    Where the clock stands still or has run back, the time is that of `newest` and a millisecond, so that ids keep
    the order of publication and none comes twice.
    """
    moment = created_at
    if newest is not None:
        moment = max(moment, _time_of(newest) + timedelta(milliseconds=1))
    return f"{_stamp(moment)}-{fingerprint[:8]}"


def list_releases(settings: Settings) -> list[Release]:
    """All whole releases, oldest first."""
    return [Release(path, read_manifest(path)) for path in _folders(settings.releases_path)]


def find_release(settings: Settings, release_id: str) -> Release:
    """The release with this id (or `latest`); raises BadInput where it is not kept here."""
    path = settings.releases_path / release_id
    if release_id == POINTER and latest(settings) is None:
        raise BadInput("Nothing has been released yet.", "Run `newsledger refresh` first.")
    if release_id != POINTER and release_id not in {folder.name for folder in _folders(settings.releases_path)}:
        raise BadInput(f"There is no release {release_id!r}.", "See the releases with `newsledger status`.")
    return Release(path.resolve(), read_manifest(path))


def latest(settings: Settings) -> Release | None:
    """The release that `latest` points to."""
    pointer = settings.releases_path / POINTER
    if not (pointer / MANIFEST_NAME).exists():
        return None
    return Release(pointer.resolve(), read_manifest(pointer))


def newest_id(folder: Path) -> str | None:
    """The highest id ever given that is still on disk."""
    return max((path.name for path in _folders(folder)), default=None)


def point_latest_to(release_path: Path) -> None:
    """Swap the pointer in one step: a reader sees the release before or this one."""
    folder = release_path.parent
    fresh = folder / f".{POINTER}-{uuid.uuid4().hex}"
    fresh.symlink_to(release_path.name)
    fresh.replace(folder / POINTER)
    sync(folder)


def prune(settings: Settings) -> list[str]:
    """Remove all but the newest `keep_releases` releases, never the latest; returns the ids removed.

    A process that has an old release open goes on reading it: the disk frees the file when the process closes it.
    """
    with publishing_lock(settings):
        pointed_to = (settings.releases_path / POINTER).resolve()
        spare = _folders(settings.releases_path)[: -settings.keep_releases]
        removed = [path for path in spare if path != pointed_to]
        for path in removed:
            _remove(path)
    return [path.name for path in removed]


@contextmanager
def publishing_lock(settings: Settings) -> Iterator[None]:
    """Only one process at a time changes the folder of releases; raises Busy at once for a second one."""
    settings.releases_path.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.releases_path / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise Busy("Another process is publishing or pruning releases.", "Try again when it is done.") from error


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed publisher left half-built; call it only while holding the publishing lock."""
    for path in folder.glob(f"{BUILDING}*"):
        shutil.rmtree(path)
    for path in folder.glob(f".{POINTER}-*"):
        path.unlink()


def _folders(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    folder = folder.resolve()
    return sorted(p for p in folder.iterdir() if _ID.fullmatch(p.name) and (p / MANIFEST_NAME).exists())


def _remove(path: Path) -> None:
    # Out of sight first: nobody may find a release that is half gone.
    doomed = path.with_name(f"{BUILDING}{path.name}")
    path.rename(doomed)
    shutil.rmtree(doomed)


def _stamp(moment: datetime) -> str:
    return to_database(moment).strftime("%Y%m%dT%H%M%S%f")[:-3] + "Z"


def _time_of(release_id: str) -> datetime:
    return datetime.strptime(release_id.partition("-")[0].replace("Z", "000+0000"), "%Y%m%dT%H%M%S%f%z")
