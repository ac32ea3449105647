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
)

select *
from facts
where stream = $stream and known_to is null and is_proven
order by reported_on desc, valid_from desc, post_key, evidence_start, claim_id
