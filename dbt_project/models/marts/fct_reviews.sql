{%- set facts = [
    ('casualty', 'casualties'), ('attack', 'attacks'), ('diplomacy', 'diplomacy'), ('spending', 'spending')
] -%}
with reviews as (
    select
        *,
        position < max(position) over (partition by claim_id) as is_superseded
    from {{ ref('stg_reviews') }}
),

standing_claims as (
    {%- for claim_type, fact in facts %}
    {% if not loop.first -%} union all {% endif -%}
    select
        '{{ claim_type }}' as claim_type,
        claim_id,
        post_key,
        evidence
    from {{ ref('int_' ~ fact ~ '__history') }}
    where
        valid_to is null
        and known_to is null
        and post_key in (select reviews.post_key from reviews)
    {%- endfor %}
),

standing_reviews as (
    {%- for claim_type, fact in facts %}
    {% if not loop.first -%} union all {% endif -%}
    select
        claim_id,
        stream,
        observed_at,
        review_state
    from {{ ref('int_' ~ fact ~ '__reviewed') }}
    where valid_to is null and known_to is null and review_state is not null
    {%- endfor %}
),

homes as (
    select
        claim_id,
        arg_min(review_state, (observed_at, stream)) as review_state
    from standing_reviews
    group by claim_id
),

posts as (
    select
        post_key,
        bool_and(status = 'withdrawn') as is_withdrawn
    from {{ ref('int_posts__lives') }}
    where post_key in (select reviews.post_key from reviews)
    group by post_key
),

same_sentences as (
    select
        reviews.position,
        list(distinct standing_claims.claim_id order by standing_claims.claim_id) as claim_ids
    from reviews
    inner join standing_claims
        on
            reviews.post_key = standing_claims.post_key
            and reviews.claim_type = standing_claims.claim_type
            and reviews.evidence = standing_claims.evidence
            and reviews.claim_id <> standing_claims.claim_id
    group by reviews.position
)

select
    reviews.position,
    reviews.claim_id,
    reviews.claim_type,
    case
        when reviews.is_superseded then 'superseded'
        when homes.review_state is not null then homes.review_state
        when posts.is_withdrawn then 'post_withdrawn'
        else 'claim_gone'
    end as review_state,
    reviews.verdict as review_verdict,
    reviews.reviewer as reviewed_by,
    reviews.reason as review_reason,
    reviews.reviewed_at,
    reviews.recorded_at,
    reviews.evidence,
    reviews.read_values,
    reviews.corrected_values,
    coalesce(same_sentences.claim_ids, []) as same_sentence_claim_ids,
    reviews.post_key,
    reviews.stream
from reviews
left join homes on reviews.claim_id = homes.claim_id
left join posts on reviews.post_key = posts.post_key
left join same_sentences on reviews.position = same_sentences.position
