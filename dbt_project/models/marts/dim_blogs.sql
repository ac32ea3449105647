with captures as (
    select * from {{ ref('stg_captures') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
    where outcome in ('complete', 'partial')
),

seen_pages as (
    select
        captures.position,
        captures.observed_at,
        lag(captures.position) over (
            partition by captures.stream order by captures.observed_at, captures.position
        ) as previous_position,
        pages.*
    from captures
    inner join pages on captures.page_id = pages.page_id
),

newest_pages as (
    select *
    from seen_pages
    qualify row_number() over (partition by stream order by observed_at desc, position desc) = 1
),

captured as (
    select
        stream,
        count(*) as capture_count,
        count(*) filter (where event_type = 'CaptureFailed') as failed_capture_count
    from captures
    group by stream
),

seen as (
    select
        stream,
        min(observed_at) as first_seen_at,
        max(observed_at) as last_seen_at,
        min(observed_at) filter (where is_closed) as closed_at,
        arg_min(previous_position, (observed_at, position)) filter (where is_closed) as last_open_position,
        arg_min(position, (observed_at, position)) filter (where is_closed) as closed_position
    from seen_pages
    group by stream
),

news as (
    select
        stream,
        max(observed_at) as last_news_at
    from {{ ref('int_posts__changes') }}
    where change <> 'reread'
    group by stream
),

posts as (
    select
        lives.stream,
        count(*) as post_count,
        count(*) filter (where lives.status = 'withdrawn' and moves.stream is null) as withdrawn_post_count
    from {{ ref('int_posts__lives') }} as lives
    left join {{ ref('int_posts__moves') }} as moves
        on
            lives.stream = moves.stream
            and lives.post_key = moves.post_key
            and lives.changed_at = moves.observed_at
    group by lives.stream
)

select
    newest_pages.stream,
    newest_pages.source,
    newest_pages.blog_id,
    newest_pages.canonical_url as url,
    newest_pages.title,
    newest_pages.authors,
    newest_pages.teaser,
    newest_pages.key_points,
    newest_pages.language,
    newest_pages.is_closed,
    newest_pages.closing_notice,
    seen.first_seen_at,
    seen.last_seen_at,
    seen.closed_at,
    seen.last_open_position,
    seen.closed_position,
    news.last_news_at,
    captured.capture_count,
    captured.failed_capture_count,
    coalesce(posts.post_count, 0) as post_count,
    coalesce(posts.withdrawn_post_count, 0) as withdrawn_post_count
from newest_pages
inner join captured on newest_pages.stream = captured.stream
inner join seen on newest_pages.stream = seen.stream
left join news on newest_pages.stream = news.stream
left join posts on newest_pages.stream = posts.stream
