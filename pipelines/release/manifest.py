"""What a release says about itself: `manifest.json`, written last and read first."""

import json
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.core.errors import BadInput
from pipelines.core.results import CheckResult

SCHEMA_VERSION = "2.0"
"""Of the released tables: the first number rises when a column goes or changes its type, the second when one comes."""

DATABASE_NAME = "newsledger.duckdb"
MANIFEST_NAME = "manifest.json"
PARQUET_FOLDER = "parquet"
RUN_TABLE = "meta_release"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class LedgerHead(_Part):
    """The chain's end when the release was made; a ledger that no longer reaches it has lost its tail."""

    position: int
    hash: str


class TableEntry(_Part):
    """One released table: its rows, a hash of them that no order of rows changes, and its columns' types."""

    rows: int
    content_hash: str
    columns: dict[str, str]


class FileEntry(_Part):
    """One file of the release."""

    bytes: int
    sha256: str


class Manifest(_Part):
    """Everything needed to cite a release, to check that it is whole, and to see what made it."""

    id: str
    schema_version: str
    created_at: datetime
    upto_position: int
    ledger: LedgerHead
    versions: dict[str, str]
    tables: dict[str, TableEntry]
    files: dict[str, FileEntry]
    checks: list[CheckResult]

    def write(self, folder: Path) -> None:
        """Put the manifest into the release's folder."""
        content = json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False)
        (folder / MANIFEST_NAME).write_text(content + "\n", encoding="utf-8")


def read_manifest(release_path: Path) -> Manifest:
    """The manifest of the release in this folder; raises BadInput where there is none or it cannot be read."""
    path = release_path / MANIFEST_NAME
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise BadInput(f"{release_path} holds no release.", "See the releases with `newsledger status`.") from error
    except ValidationError as error:
        raise BadInput(f"{path} is not a manifest: {error.error_count()} fields are wrong.") from error
