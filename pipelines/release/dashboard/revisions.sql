-- What happened to the posts of a live blog, in order.
select
    post_key,
    change_number,
    change,
    observed_at,
    recorded_at,
    previous_position,
    position,
    previous_title,
    title,
    previous_body,
    body,
    len(claims_added) as claims_added,
    len(claims_gone) as claims_gone
from marts.fct_post_revisions
where stream = $stream
order by post_key, change_number
