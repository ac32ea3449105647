{{ config(materialized='view') }}

{{ reviewed_history('casualty', 'int_casualties__history') }}
