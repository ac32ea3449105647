with claims as (
    {{ standing_claims('int_attacks__history', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('attack') }}
from claims
