-- No fact outlives its post: a withdrawn post, or a wording that was replaced, gives none.
{% for fact in ['casualties', 'attacks', 'diplomacy', 'spending'] -%}
{% if not loop.first %}
union all
{% endif -%}
select facts.claim_id
from {{ ref('fct_' ~ fact) }} as facts
left join {{ ref('int_posts__timeline') }} as timeline
    on
        facts.stream = timeline.stream
        and facts.post_key = timeline.post_key
        and facts.post_version_id = timeline.post_version_id
        and timeline.valid_to is null
        and timeline.known_to is null
where timeline.post_key is null
{%- endfor %}
