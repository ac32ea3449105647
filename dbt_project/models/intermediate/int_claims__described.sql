{{ config(materialized='view') }}

-- What each asserted claim says, in words, by the newest review.
with support_grades as (
    select * from {{ ref('support_grades') }}
),

reviews as (
    select * from {{ ref('int_reviews__periods') }}
    where known_to is null
),
{% for claim_type in ['casualty', 'attack', 'diplomacy', 'spending'] %}
{{ reviewed_claims(claim_type) }},
{% endfor %}
claims as (
    select
        'casualty' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        evidence_start,
        evidence_end,
        {{ told_values('casualty') }} as told,
        asserted_by,
        is_proven,
        told_from,
        concat_ws(
            ' ',
            {{ qualifier_words() }},
            coalesce(cast("count" as varchar), count_text),
            harm,
            'in ' || place,
            '(' || nullif(concat_ws(', ', nullif(victim_group, 'unspecified'), victim_country), '') || ')'
        ) as what
    from casualty_claims
    union all
    select
        'attack' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        evidence_start,
        evidence_end,
        {{ told_values('attack') }} as told,
        asserted_by,
        is_proven,
        told_from,
        concat_ws(
            ' ',
            'attack (' || attack_type || ')',
            'by ' || attacker,
            'on ' || target_country,
            'at ' || nullif(array_to_string(places, ', '), ''),
            '– ' || nullif(concat_ws(', ', launched || ' launched', intercepted || ' intercepted'), '')
        ) as what
    from attack_claims
    union all
    select
        'diplomacy' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        evidence_start,
        evidence_end,
        {{ told_values('diplomacy') }} as told,
        asserted_by,
        is_proven,
        told_from,
        concat_ws(
            ' ',
            act,
            status,
            'by ' || nullif(array_to_string(participants, ', '), ''),
            'towards ' || nullif(array_to_string(counterparts, ', '), ''),
            'in ' || venue
        ) as what
    from diplomacy_claims
    union all
    select
        'spending' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        evidence_start,
        evidence_end,
        {{ told_values('spending') }} as told,
        asserted_by,
        is_proven,
        told_from,
        concat_ws(
            ' ',
            {{ qualifier_words() }},
            coalesce(currency || ' ' || {{ money_in_words('amount') }}, amount_text),
            status,
            'by ' || payer,
            'for ' || recipient,
            '(' || nullif(concat_ws(', ', purpose, period), '') || ')'
        ) as what
    from spending_claims
)

select
    claim_type,
    claim_id,
    post_version_id,
    evidence,
    evidence_start,
    evidence_end,
    asserted_by,
    what,
    told,
    is_proven,
    told_from
from claims
