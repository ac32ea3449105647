{{ config(materialized='view') }}

{{ reviewed_history('diplomacy', 'int_diplomacy__history') }}
