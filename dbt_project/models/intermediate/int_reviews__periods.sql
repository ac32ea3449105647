-- Which review of a claim counted while what was recorded; before the first, none did.
with reviews as (
    select *
    from {{ ref('stg_reviews') }}
    -- Of reviews recorded at one moment, the last counts.
    qualify row_number() over (partition by claim_id, recorded_at order by position desc) = 1
),

opinions as (
    select
        *,
        concat_ws('|', verdict, text_sha256, read_values, corrected_values) as opinion
    from reviews
),

compared as (
    select
        *,
        coalesce(opinion <> lag(opinion) over claims, true) as is_new
    from opinions
    window claims as (partition by claim_id order by recorded_at)
),

periods as (
    select
        claim_id,
        verdict,
        reviewer,
        reason,
        reviewed_at,
        text_sha256,
        read_values,
        corrected_values,
        json_keys(corrected_values) as corrected_columns,
        recorded_at as known_from,
        -- Whoever says again what is already said says nothing new.
        max(case when is_new then recorded_at end) over (partition by claim_id order by recorded_at) as said_from,
        lead(recorded_at) over (partition by claim_id order by recorded_at) as known_to
    from compared
),

unreviewed as (
    select
        claim_id,
        cast(null as varchar) as verdict,
        cast(null as varchar) as reviewer,
        cast(null as varchar) as reason,
        cast(null as timestamp) as reviewed_at,
        cast(null as varchar) as text_sha256,
        cast(null as varchar) as read_values,
        cast(null as varchar) as corrected_values,
        cast(null as varchar[]) as corrected_columns,
        timestamp '0001-01-01' as known_from,
        cast(null as timestamp) as said_from,
        min(recorded_at) as known_to
    from reviews
    group by claim_id
)

select * from periods
union all
select * from unreviewed
