"""Extraction speed: posts per second on one core, over the labelled tuning posts."""

import json
import time
from pathlib import Path

from pipelines.claims.evaluate import post_text
from pipelines.claims.extract import extract
from pipelines.core.settings import PROJECT_ROOT

ROUNDS = 3


def main() -> None:
    """Prints posts and claims per second of processor time, without the first round that loads the reference data."""
    posts = [post_text(json.loads(line)) for path in _files() for line in path.read_text(encoding="utf-8").splitlines()]
    claims = sum(len(extract(post)) for post in posts)
    started = time.process_time()
    for _ in range(ROUNDS):
        for post in posts:
            extract(post)
    seconds = (time.process_time() - started) / ROUNDS
    print(f"{len(posts)} posts, {claims} claims: {len(posts) / seconds:.0f} posts/s, {claims / seconds:.0f} claims/s")


def _files() -> list[Path]:
    return sorted((PROJECT_ROOT / "warehouse" / "evaluation").glob("tuning*.jsonl"))


if __name__ == "__main__":
    main()
