with claims as (
    {{ standing_claims('int_casualties__reviewed', is_proven=true) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('casualty') }},
    addability.is_addable,
    addability.not_addable_reason,
    {{ review_columns() }}
from claims
inner join {{ ref('int_casualties__addability') }} as addability using (claim_id)
