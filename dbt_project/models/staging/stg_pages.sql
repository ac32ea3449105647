with source as (
    select * from {{ source('raw', 'pages') }}
),

renamed as (
    select
        page_id,
        stream,
        source,
        blog_id,
        body_sha256,
        form,
        parser,
        outcome,
        reason,
        language,
        canonical_url,
        title,
        authors,
        teaser,
        key_points,
        closing_notice,
        is_closed,
        post_count,
        unread_fields
    from source
)

select * from renamed
