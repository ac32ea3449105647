{{ config(materialized='view') }}

with figures as (
    select
        *,
        row_number() over (
            partition by toll_id order by valid_from, post_key, evidence_start, claim_id
        ) as place_in_toll
    from {{ ref('int_casualties__figures') }}
),

-- What a figure is held against: the one it replaces in its post, or else the newest of fifty that stood till then.
predecessors as (
    select
        figures.toll_id,
        figures.stream,
        figures.claim_id,
        figures.valid_from,
        earlier.claim_id as previous_claim_id,
        earlier."count" as previous_count,
        earlier.begun_known_from as previous_known_from,
        earlier.post_key = figures.post_key as is_same_post
    from figures
    inner join figures as earlier
        on
            figures.toll_id = earlier.toll_id
            and figures.valid_from > earlier.valid_from
            and figures.valid_from <= coalesce(earlier.valid_to, timestamp '9999-12-31')
            and (
                figures.place_in_toll - earlier.place_in_toll <= 50
                or (figures.post_key = earlier.post_key and figures.valid_from = earlier.valid_to)
            )
    qualify
        row_number() over (
            partition by figures.toll_id, figures.stream, figures.claim_id, figures.valid_from
            order by
                coalesce(earlier.claim_line_id = figures.claim_line_id, false)
                and earlier.valid_to = figures.valid_from desc nulls last,
                earlier.post_key = figures.post_key and earlier.valid_to = figures.valid_from desc nulls last,
                earlier.valid_from desc,
                earlier.asserted_by is not distinct from figures.asserted_by desc,
                abs(earlier.evidence_start - figures.evidence_start),
                earlier.claim_id
        ) = 1
),

compared as (
    select
        figures.*,
        predecessors.previous_claim_id,
        predecessors.previous_count,
        coalesce(predecessors.previous_known_from, figures.begun_known_from) as previous_known_from,
        coalesce(predecessors.is_same_post, false) as is_same_post
    from figures
    left join predecessors
        on
            figures.toll_id = predecessors.toll_id
            and figures.stream = predecessors.stream
            and figures.claim_id = predecessors.claim_id
            and figures.valid_from = predecessors.valid_from
),

given as (
    select
        *,
        case
            when previous_count is null then 'first'
            when "count" > previous_count then 'raised'
            when "count" < previous_count then 'lowered'
            else 'restated'
        end as change,
        asserted_by as moved_by,
        valid_from as observed_at,
        -- A figure that came late makes a step of the one after it.
        greatest(begun_known_from, previous_known_from) as recorded_at
    from compared
),

-- A figure is withdrawn where its post tells nothing more of the toll.
withdrawn as (
    select
        figures.* replace (cast(null as bigint) as "count", cast(null as varchar) as qualifier),
        figures.claim_id as previous_claim_id,
        figures."count" as previous_count,
        true as is_same_post,
        'withdrawn' as change,
        cast(null as varchar) as moved_by,
        figures.valid_to as observed_at,
        figures.ended_known_from as recorded_at
    from figures
    left join figures as standing
        on
            figures.toll_id = standing.toll_id
            and figures.post_key = standing.post_key
            and figures.valid_to >= standing.valid_from
            and figures.valid_to < coalesce(standing.valid_to, timestamp '9999-12-31')
    where figures.valid_to is not null and standing.claim_id is null
),

every_step as (
    select * from given
    union all by name
    select * from withdrawn
),

-- Title and body that give one figure are one step, told by the one that names its source.
steps as (
    select *
    from every_step
    qualify
        row_number() over (
            partition by toll_id, post_key, observed_at, change, "count", previous_count
            order by asserted_by is null, evidence_start, claim_id
        ) = 1
)

select
    toll_id,
    row_number() over (
        partition by toll_id order by observed_at, change <> 'withdrawn', post_key, evidence_start, claim_id
    ) as step_number,
    stream,
    source,
    harm,
    place,
    scope,
    victim_country,
    victim_group,
    incident_day,
    previous_count,
    "count",
    qualifier,
    change,
    moved_by,
    is_same_post,
    post_key,
    url,
    evidence,
    claim_id,
    claim_line_id,
    previous_claim_id,
    observed_at,
    recorded_at
from steps
