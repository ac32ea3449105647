{{ config(materialized='table') }}

with source as (
    select * from {{ source('reference', 'places') }}
),

renamed as (
    select
        name,
        country_code,
        cast(latitude as double) as latitude,
        cast(longitude as double) as longitude,
        cast(population as bigint) as population,
        kind
    from source
)

select * from renamed
