{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

with streams as (
    {{ touched_streams() }}
),

sightings as (
    select sightings.*
    from {{ ref('int_posts__sightings') }} as sightings
    inner join streams on sightings.stream = streams.stream
),

complete_captures as (
    select captures.*
    from {{ ref('stg_captures') }} as captures
    inner join {{ ref('stg_pages') }} as pages on captures.page_id = pages.page_id
    where pages.outcome = 'complete'
),

posts as (
    select
        stream,
        stream_state,
        post_key,
        min(observed_at) as first_observed_at
    from sightings
    group by stream, stream_state, post_key
),

-- A complete page that does not list a known post says that the post is gone.
absences as (
    select
        posts.stream,
        posts.stream_state,
        posts.post_key,
        cast(null as varchar) as post_version_id,
        complete_captures.position,
        complete_captures.page_id,
        complete_captures.observed_at,
        complete_captures.observed_basis,
        complete_captures.recorded_at
    from posts
    inner join complete_captures
        on
            posts.stream = complete_captures.stream
            and posts.first_observed_at <= complete_captures.observed_at
    left join sightings
        on
            posts.post_key = sightings.post_key
            and complete_captures.position = sightings.position
    where sightings.position is null
),

states as (
    select * exclude (ordinal) from sightings
    union all by name
    select * from absences
),

compared as (
    select
        *,
        lag(position) over history as previous_position,
        lag(post_version_id) over history as previous_post_version_id,
        lag(recorded_at) over history as previous_recorded_at,
        previous_position is null
        or coalesce(post_version_id, '') <> coalesce(previous_post_version_id, '') as is_change
    from states
    window history as (partition by stream, post_key order by observed_at, position)
)

-- A state that repeats what was known right before it changes nothing, at any time and for any knowledge. One recorded
-- before its predecessor is kept: until the predecessor came, it was news.
select *
from compared
where is_change or recorded_at < previous_recorded_at
