{{ config(materialized='view') }}

with lives as (
    select *
    from {{ ref('int_posts__lives') }}
    qualify row_number() over (partition by post_key order by last_seen_at desc, stream asc) = 1
),

post_versions as (
    select * from {{ ref('stg_post_versions') }}
)

select
    lives.post_key,
    lives.post_version_id,
    lives.stream,
    post_versions.source,
    post_versions.key_basis,
    post_versions.url,
    post_versions.title,
    post_versions.body,
    post_versions.captions,
    post_versions.videos,
    post_versions.authors,
    post_versions.published_at,
    post_versions.published_on,
    post_versions.published_text,
    post_versions.modified_at,
    post_versions.language,
    lives.status,
    lives.revision_count,
    lives.first_seen_at,
    lives.last_seen_at,
    lives.changed_at
from lives
inner join post_versions on lives.post_version_id = post_versions.post_version_id
