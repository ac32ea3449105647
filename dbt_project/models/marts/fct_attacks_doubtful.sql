with claims as (
    {{ standing_claims('int_attacks__reviewed', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('attack') }},
    {{ review_columns() }}
from claims
