"""All settings, read from `NEWSLEDGER_*` environment variables and nowhere else."""

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]
REFERENCE_PATH = PROJECT_ROOT / "warehouse" / "reference"
LEARNED_PATH = PROJECT_ROOT / "warehouse" / "learned"
"""Reference data, one home for its two readers: dbt and the extractor."""


class Settings(BaseSettings):
    """What a newsledger process may be told; every field is the variable `NEWSLEDGER_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="NEWSLEDGER_", frozen=True, extra="ignore")

    home: Path = Field(
        default=PROJECT_ROOT / "warehouse" / "data",
        description="Folder of all generated data: ledger, spool, projections, releases.",
    )
    watch: str = Field(
        default="",
        description="Live blogs to capture, separated by commas or spaces: URLs, or folders of saved pages.",
    )
    contact: str = Field(
        default="",
        description="Who runs this fetcher (an address or URL), sent in the User-Agent; needed to fetch from the web.",
    )
    allow_private_hosts: bool = Field(
        default=False, description="Let the fetcher reach loopback and private addresses (tests only)."
    )
    reviewer: str = Field(default="", description="Who signs `newsledger review` where --reviewer is not given.")
    seconds_between_requests: float = Field(
        default=5, ge=0, description="Shortest time between two requests to one host, over all workers."
    )
    max_page_megabytes: int = Field(default=20, ge=1, description="The fetcher refuses a page larger than this.")
    silent_after_hours: float = Field(
        default=6, gt=0, description="A source with open live blogs that gave no page for so long raises an alarm."
    )
    keep_logs_days: int = Field(default=30, ge=1, description="Older logs and damaged spool files are removed.")
    keep_releases: int = Field(default=30, ge=1, description="How many of the newest releases pruning keeps.")
    min_free_megabytes: int = Field(
        default=200, ge=0, description="Landing stops while the disk has less free space than this."
    )
    alert_webhook: SecretStr | None = Field(
        default=None, description="URL that receives a JSON POST when a DAG fails or a source goes blind."
    )
    alert_mail: str | None = Field(
        default=None, description="Address that receives a mail instead, through Airflow's SMTP connection."
    )
    log_format: str = Field(default="text", pattern="^(text|json)$", description="Log lines as text or as JSON.")

    @cached_property
    def ledger_path(self) -> Path:
        """The event log: written by the appender, never by dbt."""
        return self.home / "ledger.duckdb"

    @cached_property
    def work_path(self) -> Path:
        """The projections: rebuilt from the ledger at any time."""
        return self.home / "work.duckdb"

    @cached_property
    def spool_path(self) -> Path:
        """The folder capture workers write to and the appender drains."""
        return self.home / "spool"

    @cached_property
    def releases_path(self) -> Path:
        """The folder of immutable releases; `latest` in it points to the newest."""
        return self.home / "releases"

    @cached_property
    def reference_path(self) -> Path:
        """Reference data shared by dbt and the extractor."""
        return REFERENCE_PATH

    @cached_property
    def dbt_path(self) -> Path:
        """The dbt project."""
        return PROJECT_ROOT / "dbt_project"
