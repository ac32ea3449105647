{{ config(materialized='view') }}

select
    {{ fact_columns() }},
    {{ type_columns('attack') }},
    is_proven,
    {{ review_columns() }},
    {{ interval_columns() }}
from {{ ref('int_attacks__reviewed') }}
