"""The dashboard: static pages built from one release, opened from disk or served on this machine."""

from pipelines.release.dashboard.build import build_dashboard
from pipelines.release.dashboard.serve import serve

__all__ = ["build_dashboard", "serve"]
