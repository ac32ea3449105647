with projections as (
    select
        min(upto_position) as upto_position,
        max(case when room = 'posts' then version end) as parsers_version,
        max(case when room = 'claims' then version end) as extractor_version
    from {{ ref('stg_projections') }}
)

select
    projections.upto_position,
    projections.parsers_version,
    projections.extractor_version,
    '{{ env_var("NEWSLEDGER_TRANSFORM_VERSION", "unknown") }}' as transform_version,
    (select count(*) from {{ ref('stg_captures') }}) as capture_count,
    (select count(*) from {{ ref('stg_post_versions') }}) as post_version_count,
    (select count(*) from {{ ref('fct_casualties') }}) as casualty_count,
    (select count(*) from {{ ref('fct_attacks') }}) as attack_count,
    (select count(*) from {{ ref('fct_diplomacy') }}) as diplomacy_count,
    (select count(*) from {{ ref('fct_spending') }}) as spending_count,
    (select count(*) from {{ ref('stg_quarantine') }}) as quarantine_count
from projections
