{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

-- One row per post and live blog: where its life stands, by what is known now.
with streams as (
    {{ touched_streams() }}
),

changes as (
    select changes.*
    from {{ ref('int_posts__changes') }} as changes
    inner join streams on changes.stream = streams.stream
),

sightings as (
    select
        sightings.stream,
        sightings.post_key,
        min(sightings.observed_at) as first_seen_at,
        max(sightings.observed_at) as last_seen_at
    from {{ ref('int_posts__sightings') }} as sightings
    inner join streams on sightings.stream = streams.stream
    group by sightings.stream, sightings.post_key
),

lives as (
    select
        stream,
        stream_state,
        post_key,
        arg_max(change, change_number) filter (where change in ('published', 'revised', 'withdrawn', 'reinstated'))
            as status,
        arg_max(post_version_id, change_number) filter (where post_version_id is not null) as post_version_id,
        count(*) filter (where change = 'revised') as revision_count,
        max(observed_at) as changed_at
    from changes
    group by stream, stream_state, post_key
)

select
    lives.*,
    sightings.first_seen_at,
    sightings.last_seen_at
from lives
inner join sightings using (stream, post_key)
