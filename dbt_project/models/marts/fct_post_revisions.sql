{{ config(materialized='view') }}

with revisions as (
    select * from {{ ref('int_posts__revisions') }}
),

claim_changes as (
    select
        stream,
        post_key,
        change_number,
        list(claim_id order by claim_id) filter (where change = 'added') as claims_added,
        list(previous_claim_id order by previous_claim_id) filter (where change = 'gone') as claims_gone,
        list(concat(coalesce(changed_values, 'other words'), ': ', what) order by claim_line_id)
        filter (where change in ('changed', 'reworded')) as claims_changed
    from {{ ref('int_claims__changes') }}
    group by stream, post_key, change_number
)

select
    revisions.stream,
    revisions.post_key,
    revisions.change_number,
    case when moves.stream is not null then 'moved' else revisions.change end as change,
    revisions.observed_at,
    revisions.recorded_at,
    revisions.previous_position,
    revisions.position,
    moves.moved_to_stream,
    moves.moved_to_position,
    revisions.previous_post_version_id,
    revisions.post_version_id,
    revisions.previous_title,
    revisions.title,
    revisions.previous_body,
    revisions.body,
    coalesce(claim_changes.claims_added, []) as claims_added,
    coalesce(claim_changes.claims_gone, []) as claims_gone,
    coalesce(claim_changes.claims_changed, []) as claims_changed
from revisions
left join claim_changes using (stream, post_key, change_number)
left join {{ ref('int_posts__moves') }} as moves using (stream, post_key, change_number)
