with captures as (
    select
        *,
        split_part(stream, ':', 1) as source
    from {{ ref('stg_captures') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
),

attempts as (
    select
        captures.*,
        pages.outcome,
        pages.post_count,
        coalesce(pages.outcome in ('complete', 'partial'), false) as is_success
    from captures
    left join pages on captures.page_id = pages.page_id
),

successes as (
    select
        source,
        observed_at,
        lag(observed_at) over (partition by stream order by observed_at, position) as previous_observed_at
    from attempts
    where is_success
),

gaps as (
    select
        source,
        max(date_diff('second', previous_observed_at, observed_at)) / 3600.0 as longest_gap_hours
    from successes
    group by source
),

outcomes as (
    select
        source,
        count(distinct stream) as blog_count,
        count(*) as attempt_count,
        count(*) filter (where is_success) as success_count,
        count(*) filter (where event_type = 'CaptureFailed') as failure_count,
        count(*) filter (where outcome = 'partial') as partial_count,
        count(*) filter (where outcome = 'quarantined') as quarantined_count,
        max(observed_at) as last_attempt_at,
        max(observed_at) filter (where is_success) as last_success_at,
        arg_max(failure_reason, position) filter (where failure_reason is not null) as last_failure_reason,
        coalesce(max(position) filter (where is_success), 0) as last_success_position,
        avg(post_count) filter (where is_success) as posts_per_page
    from attempts
    group by source
),

silences as (
    select
        attempts.source,
        count(*) as attempts_since_success
    from attempts
    inner join outcomes on attempts.source = outcomes.source
    where attempts.position > outcomes.last_success_position
    group by attempts.source
),

posts as (
    select
        post_versions.source,
        count(distinct post_versions.post_key) as post_count,
        count(distinct asserted.post_key) as post_with_claim_count
    from {{ ref('stg_post_versions') }} as post_versions
    left join {{ ref('int_claims__asserted') }} as asserted
        on post_versions.post_version_id = asserted.post_version_id
    group by post_versions.source
)

select
    outcomes.source,
    outcomes.blog_count,
    outcomes.attempt_count,
    outcomes.success_count,
    outcomes.failure_count,
    outcomes.partial_count,
    outcomes.quarantined_count,
    outcomes.last_attempt_at,
    outcomes.last_success_at,
    coalesce(silences.attempts_since_success, 0) as attempts_since_success,
    outcomes.last_failure_reason,
    cast(gaps.longest_gap_hours as double) as longest_gap_hours,
    outcomes.posts_per_page,
    coalesce(posts.post_count, 0) as post_count,
    coalesce(posts.post_with_claim_count, 0) as post_with_claim_count
from outcomes
left join gaps on outcomes.source = gaps.source
left join silences on outcomes.source = silences.source
left join posts on outcomes.source = posts.source
