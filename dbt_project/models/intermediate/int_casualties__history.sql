{{ config(materialized='incremental', incremental_strategy='append', pre_hook="{{ forget_touched_streams() }}") }}

{{ claim_history('casualty', 'stg_casualty_claims') }}
