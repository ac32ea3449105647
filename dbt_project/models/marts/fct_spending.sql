with claims as (
    {{ standing_claims('int_spending__history', is_proven=true) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('spending') }},
    addability.is_addable,
    addability.not_addable_reason
from claims
inner join {{ ref('int_spending__addability') }} as addability using (claim_id)
