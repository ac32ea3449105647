with claims as (
    {{ standing_claims('int_casualties__reviewed', is_proven=true) }}
),

{{ casualty_addability('claims') }}

select
    claim_id,
    is_addable,
    not_addable_reason
from addability
