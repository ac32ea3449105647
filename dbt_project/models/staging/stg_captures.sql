with source as (
    select * from {{ source('raw', 'captures') }}
    -- The refresh pins a position; what was appended since waits for the next one.
    where position <= (select min(rooms.upto_position) from {{ source('raw', 'projections') }} as rooms)
),

renamed as (
    select
        position,
        stream,
        event_type,
        url,
        observed_at,
        observed_basis,
        recorded_at,
        status_code,
        page_id,
        failure_reason,
        failure_detail
    from source
)

select * from renamed
