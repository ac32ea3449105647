"""What stands where: the ledger, the projections and the latest release, for people and for monitoring."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.capture import spool
from pipelines.core.clock import to_text
from pipelines.core.database import open_database
from pipelines.core.settings import Settings
from pipelines.ledger.store import open_ledger
from pipelines.release.catalog import Release, latest
from pipelines.steps.health import alarms

FACT_TABLES = ("fct_casualties", "fct_attacks", "fct_diplomacy", "fct_spending")
_SHOWN = (
    "harm", "count", "qualifier", "victim_group", "place", "attack_type", "attacker", "places", "launched",
    "intercepted", "act", "participants", "counterparts", "amount", "currency", "payer", "status",
)  # fmt: skip
_BAD = {"failure_count": "failed", "partial_count": "partial", "quarantined_count": "not understood"}


@dataclass(frozen=True)
class Status:
    """The state of one home; empty parts say that nothing is there yet."""

    home: str
    spooled: int
    ledger: dict[str, Any] = field(default_factory=dict)
    release: dict[str, Any] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    facts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @property
    def text(self) -> str:
        """For people, a few lines a part."""
        parts = [f"Home      {self.home}", *self._ledger_lines(), *self._release_lines()]
        parts += [_source_line(source) for source in self.sources]
        parts += [f"ALARM     {alarm}" for alarm in self.alarms]
        for table, facts in self.facts.items():
            parts += ["", f"marts.{table}", *(line for fact in facts for line in _with_id(fact))]
        return "\n".join(parts)

    def _ledger_lines(self) -> list[str]:
        if not self.ledger:
            return ["Ledger    empty: run `newsledger import` or `newsledger capture`"]
        events = ", ".join(f"{count} {name}" for name, count in self.ledger["events"].items())
        lines = [f"Ledger    position {self.ledger['position']}, head {self.ledger['hash'][:12]}: {events}"]
        return lines + ([f"Spool     {self.spooled} files wait to be landed"] if self.spooled else [])

    def _release_lines(self) -> list[str]:
        if not self.release:
            return ["Release   none: run `newsledger refresh`"]
        counts = ", ".join(f"{self.release['rows'][table]} {table.removeprefix('fct_')}" for table in FACT_TABLES)
        failing = [name for name, outcome in self.release["checks"].items() if outcome != "pass"]
        lines = [
            f"Release   {self.release['id']} at position {self.release['position']}: {counts}",
            f"          {self.release['database']}",
            f"Checks    {len(self.release['checks'])} ran, {len(failing)} warn" + (f": {failing}" if failing else ""),
        ]
        behind = self.ledger.get("position", 0) - self.release["position"]
        return lines + ([f"Behind    {behind} events are newer than the release"] if behind else [])


def status(settings: Settings, facts: int = 0) -> Status:
    """The state of the home, with up to `facts` facts of each type that have a sentence to show."""
    release = latest(settings)
    return Status(
        home=str(settings.home),
        spooled=sum(1 for _ in spool.waiting(settings.spool_path)),
        ledger=_ledger(settings),
        release=_release(release) if release else {},
        sources=_rows(release, "SELECT * FROM marts.meta_source_health ORDER BY source") if release else [],
        alarms=[str(alarm) for alarm in alarms(settings)],
        facts=_facts(release, facts) if release and facts else {},
    )


def _ledger(settings: Settings) -> dict[str, Any]:
    if not settings.ledger_path.exists():
        return {}
    with open_ledger(settings.ledger_path, is_read_only=True, wait_seconds=10) as ledger:
        head = ledger.head()
        events = Counter(row.event_type for row in ledger.rows())
    return {"position": head.position, "hash": head.hash, "events": dict(sorted(events.items()))}


def _release(release: Release) -> dict[str, Any]:
    manifest = release.manifest
    return {
        "id": release.release_id,
        "created_at": to_text(manifest.created_at),
        "position": manifest.upto_position,
        "database": str(release.database_path),
        "rows": {name: entry.rows for name, entry in manifest.tables.items()},
        "checks": {result.name: result.status for result in manifest.checks},
    }


def _facts(release: Release, count: int) -> dict[str, list[dict[str, Any]]]:
    order = "observed_at DESC, claim_id"
    return {
        table: _rows(release, f"SELECT * FROM marts.{table} ORDER BY {order} LIMIT {int(count)}")
        for table in FACT_TABLES
    }


def _rows(release: Release, query: str) -> list[dict[str, Any]]:
    with open_database(release.database_path, is_read_only=True) as connection:
        relation = connection.sql(query)
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def _source_line(source: dict[str, Any]) -> str:
    seen = f"{source['success_count']} of {source['attempt_count']} looks gave a page, the last at"
    seen += f" {source['last_success_at'] or 'no time'} UTC"
    bad = [f"{source[name]} {word}" for name, word in _BAD.items() if source[name]]
    return f"Source    {source['source']}: {source['post_count']} posts; {seen}" + (
        f"; {', '.join(bad)}" if bad else ""
    )


def _with_id(fact: dict[str, Any]) -> list[str]:
    return [*fact_lines(fact), f"    claim {fact['claim_id']}"]


def fact_lines(fact: dict[str, Any]) -> list[str]:
    """What a fact says, and its sentence with who said it, in two lines."""
    values = [f"{name} {_plain(fact[name])}" for name in _SHOWN if fact.get(name) not in (None, [], "")]
    return ["  " + " · ".join(values), f"    “{fact['evidence']}” — {fact['asserted_by'] or 'in its own voice'}"]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,.0f}" if isinstance(value, Decimal) else str(value)
