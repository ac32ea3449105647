{{ config(materialized='view') }}

-- What each asserted claim says, in words.
with claims as (
    select
        'casualty' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        asserted_by,
        support,
        modality,
        concat_ws(
            ' ',
            {{ qualifier_words() }},
            coalesce(cast("count" as varchar), count_text),
            harm,
            'in ' || place,
            '(' || nullif(concat_ws(', ', nullif(victim_group, 'unspecified'), victim_country), '') || ')'
        ) as what
    from {{ ref('stg_casualty_claims') }}
    union all
    select
        'attack' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        asserted_by,
        support,
        modality,
        concat_ws(
            ' ',
            'attack (' || attack_type || ')',
            'by ' || attacker,
            'on ' || target_country,
            'at ' || nullif(array_to_string(places, ', '), ''),
            '– ' || nullif(concat_ws(', ', launched || ' launched', intercepted || ' intercepted'), '')
        ) as what
    from {{ ref('stg_attack_claims') }}
    union all
    select
        'diplomacy' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        asserted_by,
        support,
        modality,
        concat_ws(
            ' ',
            act,
            status,
            'by ' || nullif(array_to_string(participants, ', '), ''),
            'towards ' || nullif(array_to_string(counterparts, ', '), ''),
            'in ' || venue
        ) as what
    from {{ ref('stg_diplomacy_claims') }}
    union all
    select
        'spending' as claim_type,
        claim_id,
        post_version_id,
        evidence,
        asserted_by,
        support,
        modality,
        concat_ws(
            ' ',
            {{ qualifier_words() }},
            coalesce(currency || ' ' || cast(amount as varchar), amount_text),
            status,
            'by ' || payer,
            'for ' || recipient,
            '(' || nullif(concat_ws(', ', purpose, period), '') || ')'
        ) as what
    from {{ ref('stg_spending_claims') }}
),

support_grades as (
    select * from {{ ref('support_grades') }}
)

select
    claims.claim_type,
    claims.claim_id,
    claims.post_version_id,
    claims.evidence,
    claims.asserted_by,
    claims.what,
    coalesce(support_grades.is_proven, false) as is_proven
from claims
left join support_grades on claims.claim_type = support_grades.claim_type and claims.support = support_grades.support
where claims.modality = 'asserted'
