-- The posts of a live blog, the newest first.
select
    post_key,
    url,
    title,
    authors,
    published_at,
    published_on,
    status,
    revision_count,
    first_seen_at,
    last_seen_at
from marts.dim_posts
where stream = $stream
order by coalesce(published_at, published_on, first_seen_at) desc, post_key
