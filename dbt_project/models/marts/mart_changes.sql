{{ config(materialized='view') }}

-- Another form of the page is no event at the source.
with revisions as (
    select revisions.* replace (changes.known_from as recorded_at)
    from {{ ref('int_posts__revisions') }} as revisions
    inner join {{ ref('int_posts__changes') }} as changes
        on
            revisions.stream = changes.stream
            and revisions.post_key = changes.post_key
            and revisions.change_number = changes.change_number
    where revisions.change <> 'reread'
),

post_events as (
    select
        *,
        cast(null as varchar) as claim_type,
        cast(null as varchar) as claim_id,
        coalesce(post_version_id, previous_post_version_id) as told_version_id
    from revisions
),

claim_events as (
    select
        * replace ('claim_added' as change),
        unnest(claims_added) as claim_id,
        post_version_id as told_version_id
    from revisions
    union all
    select
        * replace ('claim_gone' as change),
        unnest(claims_gone) as claim_id,
        previous_post_version_id as told_version_id
    from revisions
),

events as (
    select
        post_events.*,
        cast(null as varchar) as evidence,
        cast(null as varchar) as asserted_by,
        case post_events.change
            when 'published' then 'post published'
            when 'revised' then 'title or body reworded'
            when 'recaptioned' then 'captions changed'
            when 'withdrawn' then 'post withdrawn'
            when 'reinstated' then 'post back'
        end as what
    from post_events
    union all by name
    select
        claim_events.* replace (greatest(claim_events.recorded_at, claims.told_from) as recorded_at),
        claims.claim_type,
        claims.evidence,
        claims.asserted_by,
        claims.what
    from claim_events
    inner join {{ ref('int_claims__described') }} as claims
        on claim_events.claim_id = claims.claim_id and claim_events.told_version_id = claims.post_version_id
    where claims.is_proven
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
    post_versions.title as post_title,
    post_versions.url,
    post_versions.source,
    events.stream,
    events.post_key,
    events.change_number
from events
inner join {{ ref('stg_post_versions') }} as post_versions on events.told_version_id = post_versions.post_version_id
