#!/usr/bin/env python3
"""Set up newsledger and run it: one command for the main job, one for the tests; standard library only.

    python3 run.py                     set up, then run the main job through the Airflow DAGs on the sample live blog
    python3 run.py test [--all] [...]  set up, then run linters and tests (--all: slow ones too; the rest is for pytest)
    python3 run.py airflow ...         set up, then run any Airflow command in the project's environment
    python3 run.py setup               only set up

Everything is repeatable. The environment is .venv/, generated data is NEWSLEDGER_HOME (default: warehouse/data/).
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".newsledger-lock"
PIP = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
# The system's certificates: networks that inspect TLS put theirs there.
UV = [str(BIN / "uv"), "pip", "install", "--quiet", "--system-certs", "--python", str(BIN / "python")]
HOME = Path(os.environ.get("NEWSLEDGER_HOME") or ROOT / "warehouse" / "data").resolve()
LINTERS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy --strict", ["mypy"]),
    ("sqlfluff", ["sqlfluff", "lint", "--disable-progress-bar", "dbt_project/models", "dbt_project/tests"]),
    (
        "sqlfluff (dashboard)",
        [
            *("sqlfluff", "lint", "--disable-progress-bar", "--templater", "placeholder"),
            *("--config", "pipelines/release/dashboard/sqlfluff.cfg", "pipelines/release/dashboard"),
        ],
    ),
)


def main(arguments: list[str]) -> int:
    """Run what the command line asks for; the exit code is the one of the last command."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("main", [])
    jobs = {"main": run_main, "test": run_tests, "airflow": run_airflow, "setup": lambda _: 0}
    if command not in jobs:
        print(__doc__)
        return 0 if command in ("-h", "--help", "help") else 2
    set_up()
    return jobs[command](rest)


def set_up() -> None:
    """Make .venv/ hold exactly what requirements.lock lists; does nothing where it already does."""
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"newsledger needs Python 3.11; this is {sys.version.split()[0]}. Try: python3.11 run.py")
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    step("Setting up .venv/ from requirements.lock (first time: about half a minute)")
    if not (BIN / "python").exists():
        venv.create(VENV, with_pip=True)
    install_locked()
    must([*PIP, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    STAMP.write_text(wanted)


def install_locked() -> None:
    """Install the lock with uv, some ten times faster than pip; with pip alone where uv cannot reach the packages."""
    if install_uv() and subprocess.call([*UV, "--require-hashes", "-r", str(LOCK)]) == 0:
        return
    step("uv could not install the packages; trying pip, which takes a few minutes")
    must([*PIP, "--require-hashes", "-r", str(LOCK)])


def install_uv() -> bool:
    """Install the locked uv with pip, hash-checked; whether it is there."""
    entry = re.search(r"^uv==.*?(?=^\S)", LOCK.read_text() + "end", re.DOTALL | re.MULTILINE)
    if entry is None:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
        only_uv.write(entry.group())
        only_uv.flush()
        return subprocess.call([*PIP, "--require-hashes", "-r", only_uv.name]) == 0


def run_main(_: list[str]) -> int:
    """Run the capture and refresh DAGs once on the watched blogs (by default the sample), then show what came out."""
    started = time.monotonic()
    environment = airflow_environment()
    environment.setdefault("NEWSLEDGER_WATCH", str(ROOT / "warehouse" / "sample" / "pages"))
    step("Preparing Airflow's metadata (SQLite)")
    prepare_airflow(environment)
    for dag in ("newsledger_capture", "newsledger_refresh"):
        step(f"Running DAG {dag}")
        logged(dag, ["airflow", "dags", "test", dag], environment)
    step(f"Done in {time.monotonic() - started:.0f} s. What newsledger knows now:")
    code = subprocess.call([BIN / "newsledger", "status", "--facts", "3"], env=environment)
    if code == 0:
        print(NEXT_STEPS)
    return code


def prepare_airflow(environment: dict[str, str]) -> None:
    """Bring Airflow's metadata up to date and make the pools that the DAGs name."""
    logged("airflow-migrate", ["airflow", "db", "migrate"], environment)
    logged("airflow-pools", ["airflow", "pools", "import", str(ROOT / "dags" / "pools.json")], environment)


NEXT_STEPS = """
Next:
  .venv/bin/newsledger sql "SELECT place, harm, count, evidence FROM marts.fct_casualties"   ask in SQL
  docs/sample.md                            one query for each kind of change in the sample
  .venv/bin/newsledger dashboard            read the facts with their sentences in a browser
  .venv/bin/newsledger --help               all commands
  python3 run.py airflow standalone         Airflow's own scheduler and web page, on this machine only
  python3 run.py test                       the tests
"""


def run_tests(arguments: list[str]) -> int:
    """Run the linters and the tests; the first failure stops and names itself."""
    if "--all" in arguments:
        selection = [argument for argument in arguments if argument != "--all"]
    else:
        selection = ["-m", "not slow", *arguments]
    for name, command in LINTERS:
        step(name)
        must([str(BIN / command[0]), *command[1:]], cwd=ROOT)
    step("pytest")
    return subprocess.call([BIN / "python", "-m", "pytest", "-n", "2", "--dist", "loadfile", *selection], cwd=ROOT)


def run_airflow(arguments: list[str]) -> int:
    """Hand the process over to Airflow, so that its signals are its own."""
    environment = airflow_environment()
    prepare_airflow(environment)
    os.execve(BIN / "airflow", ["airflow", *arguments], environment)


def airflow_environment() -> dict[str, str]:
    """Airflow on one machine: SQLite, local executor, loopback only, its files under NEWSLEDGER_HOME."""
    home = HOME / "airflow"
    home.mkdir(parents=True, exist_ok=True)
    defaults = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**defaults, **os.environ, "PATH": path, "NEWSLEDGER_HOME": str(HOME)}


def logged(name: str, command: list[str], environment: dict[str, str]) -> None:
    """Run a command with its output in a log file; on failure show the log's end and stop."""
    log = HOME / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        code = subprocess.call(
            [BIN / command[0], *command[1:]], env=environment, stdout=output, stderr=output, cwd=ROOT
        )
    if code:
        print("\n".join(log.read_text(errors="replace").splitlines()[-40:]))
        sys.exit(f"{' '.join(command)} failed with exit code {code}. The whole log: {log}")


def must(command: list[str], cwd: Path | None = None) -> None:
    """Run a command that has to succeed."""
    code = subprocess.call(command, cwd=cwd)
    if code:
        sys.exit(f"Failed with exit code {code}: {' '.join(command)}")


def step(words: str) -> None:
    """Say what is going on."""
    print(f"── {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
