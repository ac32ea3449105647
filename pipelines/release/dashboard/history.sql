-- All that a live blog ever said, as far as known now, with the interval in which it stood.
with facts as (
    select
        'casualty' as claim_type,
        *
    from marts.fct_casualties_history
    union all by name
    select
        'attack' as claim_type,
        *
    from marts.fct_attacks_history
    union all by name
    select
        'diplomacy' as claim_type,
        *
    from marts.fct_diplomacy_history
    union all by name
    select
        'spending' as claim_type,
        *
    from marts.fct_spending_history
),

known as (
    select
        *,
        coalesce(valid_from <> lag(valid_to) over claims, true) as is_start
    from facts
    where stream = $stream and known_to is null and is_proven
    window claims as (partition by claim_id order by valid_from)
),

-- A claim that outlives an edit of its post stood all the time.
numbered as (
    select
        *,
        count(*) filter (where is_start) over (partition by claim_id order by valid_from) as span_number
    from known
)

select
    * replace (
        first_value(valid_from) over spans as valid_from,
        first_value(valid_from_basis) over spans as valid_from_basis
    )
from numbered
window spans as (partition by claim_id, span_number order by valid_from)
qualify row_number() over (partition by claim_id, span_number order by valid_from desc) = 1
order by reported_on desc, valid_from desc, post_key asc, evidence_start asc, claim_id asc
