{{ config(materialized='table') }}

with source as (
    select * from {{ source('reference', 'groups') }}
),

renamed as (
    select
        surface,
        short_name,
        country_code
    from source
)

select * from renamed
