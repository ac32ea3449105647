{{ config(materialized='view') }}

-- Another form of the page is no event at the source; a change is known once what was before and after it is known.
with changes as (
    select
        changes.* replace (
            case when moves.stream is not null then 'moved' else changes.change end as change,
            coalesce(moves.known_from, changes.known_from) as recorded_at
        ),
        moves.moved_to_stream
    from {{ ref('int_posts__changes') }} as changes
    left join {{ ref('int_posts__moves') }} as moves
        on
            changes.stream = moves.stream
            and changes.post_key = moves.post_key
            and changes.change_number = moves.change_number
    where changes.change <> 'reread'
),

post_events as (
    select
        stream,
        post_key,
        change_number,
        change,
        observed_at,
        recorded_at,
        coalesce(post_version_id, previous_post_version_id) as told_version_id,
        case change
            when 'published' then 'post published'
            when 'revised' then 'title or body reworded'
            when 'recaptioned' then 'captions changed'
            when 'withdrawn' then 'post withdrawn'
            when 'reinstated' then 'post back'
            when 'moved' then 'post moved to ' || moved_to_stream
        end as what
    from changes
),

-- What is proven on one side only came or went.
claim_changes as (
    select
        claims.*,
        case
            when claims.was_proven and claims.is_proven then claims.change
            when claims.is_proven then 'added'
            else 'gone'
        end as proven_change
    from {{ ref('int_claims__changes') }} as claims
    where claims.was_proven or claims.is_proven
),

claim_events as (
    select
        changes.stream,
        changes.post_key,
        changes.change_number,
        'claim_' || claims.proven_change as change,
        changes.observed_at,
        greatest(changes.known_from, claims.told_from) as recorded_at,
        case when claims.proven_change = 'gone' then changes.previous_post_version_id else changes.post_version_id end
            as told_version_id,
        case claims.proven_change
            when 'gone' then claims.previous_what
            when 'added' then claims.what
            when 'changed' then claims.changed_values || ': ' || claims.what
            when 'reworded' then 'other words: ' || claims.what
        end as what,
        claims.claim_type,
        claims.claim_line_id,
        case when claims.proven_change <> 'added' then claims.previous_claim_id end as previous_claim_id,
        case when claims.proven_change = 'gone' then claims.previous_claim_id else claims.claim_id end as claim_id,
        case when claims.proven_change = 'gone' then claims.previous_evidence else claims.evidence end as evidence,
        case when claims.proven_change = 'gone' then claims.previous_asserted_by else claims.asserted_by end
            as asserted_by
    from claim_changes as claims
    inner join changes
        on
            claims.stream = changes.stream
            and claims.post_key = changes.post_key
            and claims.change_number = changes.change_number
),

events as (
    select * from post_events
    union all by name
    select * from claim_events
)

select
    events.recorded_at,
    events.observed_at,
    events.change,
    events.what,
    events.evidence,
    events.asserted_by,
    events.claim_type,
    events.claim_id,
    events.claim_line_id,
    events.previous_claim_id,
    post_versions.title as post_title,
    post_versions.url,
    post_versions.source,
    events.stream,
    events.post_key,
    events.change_number
from events
inner join {{ ref('stg_post_versions') }} as post_versions on events.told_version_id = post_versions.post_version_id
