-- At one moment, by what was known at one moment, a post reads one way in a live blog.
select
    a.stream,
    a.post_key,
    a.position
from {{ ref('int_posts__timeline') }} as a
inner join {{ ref('int_posts__timeline') }} as b
    on
        a.stream = b.stream
        and a.post_key = b.post_key
        and (a.position, a.known_from) < (b.position, b.known_from)
where
    a.valid_from < coalesce(b.valid_to, timestamp '9999-12-31')
    and b.valid_from < coalesce(a.valid_to, timestamp '9999-12-31')
    and a.known_from < coalesce(b.known_to, timestamp '9999-12-31')
    and b.known_from < coalesce(a.known_to, timestamp '9999-12-31')
