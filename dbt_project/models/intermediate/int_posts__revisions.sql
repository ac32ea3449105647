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
),

asserted as (
    select * from {{ ref('int_claims__asserted') }}
),

claims_before as (
    select
        changes.stream,
        changes.post_key,
        changes.change_number,
        asserted.claim_id
    from changes
    inner join asserted on changes.previous_post_version_id = asserted.post_version_id
),

claims_after as (
    select
        changes.stream,
        changes.post_key,
        changes.change_number,
        asserted.claim_id
    from changes
    inner join asserted on changes.post_version_id = asserted.post_version_id
),

claim_changes as (
    select
        stream,
        post_key,
        change_number,
        list(claims_after.claim_id order by claims_after.claim_id) filter (where claims_before.claim_id is null)
            as claims_added,
        list(claims_before.claim_id order by claims_before.claim_id) filter (where claims_after.claim_id is null)
            as claims_gone
    from claims_before
    full join claims_after using (stream, post_key, change_number, claim_id)
    group by stream, post_key, change_number
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
    after.body,
    coalesce(claim_changes.claims_added, []) as claims_added,
    coalesce(claim_changes.claims_gone, []) as claims_gone
from changes
left join post_versions as before on changes.text_before_id = before.post_version_id
left join post_versions as after on changes.text_after_id = after.post_version_id
left join claim_changes
    on
        changes.stream = claim_changes.stream
        and changes.post_key = claim_changes.post_key
        and changes.change_number = claim_changes.change_number
