"""How long the way from the ledger to a release takes, stage by stage, and a replay: `python -m benchmarks.replay`."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.live_blogs import captures
from pipelines import steps
from pipelines.core.settings import Settings
from pipelines.ledger.store import open_ledger


def main() -> None:
    """Print posts, captures and seconds by stage as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blogs", type=int, default=20)
    parser.add_argument("--captures", type=int, default=12, help="captures of each blog")
    parser.add_argument("--posts", type=int, default=40, help="posts of each blog")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), arguments.blogs, arguments.captures, arguments.posts), indent=2))


def measure(folder: Path, blogs: int, captures_per_blog: int, posts_per_blog: int) -> dict[str, float]:
    """Seconds of every stage, once through, for the made-up blogs."""
    settings = Settings(home=folder)
    seconds: dict[str, float] = {"captures": blogs * captures_per_blog, "posts": blogs * posts_per_blog}

    def timed(stage: str, run: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        result = run()
        seconds[f"{stage}_seconds"] = round(time.perf_counter() - started, 2)
        return result

    timed("landing", lambda: _land(settings, blogs, captures_per_blog, posts_per_blog))
    upto = timed("reading", lambda: steps.read_posts(settings))
    timed("extraction", lambda: steps.extract_claims(settings, upto))
    timed("marts", lambda: steps.build_marts(settings, upto))
    timed("release", lambda: steps.publish_release(settings, upto))
    replayed = timed("replay", lambda: steps.replay(settings, steps.no_progress))
    seconds["tables_differing_after_replay"] = len(replayed.differing)
    return seconds


def _land(settings: Settings, blogs: int, captures_per_blog: int, posts_per_blog: int) -> None:
    waiting = captures(blogs, captures_per_blog, posts_per_blog)
    with open_ledger(settings.ledger_path) as ledger:
        while batch := list(islice(waiting, 20)):
            ledger.append(batch)


if __name__ == "__main__":
    main()
