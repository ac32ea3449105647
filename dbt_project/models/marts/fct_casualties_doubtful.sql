with claims as (
    {{ standing_claims('int_casualties__reviewed', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('casualty') }},
    {{ review_columns() }}
from claims
