with claims as (
    {{ standing_claims('int_diplomacy__reviewed', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('diplomacy') }},
    {{ review_columns() }}
from claims
