{{ config(materialized='view') }}

{{ reviewed_history('attack', 'int_attacks__history') }}
