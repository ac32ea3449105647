with source as (
    select * from {{ source('raw', 'reviews') }}
    -- The refresh pins a position; what was recorded since waits for the next one.
    where position <= (select min(rooms.upto_position) from {{ source('raw', 'projections') }} as rooms)
),

renamed as (
    select
        position,
        stream,
        claim_id,
        claim_type,
        post_key,
        verdict,
        reviewer,
        reason,
        evidence,
        text_sha256,
        read_values,
        corrected_values,
        reviewed_at,
        recorded_at
    from source
)

select * from renamed
