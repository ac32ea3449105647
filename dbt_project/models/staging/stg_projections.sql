with source as (
    select * from {{ source('raw', 'projections') }}
),

renamed as (
    select
        room,
        upto_position,
        version
    from source
)

select * from renamed
