{# Columns every fact has, in the order in which facts list them. #}
{% macro fact_columns() -%}
    claim_id,
    claim_line_id,
    post_key,
    post_version_id,
    stream,
    source,
    post_title,
    url,
    evidence,
    evidence_start,
    evidence_end,
    asserted_by,
    event_date,
    published_on,
    reported_on,
    observed_at,
    observed_basis,
    recorded_at,
    support,
    rule,
    extractor_version
{%- endmacro %}

{% macro interval_columns() -%}
    valid_from,
    valid_from_basis,
    valid_to,
    known_from,
    known_to
{%- endmacro %}

{# What a person said of a claim, in the order in which facts list it. #}
{% macro review_columns() -%}
    review_state,
    review_verdict,
    reviewed_by,
    review_reason,
    reviewed_at,
    corrected_columns
{%- endmacro %}

{# The columns that only one type of claim has, by the codebook. #}
{% macro type_columns(claim_type) -%}
    {%- set columns = {
        'casualty': [
            'harm', '"count"', 'count_low', 'count_high', 'count_text', 'qualifier', 'victim_group', 'victim_country',
            'place', 'scope', 'is_total'
        ],
        'attack': ['attack_type', 'attacker', 'target_country', 'places', 'launched', 'intercepted'],
        'diplomacy': ['act', 'status', 'participants', 'counterparts', 'venue'],
        'spending': [
            'amount', 'amount_text', 'currency', 'amount_converted', 'currency_converted', 'qualifier', 'payer',
            'recipient', 'purpose', 'period', 'status'
        ],
    } -%}
    {{ columns[claim_type] | join(',\n    ') }}
{%- endmacro %}

{# Every interval in which an asserted claim of one type stood, by both clocks. #}
{% macro claim_history(claim_type, claims) -%}
with streams as (
    {{ touched_streams() }}
),

timeline as (
    select timeline.*
    from {{ ref('int_posts__timeline') }} as timeline
    inner join streams on timeline.stream = streams.stream
),

claims as (
    select * from {{ ref(claims) }}
    where modality = 'asserted'
),

post_versions as (
    select * from {{ ref('stg_post_versions') }}
),

support_grades as (
    select * from {{ ref('support_grades') }}
    where claim_type = '{{ claim_type }}'
),

joined as (
    select
        claims.*,
        timeline.stream,
        timeline.stream_state,
        timeline.valid_from,
        timeline.valid_from_basis,
        timeline.valid_to,
        timeline.known_from,
        timeline.known_to,
        post_versions.source,
        post_versions.title as post_title,
        post_versions.url,
        post_versions.published_on,
        coalesce(support_grades.is_proven, false) as is_proven,
        min(timeline.valid_from) over (partition by timeline.stream, claims.claim_id) as observed_at,
        first_value(timeline.valid_from_basis) over (
            partition by timeline.stream, claims.claim_id
            order by timeline.valid_from, timeline.known_from, timeline.valid_from_basis
        ) as observed_basis,
        min(timeline.known_from) over (partition by timeline.stream, claims.claim_id) as recorded_at
    from timeline
    inner join claims on timeline.post_version_id = claims.post_version_id
    inner join post_versions on timeline.post_version_id = post_versions.post_version_id
    left join support_grades on claims.support = support_grades.support
)

select
    *,
    coalesce(published_on, cast(observed_at as date)) as reported_on
from joined
{%- endmacro %}

{# What stands now, one row per claim: a post moved between live blogs counts where it was seen first. #}
{% macro standing_claims(history, is_proven) -%}
    select history.*
    from {{ ref(history) }} as history
    inner join (
        select
            claim_id,
            arg_min(stream, (observed_at, stream)) as stream
        from {{ ref(history) }}
        where valid_to is null and known_to is null
        group by claim_id
    ) as homes on history.claim_id = homes.claim_id and history.stream = homes.stream
    where
        history.valid_to is null
        and history.known_to is null
        and {{ 'history.is_proven' if is_proven else 'not history.is_proven' }}
        and history.review_verdict is distinct from 'reject'
{%- endmacro %}

{# How exact a number is, in words; nothing for an exact one and for a vague word, which speaks for itself. #}
{% macro qualifier_words() -%}
    case qualifier
        when 'at_least' then 'at least'
        when 'more_than' then 'more than'
        when 'up_to' then 'up to'
        when 'approx' then 'about'
    end
{%- endmacro %}
