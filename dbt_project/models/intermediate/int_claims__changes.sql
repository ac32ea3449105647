{{ config(materialized='view') }}

-- What each change of a post did to its claims: a line that goes on in other words or with other values is one change.
with changes as (
    select * from {{ ref('int_posts__changes') }}
),

lines as (
    select
        claim_id,
        claim_line_id
    from {{ ref('stg_claim_lines') }}
    where known_to is null
),

claims as (
    select
        described.*,
        lines.claim_line_id
    from {{ ref('int_claims__described') }} as described
    inner join lines on described.claim_id = lines.claim_id
),

claims_before as (
    select
        changes.stream,
        changes.post_key,
        changes.change_number,
        claims.*
    from changes
    inner join claims on changes.previous_post_version_id = claims.post_version_id
),

claims_after as (
    select
        changes.stream,
        changes.post_key,
        changes.change_number,
        claims.*
    from changes
    inner join claims on changes.post_version_id = claims.post_version_id
),

compared as (
    select
        stream,
        post_key,
        change_number,
        claim_line_id,
        coalesce(claims_after.claim_type, claims_before.claim_type) as claim_type,
        claims_before.claim_id as previous_claim_id,
        claims_after.claim_id,
        claims_before.what as previous_what,
        claims_after.what,
        claims_before.evidence as previous_evidence,
        claims_after.evidence,
        claims_before.asserted_by as previous_asserted_by,
        claims_after.asserted_by,
        coalesce(claims_before.is_proven, false) as was_proven,
        coalesce(claims_after.is_proven, false) as is_proven,
        greatest(claims_before.told_from, claims_after.told_from) as told_from,
        case
            when claims_before.claim_id is null then 'added'
            when claims_after.claim_id is null then 'gone'
            when claims_before.told <> claims_after.told then 'changed'
            else 'reworded'
        end as change,
        nullif({{ changed_values('claims_before.told', 'claims_after.told') }}, '') as changed_values
    from claims_before
    full join claims_after using (stream, post_key, change_number, claim_line_id)
    where claims_before.claim_id is distinct from claims_after.claim_id or claims_before.told <> claims_after.told
)

select * from compared
