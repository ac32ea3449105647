{% for claim_type in ['casualty', 'attack', 'diplomacy', 'spending'] -%}
{% if not loop.first %}
union all
{% endif -%}
select
    '{{ claim_type }}' as claim_type,
    claim_id,
    post_version_id,
    post_key,
    support
from {{ ref('stg_' ~ claim_type ~ '_claims') }}
where modality = 'asserted'
{%- endfor %}
