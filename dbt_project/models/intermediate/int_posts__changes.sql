{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

-- What happened to a post, in the order of what is known now.
with streams as (
    {{ touched_streams() }}
),

states as (
    select
        states.*,
        sum(cast(states.is_change as integer)) over (
            partition by states.stream, states.post_key order by states.observed_at, states.position
        ) as run_number
    from {{ ref('int_posts__states') }} as states
    inner join streams on states.stream = streams.stream
),

-- A late capture may show that a wording stood earlier than was known: that is no news of the wording.
runs as (
    select
        *,
        min(recorded_at) over (partition by stream, post_key, run_number) as run_known_from
    from states
),

changes as (
    select
        *,
        lag(run_known_from) over (partition by stream, post_key order by observed_at, position) as previous_known_from
    from runs
    where is_change
),

post_versions as (
    select
        post_version_id,
        text_sha256,
        captions
    from {{ ref('stg_post_versions') }}
),

forms as (
    select
        captures.position,
        pages.form
    from {{ ref('stg_captures') }} as captures
    inner join streams on captures.stream = streams.stream
    inner join {{ ref('stg_pages') }} as pages on captures.page_id = pages.page_id
)

select
    changes.stream,
    changes.stream_state,
    changes.post_key,
    changes.previous_post_version_id,
    changes.post_version_id,
    changes.previous_position,
    changes.position,
    changes.observed_at,
    changes.recorded_at,
    greatest(changes.run_known_from, coalesce(changes.previous_known_from, changes.run_known_from)) as known_from,
    row_number() over (
        partition by changes.stream, changes.post_key order by changes.observed_at, changes.position
    ) as change_number,
    case
        when changes.previous_position is null then 'published'
        when changes.post_version_id is null then 'withdrawn'
        when changes.previous_post_version_id is null then 'reinstated'
        when before.text_sha256 <> after.text_sha256 then 'revised'
        -- Not every form of a page has captions: that one comes or goes is an edit only where the form stayed.
        when
            before.captions <> after.captions
            and (form_before.form = form_after.form or (len(before.captions) > 0 and len(after.captions) > 0))
            then 'recaptioned'
        else 'reread'
    end as change
from changes
left join post_versions as before on changes.previous_post_version_id = before.post_version_id
left join post_versions as after on changes.post_version_id = after.post_version_id
left join forms as form_before on changes.previous_position = form_before.position
left join forms as form_after on changes.position = form_after.position
