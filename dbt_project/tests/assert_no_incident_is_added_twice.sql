-- Of figures for one harm, place, side and stated day, those that may be added come from one post and one source.
select
    harm,
    lower(place) as place,
    victim_country,
    event_date
from {{ ref('fct_casualties') }}
where is_addable and place is not null and event_date is not null
group by harm, lower(place), victim_country, event_date
having count(distinct concat(post_key, '|', asserted_by)) > 1
