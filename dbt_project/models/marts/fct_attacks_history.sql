{{ config(materialized='view') }}

select
    {{ fact_columns() }},
    {{ type_columns('attack') }},
    is_proven,
    {{ interval_columns() }}
from {{ ref('int_attacks__history') }}
