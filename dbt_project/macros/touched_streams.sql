{#
    An incremental model keeps, on each row, the state its stream had when the row was made. A stream whose state is
    another now (a capture more, also a late one; a redaction; another parser or extractor) is touched: its rows are
    forgotten in the pre-hook and made again by the model. A failed build leaves the old state behind, so the next one
    finds the same streams.
#}
{% macro forget_touched_streams() -%}
    {% if is_incremental() -%}
        delete from {{ this }}
        where (stream, stream_state) not in (select (s.stream, s.stream_state) from {{ ref('int_streams__state') }} as s)
    {%- endif %}
{%- endmacro %}

{% macro touched_streams() -%}
    select
        stream,
        stream_state
    from {{ ref('int_streams__state') }}
    {% if is_incremental() -%}
        where stream not in (select known.stream from {{ this }} as known)
    {%- endif %}
{%- endmacro %}
