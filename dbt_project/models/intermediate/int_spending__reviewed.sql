{{ config(materialized='view') }}

{{ reviewed_history('spending', 'int_spending__history') }}
