"""Looks at the machine and the home, and says in plain words what would keep newsledger from working."""

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipelines.core.errors import NewsledgerError
from pipelines.core.results import CheckResult
from pipelines.core.settings import Settings
from pipelines.ledger.store import open_ledger
from pipelines.release.catalog import latest

_PACKAGES = ("apache-airflow", "dbt-core", "dbt-duckdb", "duckdb", "pandera", "requests")
Examination = Callable[[Settings], CheckResult]


def examine(settings: Settings) -> Iterator[CheckResult]:
    """One result per thing looked at; `fail` means that newsledger cannot work here."""
    for look in (_python, _packages, _home, _disk, _reference, _ledger, _release, _contact):
        try:
            yield look(settings)
        except NewsledgerError as error:
            yield _result(look.__name__, "fail", str(error))


def _python(_: Settings) -> CheckResult:
    found = sys.version.split()[0]
    return _result("python", "pass" if sys.version_info[:2] == (3, 11) else "fail", f"{found}, needed is 3.11")


def _packages(_: Settings) -> CheckResult:
    return _result("packages", "pass", ", ".join(f"{name} {version(name)}" for name in _PACKAGES))


def _home(settings: Settings) -> CheckResult:
    probe = settings.home / ".doctor"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return _result("home", "fail", f"{settings.home} cannot be written: {error.strerror}. Set NEWSLEDGER_HOME.")
    return _result("home", "pass", str(settings.home))


def _disk(settings: Settings) -> CheckResult:
    free = shutil.disk_usage(_existing(settings.home)).free // 2**20
    enough = free >= settings.min_free_megabytes
    return _result("disk", "pass" if enough else "fail", f"{free} MB free, {settings.min_free_megabytes} MB are kept")


def _reference(settings: Settings) -> CheckResult:
    count = len(list(settings.reference_path.glob("*.csv")))
    return _result("reference", "pass" if count else "fail", f"{count} reference tables in {settings.reference_path}")


def _ledger(settings: Settings) -> CheckResult:
    if not settings.ledger_path.exists():
        return _result("ledger", "warn", "empty; run `newsledger import` or `newsledger capture`")
    with open_ledger(settings.ledger_path, is_read_only=True, wait_seconds=5) as ledger:
        head = ledger.head()
    return _result("ledger", "pass", f"position {head.position}, head {head.hash[:12]}; `newsledger verify` proves it")


def _release(settings: Settings) -> CheckResult:
    release = latest(settings)
    if release is None:
        return _result("release", "warn", "none yet; run `newsledger refresh`")
    with duckdb.connect(str(release.database_path), read_only=True) as connection:
        tables = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()[0][0]
    return _result("release", "pass", f"{release.release_id}, {tables} tables")


def _contact(settings: Settings) -> CheckResult:
    if settings.contact:
        return _result("contact", "pass", "set; sites see who runs this fetcher")
    return _result("contact", "warn", "NEWSLEDGER_CONTACT is empty; needed before anything is fetched from the web")


def _result(name: str, status: str, detail: str) -> CheckResult:
    return CheckResult.model_validate({"name": name.strip("_"), "layer": "doctor", "status": status, "detail": detail})


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
