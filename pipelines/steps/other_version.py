"""Another version of newsledger, from a folder or a git revision, made to read this ledger in a process of its own."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.core.errors import BadInput, CheckFailed
from pipelines.core.settings import PROJECT_ROOT
from pipelines.steps.opening import Progress

_NO_ENTRY_POINT = 9
_SCRIPT = f"""
import sys
from pathlib import Path
try:
    from pipelines.core.settings import PROJECT_ROOT, Settings
    from pipelines.steps.refreshing import project
except ImportError:
    sys.exit({_NO_ENTRY_POINT})
assert PROJECT_ROOT.samefile("."), f"another newsledger answered, from {{PROJECT_ROOT}}"
ledger, home, upto = sys.argv[1:]
def progress(step, done, total):
    print(step, done, total, sep="\\t", flush=True)
project(Path(ledger), Settings(home=Path(home)), int(upto), progress)
"""


@contextmanager
def checkout(other: str) -> Iterator[Path]:
    """The folder with the other version's code; a git revision is unpacked into a folder that goes again."""
    folder = Path(other).expanduser()
    if (folder / "pipelines").is_dir():
        yield folder.resolve()
        return
    archive = _git_archive(other)
    with tempfile.TemporaryDirectory(prefix="newsledger-") as unpacked:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(unpacked)
        yield Path(unpacked)


def project_with(code: Path, ledger_path: Path, home: Path, upto_position: int, progress: Progress) -> None:
    """Let the code in the folder read posts and claims of the ledger into the home; raises BadInput where it cannot."""
    command = [sys.executable, "-c", _SCRIPT, str(ledger_path.resolve()), str(home.resolve()), str(upto_position)]
    environment = os.environ | {"PYTHONPATH": str(code)}
    with tempfile.TemporaryFile("w+") as errors:
        running = subprocess.Popen(command, cwd=code, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
        with running:
            for line in running.stdout or ():
                step, done, total = line.rstrip("\n").split("\t")
                progress(step, int(done), int(total))
        errors.seek(0)
        _raise_if_failed(running.returncode, errors.read().strip())


def _raise_if_failed(code: int, errors: str) -> None:
    if code == _NO_ENTRY_POINT:
        raise BadInput(
            "The other version has no `pipelines.steps.refreshing.project`, so it cannot be asked to read a ledger.",
            "Compare with a newer version.",
        )
    if code:
        raise CheckFailed(
            f"The other version failed on this ledger: {_last_words(errors) or f'exit code {code}'}",
            "Nothing here was changed.",
        )


def _last_words(errors: str) -> str:
    """The message at the end of a traceback, without the error's class."""
    lines = errors.splitlines()
    begins = max((number for number, line in enumerate(lines) if not line.startswith(" ")), default=0)
    message = " ".join(line.strip() for line in lines[begins:])
    return message.partition(": ")[2] or message


def _git_archive(revision: str) -> bytes:
    # A revision that begins with a dash would be read as an option.
    command = ["git", "-C", str(PROJECT_ROOT), "archive", "--format=zip", "--end-of-options", revision]
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        raise BadInput(
            f"{revision!r} is neither a folder with newsledger's code nor a git revision of this one.",
            f"Give a checkout, or a tag, branch or commit that `git -C {PROJECT_ROOT} log` knows.",
        ) from error
