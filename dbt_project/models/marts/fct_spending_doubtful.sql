with claims as (
    {{ standing_claims('int_spending__history', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('spending') }}
from claims
