with source as (
    select * from {{ source('raw', 'casualty_claims') }}
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
        harm,
        "count",
        count_low,
        count_high,
        count_text,
        qualifier,
        victim_group,
        victim_country,
        place,
        scope,
        is_total
    from source
)

select * from renamed
