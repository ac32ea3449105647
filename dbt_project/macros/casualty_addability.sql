{#
    Which casualty figures may be added (docs/decisions/0072): CTEs over `claims`, ending in `addability` with one row
    per claim. Used by the fact and by the as-of macro, so that both follow one rule.
#}
{% macro casualty_addability(claims) -%}
figures as (
    select
        claim_id,
        post_key,
        coalesce(asserted_by, '') as teller,
        harm,
        "count" as people,
        victim_group,
        victim_country,
        place,
        coalesce('place ' || lower(place), 'country ' || victim_country) as area,
        event_date,
        coalesce(event_date, reported_on) as incident_day,
        reported_on,
        observed_at,
        case
            when scope = 'cumulative' then 'cumulative'
            when is_total then 'total'
            when "count" is null or qualifier in ('vague', 'up_to') then 'unknown'
            when place is null and (event_date is null or victim_country is null) then 'unknown'
        end as own_reason
    from {{ claims }}
),

-- A dated figure belongs to its day. An undated one may be about what its place suffered up to two days before.
ordered_figures as (
    select
        *,
        lag(incident_day) over area_days as previous_day,
        last_value(event_date ignore nulls) over (
            area_days rows between unbounded preceding and 1 preceding
        ) as previous_event_date
    from figures
    where own_reason is null
    window area_days as (partition by harm, area order by incident_day, event_date nulls last, observed_at, claim_id)
),

incident_figures as (
    select
        *,
        sum(
            case
                when event_date is not null then cast(event_date is distinct from previous_event_date as integer)
                else cast(previous_day is null or incident_day - previous_day > 2 as integer)
            end
        ) over (
            partition by harm, area
            order by incident_day, event_date nulls last, observed_at, claim_id
            rows between unbounded preceding and current row
        ) as incident
    from ordered_figures
),

-- Where one side suffered, a figure without a country is about that side; where several did, nobody can tell.
sided_figures as (
    select
        * exclude (victim_country),
        coalesce(victim_country, min(victim_country) over incidents, '') as victim_country,
        victim_country is null
        and min(victim_country) over incidents <> max(victim_country) over incidents as is_side_unknown,
        row_number() over (
            partition by harm, area, incident, victim_country, victim_group, post_key, teller
            order by people desc, claim_id
        ) > 1 as is_told_again
    from incident_figures
    window incidents as (partition by harm, area, incident)
),

tellings as (
    select
        harm,
        area,
        incident,
        victim_country,
        post_key,
        teller,
        sum(people) as told,
        max(reported_on) as reported_on,
        min(observed_at) as observed_at
    from sided_figures
    where not is_side_unknown and not is_told_again
    group by harm, area, incident, victim_country, post_key, teller
),

-- The newest figure of an incident counts; whoever told that figure first keeps it.
newest_tellings as (
    select
        *,
        last_value(told) over (
            incidents
            order by reported_on, observed_at, told, post_key, teller
            rows between unbounded preceding and unbounded following
        ) as newest_told
    from tellings
    window incidents as (partition by harm, area, incident, victim_country)
),

counting_tellings as (
    select *
    from newest_tellings
    where told = newest_told
    qualify
        row_number() over (
            partition by harm, area, incident, victim_country order by reported_on, observed_at, post_key, teller
        ) = 1
),

counting_figures as (
    select sided_figures.*
    from sided_figures
    inner join counting_tellings
        using (harm, area, incident, victim_country, post_key, teller)
    where not sided_figures.is_side_unknown and not sided_figures.is_told_again
),

-- A figure for a whole country covers those for its places on that day: the parts are added if they reach it.
covered_figures as (
    select
        wide.claim_id as wide_claim_id,
        wide.people as wide_people,
        part.claim_id as part_claim_id,
        sum(part.people) over (partition by wide.claim_id) as part_people
    from counting_figures as wide
    inner join counting_figures as part
        on
            wide.harm = part.harm
            and wide.victim_country = part.victim_country
            and (
                wide.victim_group = part.victim_group
                or wide.victim_group = 'unspecified'
                or part.victim_group = 'unspecified'
            )
            and part.incident_day - wide.incident_day between 0
            and case when part.event_date is null then 2 else 0 end
    where wide.place is null and part.place is not null
),

set_reasons as (
    select
        part_claim_id as claim_id,
        'component' as reason
    from covered_figures
    where part_people < wide_people
    union
    select
        wide_claim_id as claim_id,
        'total' as reason
    from covered_figures
    where part_people >= wide_people
),

reasons as (
    select
        figures.claim_id,
        case
            when figures.own_reason is not null then figures.own_reason
            when sided_figures.is_side_unknown then 'unknown'
            when counting_figures.claim_id is null then 'repeated'
            else set_reasons.reason
        end as not_addable_reason
    from figures
    left join sided_figures on figures.claim_id = sided_figures.claim_id
    left join counting_figures on figures.claim_id = counting_figures.claim_id
    left join set_reasons on figures.claim_id = set_reasons.claim_id
),

addability as (
    select
        claim_id,
        not_addable_reason is null as is_addable,
        not_addable_reason
    from reasons
)
{%- endmacro %}
