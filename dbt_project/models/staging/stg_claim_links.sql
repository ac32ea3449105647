with source as (
    select * from {{ source('raw', 'claim_links') }}
),

renamed as (
    select
        post_version_id,
        post_key,
        claim_id,
        link,
        linked_claim_id,
        reason,
        evidence,
        evidence_start,
        evidence_end
    from source
)

select * from renamed
