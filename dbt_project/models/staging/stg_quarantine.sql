with source as (
    select * from {{ source('raw', 'quarantine') }}
),

renamed as (
    select
        layer,
        origin,
        reason,
        row
    from source
)

select * from renamed
