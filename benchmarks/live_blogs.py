"""Made-up DW live blogs in the JSON form: posts with claims of every type, edited and added from capture to capture."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pipelines.core.events import PageCaptured, Recordable
from pipelines.core.ids import content_id, sha256_hex

START = datetime(2025, 1, 1, tzinfo=UTC)
PLACES = ("Kherson", "Sumy", "Nikopol", "Kramatorsk", "Odesa", "Kharkiv", "Pokrovsk", "Zaporizhzhia")
SENTENCES = (
    "Russian shelling of {place} killed {n} people and injured {m}, the regional governor said.",
    "Russia launched {m} drones overnight, of which {n} were shot down, Ukraine's Air Force said.",
    "Germany pledged €{n} million in military aid to Ukraine.",
    "French President Emmanuel Macron condemned the attack on {place}.",
    "Trains through {place} were late by {n} minutes because of the snow.",
    "The power company said that repairs would go on until Thursday.",
)
SECONDS_BETWEEN_CAPTURES = 300


def captures(blogs: int, captures_per_blog: int, posts_per_blog: int, seed: int = 7) -> Iterator[Recordable]:
    """Captures of all blogs in turn; posts come in evenly, and each capture rewords one older post."""
    for turn in range(1, captures_per_blog + 1):
        for blog in range(blogs):
            yield _capture(80_000_000 + blog * 10_000, turn, captures_per_blog, posts_per_blog, seed)


def _capture(blog_id: int, turn: int, turns: int, posts_per_blog: int, seed: int) -> Recordable:
    shown = max(1, posts_per_blog * turn // turns)
    posts = [_post(blog_id + 1 + i, seed, is_reworded=(i * 31) % turns < turn) for i in reversed(range(shown))]
    content = {
        "__typename": "Liveblog",
        "id": blog_id,
        "canonicalUrl": f"https://www.dw.com/en/benchmark/live-{blog_id}",
        "title": f"Benchmark {blog_id}",
        "posts": posts,
    }
    body = json.dumps({"data": {"content": content}}).encode()
    event = PageCaptured(
        url=content["canonicalUrl"],
        capture_id=content_id(blog_id, turn),
        body_sha256=sha256_hex(body),
        body_size=len(body),
        observed_basis="fetched",
        origin="benchmark",
    )
    moment = START + timedelta(seconds=turn * SECONDS_BETWEEN_CAPTURES)
    return Recordable(stream=f"dw:{blog_id}", observed_at=moment, event=event, body=body)


def _post(post_id: int, seed: int, *, is_reworded: bool) -> dict[str, object]:
    chance = random.Random(post_id * 1000 + seed)
    place, n, m = chance.choice(PLACES), chance.randint(2, 30), chance.randint(31, 90)
    sentences = [s.format(place=place, n=n + is_reworded, m=m) for s in chance.sample(SENTENCES, 3)]
    return {
        "__typename": "LiveblogPost",
        "id": post_id,
        "title": f"Update {post_id} on {place}",
        "localizedContentDate": "January 1, 2025",
        "persons": [],
        "text": "".join(f"<p>{sentence}</p>" for sentence in sentences),
    }
