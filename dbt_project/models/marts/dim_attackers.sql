with named as (
    select distinct attacker
    from {{ ref('fct_attacks_history') }}
    where attacker is not null
),

-- Two capitals are a state, unless a group calls itself so ("IS").
matched as (
    select
        named.attacker,
        listed.short_name,
        listed.country_code,
        listed.surface is null and regexp_full_match(named.attacker, '[A-Z]{2}') as is_state
    from named
    left join {{ ref('stg_groups') }} as listed on named.attacker = listed.surface
)

select
    attacker,
    coalesce(short_name, attacker) as actor,
    case when is_state then 'state' else 'group' end as actor_kind,
    case when is_state then attacker else country_code end as country_code,
    is_state or short_name is not null as is_listed
from matched
