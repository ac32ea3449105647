{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

{{ claim_history('spending', 'stg_spending_claims') }}
