with captures as (
    select * from {{ ref('stg_captures') }}
),

code as (
    select string_agg(room || ':' || version, ' ' order by room) as versions
    from {{ ref('stg_projections') }}
)

select
    captures.stream,
    md5(concat_ws('|', max(captures.position), count(captures.page_id), any_value(code.versions))) as stream_state,
    max(captures.position) as last_position
from captures
cross join code
group by captures.stream
