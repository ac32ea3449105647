{{ config(materialized='view') }}

select
    claim_line_id,
    claim_id,
    claim_type,
    post_key,
    known_from,
    known_to
from {{ ref('stg_claim_lines') }}
