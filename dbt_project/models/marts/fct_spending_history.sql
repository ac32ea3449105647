{{ config(materialized='view') }}

with history as (
    select
        *,
        valid_to is null and known_to is null and is_proven as is_standing
    from {{ ref('int_spending__reviewed') }}
),

addability as (
    select
        claim_id,
        stream,
        true as is_standing,
        is_addable,
        not_addable_reason
    from {{ ref('fct_spending') }}
)

select
    {{ fact_columns() }},
    {{ type_columns('spending') }},
    history.is_proven,
    coalesce(addability.is_addable, false) as is_addable,
    case
        when addability.claim_id is not null then addability.not_addable_reason
        when history.review_verdict = 'reject' then 'rejected'
        when not history.is_proven then 'unproven'
        when history.is_standing then 'repeated'
        else 'superseded'
    end as not_addable_reason,
    {{ review_columns() }},
    {{ interval_columns() }}
from history
left join addability using (claim_id, stream, is_standing)
