{{ config(materialized='view') }}

select
    changes.stream,
    changes.post_key,
    changes.change_number,
    changes.change,
    changes.claim_type,
    changes.claim_line_id,
    changes.previous_claim_id,
    changes.claim_id,
    changes.changed_values,
    changes.previous_what,
    changes.what,
    changes.previous_evidence,
    changes.evidence,
    posts.observed_at
from {{ ref('int_claims__changes') }} as changes
inner join {{ ref('int_posts__changes') }} as posts
    on
        changes.stream = posts.stream
        and changes.post_key = posts.post_key
        and changes.change_number = posts.change_number
