{{ config(materialized='view') }}

select
    {{ fact_columns() }},
    {{ type_columns('diplomacy') }},
    is_proven,
    {{ review_columns() }},
    {{ interval_columns() }}
from {{ ref('int_diplomacy__reviewed') }}
