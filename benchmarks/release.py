"""How long a release takes, and its dashboard and a difference: `python -m benchmarks.release --help`."""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.settings import Settings
from pipelines.release import Release, diff, publish
from pipelines.release.dashboard import build_dashboard

POSTS_PER_BLOG = 100
# Two facts in three posts, a fifth of all wordings replaced once, one post in five revised.
TABLES = """
    CREATE SCHEMA raw;
    CREATE SCHEMA marts;
    CREATE TABLE raw.projections AS SELECT 'posts' AS room, 1::BIGINT AS upto_position, 'p' AS version;
    CREATE TABLE marts.dim_posts AS
    SELECT 'dw:' || i AS post_key, md5(i::VARCHAR) AS post_version_id, 'dw:blog-' || i // {per_blog} AS stream,
           'dw' AS source, 'https://example.org/p/' || i AS url, 'A title of a post, number ' || i AS title,
           repeat('A sentence of a post, of ordinary length, about what somebody said. ', 8) || i AS body,
           [] :: VARCHAR[] AS authors, TIMESTAMP '2025-01-01' + to_minutes(i) AS published_at,
           DATE '2025-01-01' AS published_on, 'published' AS status, 0 AS revision_count,
           TIMESTAMP '2025-01-01' + to_minutes(i) AS first_seen_at, TIMESTAMP '2025-06-01' AS last_seen_at
    FROM range({posts}) t(i);
    CREATE TABLE marts.dim_blogs AS
    SELECT stream, 'dw' AS source, 'https://example.org/' || stream AS url, stream AS title, '' AS teaser,
           [] :: VARCHAR[] AS key_points, false AS is_closed, min(first_seen_at) AS first_seen_at,
           max(published_at) AS last_seen_at, 40 AS capture_count, 0 AS failed_capture_count,
           count(*) AS post_count, 0 AS withdrawn_post_count
    FROM marts.dim_posts GROUP BY stream;
    CREATE TABLE marts.fct_post_revisions AS
    SELECT stream, post_key, n AS change_number, if(n = 1, 'published', 'revised') AS change,
           published_at AS observed_at, published_at AS recorded_at, n - 1 AS previous_position, n AS position,
           title AS previous_title, title, body AS previous_body, body || ' And more.' AS body,
           []::VARCHAR[] AS claims_added, []::VARCHAR[] AS claims_gone, []::VARCHAR[] AS claims_changed,
           NULL::VARCHAR AS moved_to_stream, NULL::BIGINT AS moved_to_position
    FROM marts.dim_posts, range(1, 3) t(n) WHERE n = 1 OR post_key[-1] IN ('0', '5');
    CREATE TABLE marts.meta_release AS SELECT 1 AS upto_position;
"""
FACTS = """
    CREATE TABLE marts.fct_{fact} AS
    SELECT md5(post_key || '{fact}') AS claim_id, md5(post_key) AS claim_line_id, post_key, post_version_id, stream,
           source, title AS post_title, url, 'fetched' AS observed_basis,
           body[1:140] AS evidence, 0 AS evidence_start, 140 AS evidence_end, 'police' AS asserted_by,
           DATE '2025-01-01' AS event_date, published_on, published_on AS reported_on, published_at AS observed_at,
           published_at AS recorded_at, 'high' AS support, 'rule' AS rule, 'e1' AS extractor_version,
           true AS is_addable, NULL::VARCHAR AS not_addable_reason, 'exact' AS qualifier,
           NULL::VARCHAR AS review_state, NULL::VARCHAR AS review_verdict, NULL::VARCHAR AS reviewed_by,
           NULL::VARCHAR AS review_reason, NULL::TIMESTAMP AS reviewed_at, NULL::VARCHAR[] AS corrected_columns,
           {columns}
    FROM marts.dim_posts WHERE hash(post_key || '{fact}') % 6 = 0;
    CREATE TABLE marts.fct_{fact}_history AS
    SELECT *, true AS is_proven, observed_at AS valid_from,
           observed_basis AS valid_from_basis, if(n = 0, NULL, observed_at + to_hours(1)) AS valid_to,
           recorded_at AS known_from, NULL::TIMESTAMP AS known_to
    FROM marts.fct_{fact}, range(2) t(n) WHERE n = 0 OR hash(claim_id) % 5 = 0;
"""
# A third of the figures was replaced once by another wording; each post with one has a link.
CLAIMS = """
    CREATE TABLE marts.fct_claim_lines AS
    SELECT claim_id AS claim_line_id, claim_id, 'casualty' AS claim_type, post_key, recorded_at AS known_from,
           NULL::TIMESTAMP AS known_to
    FROM marts.fct_casualties;
    CREATE TABLE marts.fct_claim_changes AS
    SELECT stream, post_key, n AS change_number, if(n = 1, 'added', 'changed') AS change, 'casualty' AS claim_type,
           claim_id AS claim_line_id, NULL::VARCHAR AS previous_claim_id, claim_id, 'count 4 → 6' AS changed_values,
           '4 killed' AS previous_what, '6 killed' AS what, evidence AS previous_evidence, evidence, observed_at
    FROM marts.fct_casualties, range(1, 3) t(n) WHERE n = 1 OR hash(claim_id) % 3 = 0;
    CREATE TABLE marts.fct_claim_links AS
    SELECT claim_id, 'restates' AS link, NULL::VARCHAR AS linked_claim_id, 'the title says the same' AS reason,
           evidence, 0 AS evidence_start, 140 AS evidence_end, 'casualty' AS claim_type, stream, post_key,
           post_version_id, observed_at AS valid_from, NULL::TIMESTAMP AS valid_to, recorded_at AS known_from,
           NULL::TIMESTAMP AS known_to
    FROM marts.fct_casualties;
    CREATE TABLE marts.fct_toll_history AS
    SELECT md5(claim_id) AS toll_id, 1 AS step_number, stream, source, harm, place, scope, victim_country,
           victim_group, NULL::DATE AS incident_day, NULL::BIGINT AS previous_count, "count", qualifier,
           'first' AS change, asserted_by AS moved_by, false AS is_same_post, post_key, url, evidence, claim_id,
           claim_id AS claim_line_id, NULL::VARCHAR AS previous_claim_id, observed_at, recorded_at
    FROM marts.fct_casualties;
"""
COLUMNS = {
    "casualties": """'killed' AS harm, (hash(post_key) // 2)::BIGINT % 50 AS "count", 'six' AS count_text,
        'civilian' AS victim_group, 'UA' AS victim_country, 'Kyiv' AS place, 'incident' AS scope""",
    "attacks": "'drone' AS attack_type, 'RU' AS attacker, 'UA' AS target_country, ['Kyiv'] AS places, "
    "5 AS launched, 4 AS intercepted",
    "diplomacy": "'call' AS act, 'held' AS status, ['Rutte'] AS participants, ['EU'] AS counterparts, 'Kyiv' AS venue",
    "spending": "5::DECIMAL(24, 2) AS amount, '5' AS amount_text, 'EUR' AS currency, NULL::DECIMAL(24, 2) AS "
    "amount_converted, NULL::VARCHAR AS currency_converted, 'EU' AS payer, 'UA' AS recipient, 'arms' AS purpose, "
    "'2025' AS period, 'pledged' AS status",
}


def main() -> None:
    """Release `--posts` made-up posts from a temporary folder and print what was measured as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="folder to work in (a temporary one by default)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        print(json.dumps(measure(Path(folder), arguments.posts), indent=2))


def measure(folder: Path, posts: int) -> dict[str, Any]:
    """Seconds for a first release, one after a change, one where nothing changed, a difference and a dashboard."""
    settings = Settings(home=folder)
    _fill(settings, posts)
    before = time.process_time()
    first, seconds = _timed(lambda: _publish(settings))
    cpu_seconds = round(time.process_time() - before, 2)
    _change(settings)
    second, second_seconds = _timed(lambda: _publish(settings))
    again, again_seconds = _timed(lambda: _publish(settings))
    changes, diff_seconds = _timed(lambda: diff(first, second))
    _, dashboard_seconds = _timed(lambda: build_dashboard(second.path, folder / "site"))
    return {
        "posts": posts,
        "rows": sum(entry.rows for entry in first.manifest.tables.values()),
        "release_megabytes": round(sum(entry.bytes for entry in first.manifest.files.values()) / 1e6, 1),
        "release_seconds": seconds,
        "release_cpu_seconds": cpu_seconds,  # over all cores: what a busy machine does not change
        "release_after_a_change_seconds": second_seconds,
        "nothing_changed_seconds": again_seconds,
        "nothing_changed_made_a_release": again.is_new,
        "diff_seconds": diff_seconds,
        "diff_found": len(changes),
        "dashboard_seconds": dashboard_seconds,
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _fill(settings: Settings, posts: int) -> None:
    with duckdb.connect(str(settings.work_path)) as connection:
        connection.execute(TABLES.format(posts=posts, per_blog=POSTS_PER_BLOG))
        for fact, columns in COLUMNS.items():
            connection.execute(FACTS.format(fact=fact, columns=columns))
        connection.execute(CLAIMS)


def _change(settings: Settings) -> None:
    with duckdb.connect(str(settings.work_path)) as connection:
        connection.execute('UPDATE marts.fct_casualties SET "count" = 99 WHERE hash(claim_id) % 1000 = 0')


def _publish(settings: Settings) -> Release:
    return publish(settings, 1, (1, "a" * 64), [], {"parsers": "p", "extractor": "e"})


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = call()
    return result, round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main()
