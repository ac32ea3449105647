-- What happened to the posts of a live blog, in order.
select
    post_key,
    change_number,
    change,
    observed_at,
    recorded_at,
    previous_position,
    position,
    moved_to_stream,
    moved_to_position,
    previous_title,
    title,
    previous_body,
    body
from marts.fct_post_revisions
where stream = $stream
order by post_key, change_number
