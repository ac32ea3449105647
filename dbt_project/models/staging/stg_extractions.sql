with source as (
    select * from {{ source('raw', 'extractions') }}
),

renamed as (
    select
        post_version_id,
        extractor_version,
        outcome,
        claim_count
    from source
)

select * from renamed
