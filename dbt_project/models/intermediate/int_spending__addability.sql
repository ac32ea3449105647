with claims as (
    {{ standing_claims('int_spending__reviewed', is_proven=true) }}
),

{{ spending_addability('claims') }}

select
    claim_id,
    is_addable,
    not_addable_reason
from addability
