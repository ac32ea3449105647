-- One row per post and live blog: where its life stands, by what is known now.
with changes as (
    select * from {{ ref('int_posts__changes') }}
),

sightings as (
    select
        stream,
        post_key,
        min(observed_at) as first_seen_at,
        max(observed_at) as last_seen_at
    from {{ ref('int_posts__sightings') }}
    group by stream, post_key
),

lives as (
    select
        stream,
        post_key,
        arg_max(change, change_number) filter (where change in ('published', 'revised', 'withdrawn', 'reinstated'))
            as status,
        arg_max(post_version_id, change_number) filter (where post_version_id is not null) as post_version_id,
        count(*) filter (where change = 'revised') as revision_count,
        max(observed_at) as changed_at
    from changes
    group by stream, post_key
)

select
    lives.*,
    sightings.first_seen_at,
    sightings.last_seen_at
from lives
inner join sightings using (stream, post_key)
