"""Releases: immutable snapshots of the facts with permanent ids, what differs between two, and the dashboard."""

from pipelines.release.catalog import Release, find_release, latest, list_releases, prune
from pipelines.release.diff import Change, diff
from pipelines.release.manifest import SCHEMA_VERSION, Manifest, read_manifest
from pipelines.release.publish import publish

__all__ = [
    "SCHEMA_VERSION",
    "Change",
    "Manifest",
    "Release",
    "diff",
    "find_release",
    "latest",
    "list_releases",
    "prune",
    "publish",
    "read_manifest",
]
