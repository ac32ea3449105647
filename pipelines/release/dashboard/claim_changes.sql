-- What each change of a live blog's posts did to their claims; at its publication all of a post's claims are new.
select
    post_key,
    change_number,
    change,
    changed_values,
    previous_what,
    what,
    previous_evidence,
    evidence
from marts.fct_claim_changes
where stream = $stream and change_number > 1
order by post_key, change_number, claim_type, coalesce(what, previous_what), claim_line_id
