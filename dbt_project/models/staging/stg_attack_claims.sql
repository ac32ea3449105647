with source as (
    select * from {{ source('raw', 'attack_claims') }}
),

renamed as (
    select
        claim_id,
        post_version_id,
        post_key,
        evidence,
        evidence_start,
        evidence_end,
        asserted_by,
        modality,
        support,
        rule,
        extractor_version,
        event_date,
        attack_type,
        attacker,
        target_country,
        places,
        launched,
        intercepted
    from source
)

select * from renamed
