{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

with streams as (
    {{ touched_streams() }}
),

states as (
    select states.*
    from {{ ref('int_posts__states') }} as states
    inner join streams on states.stream = streams.stream
),

-- When it became known that a wording ended: at first nothing ends it, then each later state of the post may.
endings as (
    select
        stream,
        post_key,
        position,
        recorded_at as known_from,
        cast(null as timestamp) as valid_to
    from states
    where post_version_id is not null
    union all
    select
        wordings.stream,
        wordings.post_key,
        wordings.position,
        greatest(wordings.recorded_at, later.recorded_at) as known_from,
        later.observed_at as valid_to
    from states as wordings
    inner join states as later
        on
            wordings.stream = later.stream
            and wordings.post_key = later.post_key
            and (wordings.observed_at, wordings.position) < (later.observed_at, later.position)
    where wordings.post_version_id is not null
),

-- The nearest ending known so far is the one that counts.
nearest_endings as (
    select
        stream,
        post_key,
        position,
        known_from,
        min(min(valid_to)) over (partition by stream, post_key, position order by known_from) as valid_to
    from endings
    group by stream, post_key, position, known_from
),

changed_endings as (
    select *
    from nearest_endings
    window knowledge as (partition by stream, post_key, position order by known_from)
    qualify
        lag(known_from) over knowledge is null
        or valid_to is distinct from lag(valid_to) over knowledge
),

intervals as (
    select
        *,
        lead(known_from) over (partition by stream, post_key, position order by known_from) as known_to
    from changed_endings
)

select
    states.stream,
    states.stream_state,
    states.post_key,
    states.post_version_id,
    states.position,
    states.observed_at as valid_from,
    states.observed_basis as valid_from_basis,
    intervals.valid_to,
    intervals.known_from,
    intervals.known_to
from intervals
inner join states
    on
        intervals.stream = states.stream
        and intervals.post_key = states.post_key
        and intervals.position = states.position
where intervals.valid_to is null or states.observed_at < intervals.valid_to
