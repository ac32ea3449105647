"""Contracts, one per table: what may go on from room to room, and what may be released."""

from pipelines.checks.contracts import Checked, check
from pipelines.checks.facts import check_facts
from pipelines.checks.floors import enforce_floor

__all__ = ["Checked", "check", "check_facts", "enforce_floor"]
