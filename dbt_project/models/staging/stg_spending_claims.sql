with source as (
    select * from {{ source('raw', 'spending_claims') }}
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
        amount,
        amount_text,
        currency,
        amount_converted,
        currency_converted,
        qualifier,
        payer,
        recipient,
        purpose,
        period,
        status
    from source
)

select * from renamed
