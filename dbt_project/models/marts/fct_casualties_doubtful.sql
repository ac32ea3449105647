with claims as (
    {{ standing_claims('int_casualties__history', is_proven=false) }}
)

select
    {{ fact_columns() }},
    {{ type_columns('casualty') }}
from claims
