with source as (
    select * from {{ source('raw', 'post_versions') }}
),

renamed as (
    select
        post_version_id,
        post_key,
        key_basis,
        stream,
        source,
        url,
        title,
        body,
        text_sha256,
        captions,
        videos,
        authors,
        published_at,
        published_on,
        published_text,
        modified_at,
        language
    from source
)

select * from renamed
