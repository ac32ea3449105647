{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

with streams as (
    {{ touched_streams() }}
),

changes as (
    select
        changes.*,
        case when changes.change = 'revised' then changes.previous_post_version_id end as text_before_id,
        case when changes.change = 'revised' then changes.post_version_id end as text_after_id
    from {{ ref('int_posts__changes') }} as changes
    inner join streams on changes.stream = streams.stream
),

post_versions as (
    select * from {{ ref('stg_post_versions') }}
)

select
    changes.stream,
    changes.stream_state,
    changes.post_key,
    changes.change_number,
    changes.change,
    changes.observed_at,
    changes.recorded_at,
    changes.previous_position,
    changes.position,
    changes.previous_post_version_id,
    changes.post_version_id,
    before.title as previous_title,
    after.title,
    before.body as previous_body,
    after.body
from changes
left join post_versions as before on changes.text_before_id = before.post_version_id
left join post_versions as after on changes.text_after_id = after.post_version_id
