-- Figures of a live blog that moved: one row per wording, for harms and places with more than one figure.
with figures as (
    select
        harm,
        coalesce(place, victim_country, 'no place named') as place,
        scope,
        "count" as people,
        asserted_by,
        source,
        qualifier,
        count_text,
        post_key,
        url,
        evidence,
        claim_id,
        min(valid_from) as valid_from,
        nullif(max(coalesce(valid_to, timestamp 'infinity')), timestamp 'infinity') as valid_to
    from marts.fct_casualties_history
    where
        stream = $stream
        and known_to is null
        and is_proven
        and "count" is not null
        -- Incidents without a place have nothing in common but their country.
        and (place is not null or scope = 'cumulative')
    group by all
)

select *
from figures
window series as (partition by harm, lower(place), scope)
qualify
    min(people) over series <> max(people) over series
    and min(valid_from) over series <> max(valid_from) over series
order by harm, lower(place), scope, valid_from, people
