with claims as (
    {{ standing_claims('int_spending__reviewed', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('spending') }},
    {{ review_columns() }}
from claims
