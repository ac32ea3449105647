-- The live blogs seen last, with what they hold.
with facts as (
    select stream from marts.fct_casualties
    union all
    select stream from marts.fct_attacks
    union all
    select stream from marts.fct_diplomacy
    union all
    select stream from marts.fct_spending
),

counts as (
    select
        stream,
        count(*) as fact_count
    from facts
    group by stream
)

select
    dim_blogs.stream,
    dim_blogs.source,
    dim_blogs.url,
    dim_blogs.title,
    dim_blogs.teaser,
    dim_blogs.key_points,
    dim_blogs.is_closed,
    dim_blogs.first_seen_at,
    dim_blogs.last_seen_at,
    dim_blogs.capture_count,
    dim_blogs.failed_capture_count,
    dim_blogs.post_count,
    dim_blogs.withdrawn_post_count,
    coalesce(counts.fact_count, 0) as fact_count
from marts.dim_blogs
left join counts on dim_blogs.stream = counts.stream
order by dim_blogs.last_seen_at desc, dim_blogs.stream asc
limit $blog_limit
