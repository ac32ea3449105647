{{ config(materialized='view') }}

select * exclude (stream_state)
from {{ ref('int_posts__revisions') }}
