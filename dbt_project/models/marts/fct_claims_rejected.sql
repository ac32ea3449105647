with rejected as (
    {%- for claim_type, fact in [
        ('casualty', 'casualties'), ('attack', 'attacks'), ('diplomacy', 'diplomacy'), ('spending', 'spending')
    ] %}
    {% if not loop.first -%} union all {% endif -%}
    select
        '{{ claim_type }}' as claim_type,
        {{ fact_columns() }},
        {{ review_columns() }}
    from {{ ref('int_' ~ fact ~ '__reviewed') }}
    where valid_to is null and known_to is null and review_verdict = 'reject'
    {%- endfor %}
),

described as (
    select * from {{ ref('int_claims__described') }}
    where claim_id in (select rejected.claim_id from rejected)
)

select
    rejected.claim_type,
    rejected.claim_id,
    described.what,
    rejected.evidence,
    rejected.asserted_by,
    rejected.review_reason,
    rejected.reviewed_by,
    rejected.reviewed_at,
    rejected.review_state,
    rejected.post_key,
    rejected.post_version_id,
    rejected.post_title,
    rejected.url,
    rejected.stream,
    rejected.source,
    rejected.reported_on,
    rejected.observed_at,
    rejected.support,
    rejected.rule,
    rejected.extractor_version
from rejected
inner join described
    on rejected.claim_id = described.claim_id and rejected.post_version_id = described.post_version_id
qualify row_number() over (partition by rejected.claim_id order by rejected.observed_at, rejected.stream) = 1
