-- What the given live blogs say now, the newest of each type first.
with facts as (
    select
        'casualty' as claim_type,
        *
    from marts.fct_casualties
    union all by name
    select
        'attack' as claim_type,
        *
    from marts.fct_attacks
    union all by name
    select
        'diplomacy' as claim_type,
        *
    from marts.fct_diplomacy
    union all by name
    select
        'spending' as claim_type,
        *
    from marts.fct_spending
)

select
    *,
    count(*) over (partition by claim_type) as total_count
from facts
where list_contains($streams, stream)
qualify
    row_number() over (
        partition by claim_type
        order by reported_on desc, observed_at desc, post_key asc, evidence_start asc, claim_id asc
    ) <= $row_limit
order by reported_on desc, observed_at desc, post_key asc, evidence_start asc, claim_id asc
