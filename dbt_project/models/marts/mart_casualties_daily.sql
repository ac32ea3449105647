select
    coalesce(event_date, reported_on) as day,
    victim_country,
    harm,
    victim_group,
    cast(sum("count") filter (where is_addable) as bigint) as people,
    count(*) filter (where is_addable) as added_claim_count,
    count(*) filter (where not is_addable) as not_added_claim_count,
    coalesce(bool_or(qualifier <> 'exact') filter (where is_addable), false) as is_inexact,
    coalesce(bool_or(event_date is null) filter (where is_addable), false) as is_day_assumed
from {{ ref('fct_casualties') }}
group by coalesce(event_date, reported_on), victim_country, harm, victim_group
