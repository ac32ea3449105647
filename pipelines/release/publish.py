"""Makes a release: an immutable folder, built aside and shown in one step."""

import errno
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.core.clock import Clock, utc_now
from pipelines.core.disk import sync
from pipelines.core.errors import CheckFailed, NoSpace
from pipelines.core.ids import content_id
from pipelines.core.log import get_logger
from pipelines.core.results import CheckResult
from pipelines.core.settings import Settings
from pipelines.release import catalog, snapshot
from pipelines.release.catalog import Release
from pipelines.release.compatibility import check_columns
from pipelines.release.manifest import (
    SCHEMA_VERSION,
    FileEntry,
    LedgerHead,
    Manifest,
    TableEntry,
)

_log = get_logger("release")
_ABOUT_THE_RUN = "meta_release"
_MEGABYTE = 1024 * 1024


def publish(
    settings: Settings,
    upto_position: int,
    ledger_head: tuple[int, str],
    check_results: Sequence[CheckResult],
    versions: Mapping[str, str],
    *,
    macros: Sequence[str] = (),
    is_forced: bool = False,
    clock: Clock = utc_now,
) -> Release:
    """Release what `marts` of `work.duckdb` holds, and let `latest` point to it.

    `ledger_head` is the chain's (position, hash); `macros` are statements that create macros in schema `marts`.
    Where tables and code equal those of the latest release, that one is returned with `is_new` false, unless forced.
    Table `meta_release` tells of the run and does not count. Raises CheckFailed (a failed check, or rooms at different
    positions), Busy, BadInput (nothing built yet) and NoSpace; in each case the latest release stays what it was.
    """
    _refuse_failed_checks(check_results)
    with catalog.publishing_lock(settings), snapshot.open_work(settings) as work:
        catalog.clear_leftovers(settings.releases_path)
        names = snapshot.find_tables(work)
        snapshot.refuse_other_positions(work, upto_position)
        tables = snapshot.measure(work, names)
        previous = catalog.latest(settings)
        if previous and not is_forced and _is_same(previous.manifest, tables, versions):
            _log.info("Nothing changed since the last release; none was made.", latest=previous.release_id)
            return previous
        created_at = clock()
        manifest = Manifest(
            id=catalog.make_id(created_at, _fingerprint(tables), catalog.newest_id(settings.releases_path)),
            schema_version=SCHEMA_VERSION,
            created_at=created_at,
            upto_position=upto_position,
            ledger=LedgerHead(position=ledger_head[0], hash=ledger_head[1]),
            versions=dict(versions),
            tables=tables,
            files={},
            checks=[*check_results, check_columns(previous.manifest if previous else None, tables)],
        )
        return _build(settings, work, manifest, macros)


def _refuse_failed_checks(check_results: Sequence[CheckResult]) -> None:
    failed = [f"{result.name} ({result.layer}): {result.detail}" for result in check_results if result.status == "fail"]
    if failed:
        raise CheckFailed(
            f"{len(failed)} checks failed, nothing was released: {'; '.join(failed)}",
            "The last release stays. Look into the failed rows in work.duckdb.",
        )


def _is_same(previous: Manifest, tables: Mapping[str, TableEntry], versions: Mapping[str, str]) -> bool:
    is_same_code = previous.versions == versions and previous.schema_version == SCHEMA_VERSION
    return is_same_code and _contents(previous.tables) == _contents(tables)


def _contents(tables: Mapping[str, TableEntry]) -> dict[str, TableEntry]:
    return {name: entry for name, entry in tables.items() if name != _ABOUT_THE_RUN}


def _fingerprint(tables: Mapping[str, TableEntry]) -> str:
    return content_id({name: entry.content_hash for name, entry in tables.items()})


def _build(settings: Settings, work: duckdb.DuckDBPyConnection, manifest: Manifest, macros: Sequence[str]) -> Release:
    final = settings.releases_path / manifest.id
    with _building(settings, manifest.id) as folder:
        manifest = snapshot.write_snapshot(work, folder, manifest, macros)
        manifest = manifest.model_copy(update={"files": _seal(folder)})
        manifest.write(folder)
        _make_permanent(folder)
        folder.rename(final)
    catalog.point_latest_to(final)
    _log.info("Released.", release=manifest.id, tables=len(manifest.tables))
    return Release(final, manifest, is_new=True)


@contextmanager
def _building(settings: Settings, release_id: str) -> Iterator[Path]:
    _require_space(settings)
    folder = settings.releases_path / f"{catalog.BUILDING}{release_id}"
    folder.mkdir()
    try:
        yield folder
    except (OSError, duckdb.Error) as error:
        if _is_full(settings, error):
            raise NoSpace(
                "The disk ran full while a release was being built.", "Free some space, then retry."
            ) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _require_space(settings: Settings) -> None:
    needed = 2 * settings.work_path.stat().st_size + settings.min_free_megabytes * _MEGABYTE
    free = shutil.disk_usage(settings.releases_path).free
    if free < needed:
        raise NoSpace(
            f"A release may need {needed // _MEGABYTE} MB, and the disk has {free // _MEGABYTE} MB free.",
            "Free some space, or keep fewer releases (NEWSLEDGER_KEEP_RELEASES).",
        )


def _is_full(settings: Settings, error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    return shutil.disk_usage(settings.releases_path).free < _MEGABYTE


def _seal(folder: Path) -> dict[str, FileEntry]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): _file_entry(path) for path in files}


def _file_entry(path: Path) -> FileEntry:
    with path.open("rb") as file:
        return FileEntry(bytes=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest())


def _make_permanent(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if path.is_file():
            path.chmod(0o444)
        sync(path)
