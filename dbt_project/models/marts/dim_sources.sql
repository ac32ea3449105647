with facts as (
    {%- for fact in ['casualties', 'attacks', 'diplomacy', 'spending'] %}
    {% if not loop.first -%} union all {% endif -%}
    select
        asserted_by,
        post_key,
        observed_at,
        '{{ fact }}' as fact
    from {{ ref('fct_' ~ fact) }}
    where asserted_by is not null
    {%- endfor %}
)

select
    asserted_by,
    count(*) as claim_count,
    count(*) filter (where fact = 'casualties') as casualty_count,
    count(*) filter (where fact = 'attacks') as attack_count,
    count(*) filter (where fact = 'diplomacy') as diplomacy_count,
    count(*) filter (where fact = 'spending') as spending_count,
    count(distinct post_key) as post_count,
    min(observed_at) as first_seen_at,
    max(observed_at) as last_seen_at
from facts
group by asserted_by
