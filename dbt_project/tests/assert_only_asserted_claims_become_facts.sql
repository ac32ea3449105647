-- What was denied, planned or conditional is in int_claims__unasserted and nowhere else.
{% for fact in ['casualties', 'attacks', 'diplomacy', 'spending'] -%}
{% if not loop.first %}
union all
{% endif -%}
select facts.claim_id
from {{ ref('fct_' ~ fact ~ '_history') }} as facts
inner join {{ ref('int_claims__unasserted') }} as unasserted
    on
        facts.claim_id = unasserted.claim_id
        and facts.post_version_id = unasserted.post_version_id
{%- endfor %}
