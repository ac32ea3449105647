-- The evidence of every fact, in force or in the history, is what stands at its offsets in the post's wording.
{% for fact in ['casualties', 'attacks', 'diplomacy', 'spending'] -%}
{% if not loop.first %}
union all
{% endif -%}
select
    facts.claim_id,
    facts.evidence
from {{ ref('fct_' ~ fact ~ '_history') }} as facts
left join {{ ref('stg_post_versions') }} as post_versions
    on facts.post_version_id = post_versions.post_version_id
where
    facts.evidence is distinct from substring(
        post_versions.title || chr(10) || chr(10) || post_versions.body,
        facts.evidence_start + 1,
        facts.evidence_end - facts.evidence_start
    )
{%- endfor %}
