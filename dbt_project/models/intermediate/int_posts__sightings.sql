{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

with streams as (
    {{ touched_streams() }}
),

captures as (
    select * from {{ ref('stg_captures') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
    where outcome in ('complete', 'partial')
),

page_posts as (
    select * from {{ ref('stg_page_posts') }}
)

select
    streams.stream,
    streams.stream_state,
    page_posts.post_key,
    arg_min(page_posts.post_version_id, page_posts.ordinal) as post_version_id,
    captures.position,
    captures.page_id,
    min(page_posts.ordinal) as ordinal,
    captures.observed_at,
    captures.observed_basis,
    captures.recorded_at
from streams
inner join captures on streams.stream = captures.stream
inner join pages on captures.page_id = pages.page_id
inner join page_posts on pages.page_id = page_posts.page_id
group by
    streams.stream,
    streams.stream_state,
    page_posts.post_key,
    captures.position,
    captures.page_id,
    captures.observed_at,
    captures.observed_basis,
    captures.recorded_at
