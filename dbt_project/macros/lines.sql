{# What a claim says, as a map from column to words; what only spells out another column is left out. #}
{% macro told_values(claim_type) -%}
    {%- set spelt_out = ['count_low', 'count_high', 'count_text', 'amount_text'] -%}
    map {
        {%- for name in reviewable_columns(claim_type).split(',') | map('trim') | reject('in', spelt_out) %}
        '{{ name }}': coalesce(
            {%- if name in ['places', 'participants', 'counterparts'] %}nullif(array_to_string("{{ name }}", ', '), '')
            {%- elif name in ['amount', 'amount_converted'] %}{{ money_in_words(name) }}
            {%- else %}cast("{{ name }}" as varchar)
            {%- endif %}, 'not stated')
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    }
{%- endmacro %}

{# A sum of money with its thousands apart and without empty cents. #}
{% macro money_in_words(amount) -%}
    regexp_replace(format('{:,.2f}', "{{ amount }}"), '[.]00$', '')
{%- endmacro %}

{# Each value that differs between two maps of told values, as `count 4 → 6`; empty where none does. #}
{% macro changed_values(before, after) -%}
    array_to_string(
        list_transform(
            list_filter(map_keys({{ after }}), lambda name: {{ before }}[name] <> {{ after }}[name]),
            lambda name: concat_ws(' ', name, {{ before }}[name], '→', {{ after }}[name])
        ),
        '; '
    )
{%- endmacro %}
