with claims as (
    {{ standing_claims('int_diplomacy__history', is_proven=true) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('diplomacy') }}
from claims
