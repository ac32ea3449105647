{{ config(materialized='view') }}

-- A withdrawal from one live blog of a post that stands in another of the same source: the post has moved there.
with shared_posts as (
    select post_key
    from {{ ref('int_posts__lives') }}
    group by post_key
    having count(*) > 1
),

changes as (
    select
        changes.*,
        lead(changes.observed_at) over (
            partition by changes.stream, changes.post_key order by changes.change_number
        ) as next_observed_at
    from {{ ref('int_posts__changes') }} as changes
    semi join shared_posts on changes.post_key = shared_posts.post_key
),

standing as (
    select timeline.*
    from {{ ref('int_posts__timeline') }} as timeline
    semi join shared_posts on timeline.post_key = shared_posts.post_key
    where timeline.known_to is null
),

captures as (
    select
        position,
        recorded_at
    from {{ ref('stg_captures') }}
)

select
    changes.stream,
    changes.post_key,
    changes.change_number,
    changes.observed_at,
    standing.stream as moved_to_stream,
    standing.position as moved_to_position,
    standing.valid_from as moved_to_observed_at,
    greatest(changes.known_from, captures.recorded_at) as known_from
from changes
inner join standing
    on
        changes.post_key = standing.post_key
        and changes.stream <> standing.stream
        and split_part(changes.stream, ':', 1) = split_part(standing.stream, ':', 1)
        and (standing.valid_to is null or changes.observed_at < standing.valid_to)
        and (changes.next_observed_at is null or changes.next_observed_at > standing.valid_from)
inner join captures on standing.position = captures.position
where changes.change = 'withdrawn'
-- The first wording seen in the first of the other live blogs proves it.
qualify
    row_number() over (
        partition by changes.stream, changes.post_key, changes.change_number
        order by standing.valid_from, standing.stream, standing.position
    ) = 1
