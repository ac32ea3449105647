{% for fact in ['casualties', 'casualties_history', 'spending', 'spending_history'] -%}
{% if not loop.first %}
union all
{% endif -%}
select claim_id
from {{ ref('fct_' ~ fact) }}
where is_addable <> (not_addable_reason is null)
{%- endfor %}
