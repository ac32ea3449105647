"""The house's own promises: data flows one way, and only the DAGs know Airflow."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIPELINES = ROOT / "pipelines"
ROOMS_BEFORE = {
    "core": set(),
    "sources": {"core"},
    "capture": {"core", "sources"},
    "ledger": {"core", "sources", "capture"},
    "posts": {"core", "sources", "capture", "ledger"},
    "claims": {"core", "sources", "capture", "ledger", "posts"},
    "checks": {"core"},
    "projections": {"core"},
    "transform": {"core"},
    "release": {"core"},
}


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "pipelines"
        for alias in node.names
    }
    return modules


def rooms_imported(path: Path) -> set[str]:
    return {module.split(".")[1] for module in imports_of(path) if module.startswith("pipelines.")}


def files_of(room: str) -> list[Path]:
    folder = PIPELINES / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PIPELINES / f"{room}.py"]


def test_every_room_imports_only_rooms_before_it() -> None:
    strays = [
        f"{path.relative_to(ROOT)} imports {room}"
        for name, before in ROOMS_BEFORE.items()
        for path in files_of(name)
        for room in rooms_imported(path) - before - {name}
    ]
    assert strays == []


def test_every_room_is_known_to_this_test() -> None:
    above = {"steps", "cli"}
    found = {path.stem for path in PIPELINES.iterdir() if not path.name.startswith("_")}
    assert found == set(ROOMS_BEFORE) | above


def test_only_the_dags_import_airflow() -> None:
    users = [path for path in PIPELINES.rglob("*.py") if any(m.split(".")[0] == "airflow" for m in imports_of(path))]
    assert users == []


def test_every_module_opens_with_a_word_on_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for folder in ("pipelines", "dags", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
