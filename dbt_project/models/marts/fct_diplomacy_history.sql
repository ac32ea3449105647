{{ config(materialized='view') }}

select
    {{ fact_columns() }},
    {{ type_columns('diplomacy') }},
    is_proven,
    {{ interval_columns() }}
from {{ ref('int_diplomacy__history') }}
