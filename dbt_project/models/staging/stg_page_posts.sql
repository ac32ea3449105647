with source as (
    select * from {{ source('raw', 'page_posts') }}
),

renamed as (
    select
        page_id,
        ordinal,
        post_version_id,
        post_key
    from source
)

select * from renamed
