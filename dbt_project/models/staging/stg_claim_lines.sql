with source as (
    select * from {{ source('raw', 'claim_lines') }}
),

renamed as (
    select
        claim_id,
        claim_line_id,
        claim_type,
        post_key,
        known_from,
        known_to
    from source
)

select * from renamed
