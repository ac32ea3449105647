with claims as (
    {{ standing_claims('int_attacks__reviewed', is_proven=true) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('attack') }},
    {{ review_columns() }}
from claims
