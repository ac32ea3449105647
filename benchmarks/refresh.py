"""What dbt costs after one new capture, in a small and a large warehouse: `python -m benchmarks.refresh --help`."""

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from pipelines import transform
from pipelines.core.database import open_database
from pipelines.core.settings import Settings
from pipelines.core.tables import TABLES

POSTS_PER_BLOG = 40
CAPTURES_PER_BLOG = 10
# A blog grows by four posts a capture; every fifth post is edited once, every third has a casualty figure.
RAW = """
    INSERT INTO raw.captures
    SELECT blog * {captures} + n, 'dw:' || blog, 'PageCaptured', NULL, {seen}, 'fetched', {seen}, 200,
           md5(blog || '/' || n), NULL, NULL
    FROM range({blogs}) b(blog), range(1, {captures} + 1) c(n);

    INSERT INTO raw.pages
    SELECT page_id, stream, 'dw', stream[4:], page_id, 'state', 'state/1', 'complete', NULL, 'en', NULL, 'Updates', [],
           NULL, [], NULL, false, 4 * ((position - 1) % {captures} + 1), []
    FROM raw.captures;

    INSERT INTO raw.page_posts
    SELECT page_id, row_number() OVER (PARTITION BY page_id ORDER BY post DESC),
           md5(stream || '/' || post || '/' || (post % 5 = 0 AND n > post / 4 + 1)), stream || '/' || post
    FROM (SELECT *, (position - 1) % {captures} + 1 AS n FROM raw.captures), range({posts}) p(post)
    WHERE post < 4 * n;

    INSERT INTO raw.post_versions
    SELECT DISTINCT ON (post_version_id) post_version_id, post_key, 'permalink', split_part(post_key, '/', 1), 'dw',
           'https://example.org/' || post_key, 'A title', {body}, md5(post_version_id), [], [], [],
           NULL, DATE '2025-01-01' + (hash(split_part(post_key, '/', 1)) % 900)::INTEGER, NULL, NULL, 'en'
    FROM raw.page_posts;

    INSERT INTO raw.casualty_claims
    SELECT md5('claim' || post_version_id), post_version_id, post_key, body[1:40], 9, 49, 'police', 'asserted', 'high',
           'made up', 'e1', NULL, 'killed', hash(post_key)::UHUGEINT % 9 + 1, NULL, NULL, 'some', 'exact', 'civilian',
           'UA', 'Place ' || hash(post_key) % 500, 'incident', false
    FROM raw.post_versions WHERE hash(post_key) % 3 = 0;

    INSERT INTO raw.claim_lines
    SELECT claim_id, md5('line' || post_key), 'casualty', post_key, TIMESTAMP '2025-01-01', NULL
    FROM raw.casualty_claims;
    INSERT INTO raw.projections VALUES ('posts', {last}, 'p1'), ('claims', {last}, 'e1');
"""
BODY = "post_version_id || repeat(' A sentence of a post, of ordinary length, about what somebody said.', 10)"
SEEN = "TIMESTAMP '2025-01-01' + to_minutes(blog * 60 + n * 30)"
NEW_CAPTURE = """
    INSERT INTO raw.captures SELECT * REPLACE ({last} + 1 AS position, observed_at + INTERVAL 1 HOUR AS observed_at,
        recorded_at + INTERVAL 1 YEAR AS recorded_at) FROM raw.captures WHERE position = {captures};
    UPDATE raw.projections SET upto_position = {last} + 1;
"""


def main() -> None:
    """Build made-up warehouses of both sizes, then again after one capture, and print seconds and ratio as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs=2, default=[1_000, 200_000], metavar=("SMALL", "LARGE"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = [measure(Path(folder) / str(posts), posts) for posts in arguments.posts]
    ratio = sizes[1]["after_one_capture_seconds"] / sizes[0]["after_one_capture_seconds"]
    print(json.dumps({"sizes": sizes, "large_to_small": round(ratio, 2)}, indent=2))


def measure(home: Path, posts: int) -> dict[str, Any]:
    """Seconds of a full build and of a build after one new capture of one blog."""
    settings = Settings(home=home)
    blogs = posts // POSTS_PER_BLOG
    last = blogs * CAPTURES_PER_BLOG
    with open_database(settings.work_path) as connection:
        connection.execute("CREATE SCHEMA raw;" + ";".join(table.ddl for table in TABLES))
        sizes = {"blogs": blogs, "captures": CAPTURES_PER_BLOG, "posts": POSTS_PER_BLOG, "last": last}
        connection.execute(RAW.format(**sizes, body=BODY, seen=SEEN))
    full = _seconds(settings, last)
    again = []
    for number in range(3):
        with open_database(settings.work_path) as connection:
            connection.execute(NEW_CAPTURE.format(last=last + number, captures=CAPTURES_PER_BLOG))
        again.append(_seconds(settings, last + number + 1))
    return {"posts": posts, "full_build_seconds": full, "after_one_capture_seconds": sorted(again)[1]}


def _seconds(settings: Settings, upto_position: int) -> float:
    start = time.perf_counter()
    transform.build(settings, upto_position)
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main()
