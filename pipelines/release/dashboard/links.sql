-- How the claims of a live blog's posts hang together now, each with its reason.
with claims as (
    select distinct on (claim_id)
        claim_id,
        coalesce(what, previous_what) as what
    from marts.fct_claim_changes
    where stream = $stream and claim_id is not null
    order by claim_id asc, change_number desc
)

select
    links.post_key,
    links.link,
    links.reason,
    links.evidence,
    claims.what,
    linked_claims.what as linked_what
from marts.fct_claim_links as links
inner join claims on links.claim_id = claims.claim_id
left join claims as linked_claims on links.linked_claim_id = linked_claims.claim_id
where
    links.stream = $stream
    and links.known_to is null
    and links.valid_to is null
    and links.link <> 'supersedes'
-- A correction that names the figure it corrects says all that the text alone says.
qualify
    links.link <> 'corrects'
    or links.linked_claim_id is not null
    or count(links.linked_claim_id) over (partition by links.claim_id, links.link) = 0
order by links.post_key, links.link, links.evidence_start, claims.what, links.claim_id
