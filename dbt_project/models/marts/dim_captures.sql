with captures as (
    select * from {{ ref('stg_captures') }}
),

pages as (
    select * from {{ ref('stg_pages') }}
)

select
    captures.position,
    captures.stream,
    captures.event_type,
    captures.url,
    captures.observed_at,
    captures.observed_basis,
    captures.recorded_at,
    pages.body_sha256,
    case
        when captures.event_type = 'CaptureFailed' then 'failed'
        else coalesce(pages.outcome, 'redacted')
    end as outcome,
    coalesce(pages.reason, captures.failure_reason || ': ' || captures.failure_detail) as reason,
    coalesce(pages.post_count, 0) as post_count
from captures
left join pages on captures.page_id = pages.page_id
