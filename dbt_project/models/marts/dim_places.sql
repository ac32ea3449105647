with named as (
    select place
    from {{ ref('fct_casualties_history') }}
    where place is not null
    union
    select unnest(places) as place
    from {{ ref('fct_attacks_history') }}
),

-- A name that another place also bears, or that is small enough for others to bear it unlisted, is no point.
candidates as (
    select
        lower(name) as name_key,
        count(*) as candidate_count,
        case when min(country_code) = max(country_code) then min(country_code) end as country_code,
        any_value(latitude) as latitude,
        any_value(longitude) as longitude,
        coalesce(max(population), 0) >= 50000 as is_well_known
    from {{ ref('stg_places') }}
    group by lower(name)
)

select
    named.place,
    coalesce(candidates.candidate_count, 0) as candidate_count,
    candidates.country_code,
    case when candidates.candidate_count = 1 and candidates.is_well_known then candidates.latitude end as latitude,
    case when candidates.candidate_count = 1 and candidates.is_well_known then candidates.longitude end as longitude
from named
left join candidates on lower(named.place) = candidates.name_key
