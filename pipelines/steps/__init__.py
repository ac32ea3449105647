"""The steps of the pipeline, in order: the only place that knows all rooms, called by the CLI and the DAGs alike."""

from pipelines.steps.health import Alarm, alarms, check_health
from pipelines.steps.housekeeping import clean
from pipelines.steps.landing import Captured, Landed, capture, export_warc, land
from pipelines.steps.opening import Progress, no_progress
from pipelines.steps.refreshing import build_marts, extract_claims, publish_release, read_posts, refresh
from pipelines.steps.replaying import Replayed, replay
from pipelines.steps.status import Status, status
from pipelines.steps.watching import discover, due, watch, watched

__all__ = [
    "Alarm",
    "Captured",
    "Landed",
    "Progress",
    "Replayed",
    "Status",
    "alarms",
    "build_marts",
    "capture",
    "check_health",
    "clean",
    "discover",
    "due",
    "export_warc",
    "extract_claims",
    "land",
    "no_progress",
    "publish_release",
    "read_posts",
    "refresh",
    "replay",
    "status",
    "watch",
    "watched",
]
