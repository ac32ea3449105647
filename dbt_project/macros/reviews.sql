{# The columns a person may correct, in one line. #}
{% macro reviewable_columns(claim_type) -%}
    asserted_by, event_date, {{ type_columns(claim_type) | replace('"', '') | replace('\n', '') | replace(' ', '') }}
{%- endmacro %}

{# Their types, as `from_json` wants them. #}
{% macro reviewed_types(claim_type) -%}
    {%- set types = {
        'event_date': 'DATE', 'count': 'BIGINT', 'count_low': 'BIGINT', 'count_high': 'BIGINT', 'is_total': 'BOOLEAN',
        'places': 'VARCHAR[]', 'launched': 'BIGINT', 'intercepted': 'BIGINT', 'participants': 'VARCHAR[]',
        'counterparts': 'VARCHAR[]', 'amount': 'DECIMAL(24, 2)', 'amount_converted': 'DECIMAL(24, 2)'
    } -%}
    '{
    {%- for column in reviewable_columns(claim_type).split(',') -%}
        "{{ column | trim }}": "{{ types.get(column | trim, 'VARCHAR') }}"{{ '' if loop.last else ', ' }}
    {%- endfor -%}
    }'
{%- endmacro %}

{# Rows of claims, each joined to a review: the values that stand, and whether the claim has proven itself. #}
{% macro reviewed_values(claim_type) -%}
    {%- for column in reviewable_columns(claim_type).split(',') %}
    {%- set name = column | trim %}
    case
        when verdict = 'reject' or review_state <> 'in_effect' then "{{ name }}"
        when list_contains(corrected_columns, '{{ name }}') then corrected_claim."{{ name }}"
        when read_claim is not null then read_claim."{{ name }}"
        else "{{ name }}"
    end as "{{ name }}",
    {%- endfor %}
    -- What was corrected for another text is known to be read wrongly, and not known to be right.
    case
        when verdict = 'reject' then false
        when review_state = 'in_effect' then true
        when verdict = 'correct' then false
        else is_proven
    end as is_proven
{%- endmacro %}

{#
    The history of claims with what people said of them (docs/decisions/0103, 0104): where a review was recorded, what
    was known is split. Reviews are few, so they are applied here on each build and touch no stream.
#}
{% macro reviewed_history(claim_type, history) -%}
with history as (
    select * from {{ ref(history) }}
),

reviews as (
    select
        *,
        from_json(read_values, {{ reviewed_types(claim_type) }}) as read_claim,
        from_json(corrected_values, {{ reviewed_types(claim_type) }}) as corrected_claim
    from {{ ref('int_reviews__periods') }}
),

post_versions as (
    select
        post_version_id,
        text_sha256
    from {{ ref('stg_post_versions') }}
),

unreviewed as (
    select history.*
    from history
    anti join reviews on history.claim_id = reviews.claim_id
),

pieces as (
    select
        history.* replace (
            greatest(history.known_from, reviews.known_from) as known_from,
            least(history.known_to, reviews.known_to) as known_to
        ),
        reviews.* exclude (claim_id, known_from, known_to, said_from, text_sha256),
        case
            when reviews.verdict is null then null
            when reviews.text_sha256 = post_versions.text_sha256 then 'in_effect'
            else 'text_changed'
        end as review_state
    from history
    inner join reviews
        on
            history.claim_id = reviews.claim_id
            and (reviews.known_to is null or history.known_from < reviews.known_to)
            and (history.known_to is null or reviews.known_from < history.known_to)
    inner join post_versions on history.post_version_id = post_versions.post_version_id
),

reviewed as (
    select
        * exclude (verdict, reviewer, reason, read_values, corrected_values, read_claim, corrected_claim) replace (
            {{ reviewed_values(claim_type) }},
            case when review_state = 'in_effect' then corrected_columns end as corrected_columns
        ),
        verdict as review_verdict,
        reviewer as reviewed_by,
        reason as review_reason
    from pieces
),

every_claim as (
    select
        unreviewed.*,
        cast(null as varchar) as review_state,
        cast(null as varchar) as review_verdict,
        cast(null as varchar) as reviewed_by,
        cast(null as varchar) as review_reason,
        cast(null as timestamp) as reviewed_at,
        cast(null as varchar[]) as corrected_columns
    from unreviewed
    union all by name
    select * from reviewed
)

-- A capture of another live blog can move a claim to another line: lines, too, are applied on each build.
select
    every_claim.*,
    lines.claim_line_id
from every_claim
left join {{ ref('stg_claim_lines') }} as lines on every_claim.claim_id = lines.claim_id and lines.known_to is null
{%- endmacro %}

{#
    Claims of one type as they are read now, by the newest review: CTEs over `reviews` and `support_grades`, ending in
    one named after the type. `told_from` is when a person made the claim a fact, or gave it its values.
#}
{% macro reviewed_claims(claim_type) -%}
joined_{{ claim_type }}_claims as (
    select
        claims.*,
        coalesce(support_grades.is_proven, false) as is_proven,
        reviews.verdict,
        reviews.corrected_columns,
        reviews.said_from,
        from_json(reviews.read_values, {{ reviewed_types(claim_type) }}) as read_claim,
        from_json(reviews.corrected_values, {{ reviewed_types(claim_type) }}) as corrected_claim,
        case
            when reviews.text_sha256 = post_versions.text_sha256 then 'in_effect'
            when reviews.verdict is not null then 'text_changed'
        end as review_state
    from {{ ref('stg_' ~ claim_type ~ '_claims') }} as claims
    inner join {{ ref('stg_post_versions') }} as post_versions
        on claims.post_version_id = post_versions.post_version_id
    left join support_grades
        on support_grades.claim_type = '{{ claim_type }}' and claims.support = support_grades.support
    left join reviews on claims.claim_id = reviews.claim_id
    where claims.modality = 'asserted'
),

{{ claim_type }}_claims as (
    select
        * replace ({{ reviewed_values(claim_type) }}),
        case
            when review_state = 'in_effect' and (verdict = 'correct' or not is_proven) then said_from
        end as told_from
    from joined_{{ claim_type }}_claims
)
{%- endmacro %}
