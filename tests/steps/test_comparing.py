"""Two versions of the code read one ledger: what differs is shown, and nothing of the home is touched."""

import json
import shutil
from pathlib import Path

import pytest

from pipelines import steps
from pipelines.core.errors import BadInput, CheckFailed
from pipelines.core.ids import sha256_hex
from pipelines.core.settings import PROJECT_ROOT, Settings
from pipelines.steps.comparing import compare_versions

EXTRACT = "pipelines/claims/extract.py"
SORTED = "return sorted(claims, "
OTHERWISE = """claims = [
        type(c)(**(c.fields() | {"count": c.count + 1})) if c.type == "casualty" and c.count else c
        for c in claims if c.type != "attack"
    ]
    """


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A checkout whose extractor counts one too many and sees no attacks."""
    folder = tmp_path / "other"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT_ROOT / "pipelines", folder / "pipelines", ignore=ignored)
    for data in ("reference", "learned"):
        shutil.copytree(PROJECT_ROOT / "warehouse" / data, folder / "warehouse" / data)
    _rewrite(folder / EXTRACT, SORTED, OTHERWISE + SORTED)
    return folder


def _rewrite(path: Path, old: str, new: str) -> None:
    code = path.read_text("utf-8")
    assert old in code
    path.write_text(code.replace(old, new), "utf-8")


def _files(home: Path) -> dict[str, str]:
    paths = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path.relative_to(home)): sha256_hex(path.read_bytes()) for path in paths}


def test_what_two_versions_read_otherwise_is_counted_and_shown_with_its_sentence(
    own_sample: Settings, other: Path
) -> None:
    before, told = _files(own_sample.home), []
    compared = compare_versions(own_sample, str(other), lambda step, done, total: told.append(step), limit=2)
    assert _files(own_sample.home) == before
    assert {"reading pages, the other version", "reading pages, this version"} <= set(told)
    assert compared.versions["other"]["claims"] != compared.versions["this"]["claims"]
    assert compared.versions["other"]["posts"] == compared.versions["this"]["posts"]
    for same in ("page", "post", "diplomacy", "spending"):
        assert {compared.counts[same][kind] for kind in ("gone", "changed", "added")} == {0}, same
    assert compared.counts["attack"]["same"] == compared.counts["attack"]["gone"] == 0
    assert compared.counts["attack"]["added"] > 2
    assert compared.counts["casualty"]["changed"] > 2
    assert compared.counts["casualty"]["gone"] == compared.counts["casualty"]["added"] == 0, "the sentence is the same"
    shown = [(example.what, example.kind) for example in compared.examples]
    assert shown == [("casualty", "changed")] * 2 + [("attack", "added")] * 2
    example = compared.examples[0]
    assert example.values["count"][0] == example.values["count"][1] + 1
    assert f"“{example.sentence}”" in compared.text
    assert json.loads(json.dumps(compared.as_dict(), default=str))["counts"] == compared.counts


def test_posts_that_a_parser_reads_otherwise_or_not_at_all_are_named(own_sample: Settings, other: Path) -> None:
    rows = other / "pipelines" / "posts" / "rows.py"
    _rewrite(rows, "**vars(post),", '**vars(post) | {"title": post.title.upper()},')
    _rewrite(
        other / "pipelines" / "posts" / "project.py",
        "enumerate(page.posts, start=1)",
        "enumerate(page.posts[:-1], start=1)",
    )
    compared = compare_versions(own_sample, str(other), steps.no_progress, limit=1)
    posts = compared.counts["post"]
    assert posts["added"] > 0, "the last post of each page"
    assert posts["changed"] > 0
    assert posts["gone"] == 0
    changed = next(example for example in compared.examples if (example.what, example.kind) == ("post", "changed"))
    assert list(changed.values) == ["title"]
    assert changed.values["title"][0] == changed.values["title"][1].upper()


def test_a_version_that_cannot_be_asked_says_so(own_sample: Settings, other: Path) -> None:
    refreshing = other / "pipelines" / "steps" / "refreshing.py"
    _rewrite(refreshing, "def project(", "def project_somehow(")
    with pytest.raises(BadInput, match=r"no `pipelines\.steps\.refreshing\.project`"):
        compare_versions(own_sample, str(other), steps.no_progress)


def test_a_version_that_fails_is_quoted(own_sample: Settings, other: Path) -> None:
    _rewrite(other / EXTRACT, "def extract_posts(", "def extract_no_posts(")
    _rewrite(other / EXTRACT, "MAX_CHARACTERS = ", "extract_posts = None\nMAX_CHARACTERS = ")
    with pytest.raises(CheckFailed, match="'NoneType' object is not callable"):
        compare_versions(own_sample, str(other), steps.no_progress)


def test_a_git_revision_is_read_from_a_folder_that_goes_again(own_sample: Settings) -> None:
    if not (PROJECT_ROOT / ".git").exists():
        pytest.skip("needs the git repository")
    compared = compare_versions(own_sample, "HEAD", steps.no_progress)
    assert compared.counts["page"]["same"] > 0


def test_what_is_neither_folder_nor_revision_is_refused(own_sample: Settings) -> None:
    with pytest.raises(BadInput, match="neither a folder"):
        compare_versions(own_sample, "no-such-version", steps.no_progress)
