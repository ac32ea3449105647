{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

{{ claim_history('diplomacy', 'stg_diplomacy_claims') }}
