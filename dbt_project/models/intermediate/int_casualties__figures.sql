{{ config(materialized='view') }}

-- Figures as far as known now: one row for each unbroken time in which a claim stood, with the toll it belongs to.
with history as (
    select
        *,
        min(known_from) over figures as begun_known_from,
        min(known_from) over endings as end_known_from
    from {{ ref('int_casualties__reviewed') }}
    where is_proven and "count" is not null
    -- A figure that a person corrected is another; one that a person accepted is not.
    window
        figures as (
            partition by
                stream, claim_id, valid_from, harm, "count", place, scope, victim_country, victim_group, event_date
        ),
        endings as (
            partition by
                stream, claim_id, valid_from, valid_to,
                harm, "count", place, scope, victim_country, victim_group, event_date
        )
),

known as (
    select
        *,
        coalesce(valid_from <> lag(valid_to) over claims, true) as is_begun
    from history
    where known_to is null
    window claims as (partition by stream, claim_id order by valid_from)
),

numbered as (
    select
        *,
        sum(cast(is_begun as integer)) over (partition by stream, claim_id order by valid_from) as span_number
    from known
),

-- A claim that outlives an edit of its post stood all the time.
spans as (
    select
        * replace (
            last_value(valid_to) over whole_span as valid_to,
            last_value(end_known_from) over whole_span as end_known_from,
            min(begun_known_from) over whole_span as begun_known_from
        )
    from numbered
    window
        whole_span as (
            partition by stream, claim_id, span_number order by valid_from
            rows between unbounded preceding and unbounded following
        )
    qualify row_number() over (partition by stream, claim_id, span_number order by valid_from) = 1
),

-- The wordings of one claim are one toll, by what the newest of them states.
lined_spans as (
    select
        * replace (
            last_value(place ignore nulls) over whole_line as place,
            last_value(victim_country ignore nulls) over whole_line as victim_country,
            last_value(event_date ignore nulls) over whole_line as event_date
        ),
        min(reported_on) over whole_line as told_on,
        coalesce(last_value(nullif(victim_group, 'unspecified') ignore nulls) over whole_line = 'military', false)
            as is_military
    from spans
    window
        whole_line as (
            partition by stream, coalesce(claim_line_id, claim_id) order by valid_from, claim_id
            rows between unbounded preceding and unbounded following
        )
),

-- Incidents without a place have nothing in common but their country: each post tells its own.
placed_spans as (
    select
        *,
        case when scope = 'incident' and place is null then post_key else lower(place) end as area
    from lined_spans
),

-- An undated figure belongs to the newest day its place is known to have suffered, up to two days before the report,
-- whichever live blog dates it; else to the day of its report. A running toll has no day.
dated_days as (
    select distinct
        harm,
        area,
        victim_country,
        is_military,
        event_date
    from placed_spans
    where scope = 'incident' and event_date is not null
),

days as (
    select
        undated.stream,
        undated.claim_id,
        max(dated_days.event_date) as incident_day
    from placed_spans as undated
    inner join dated_days
        on
            undated.harm = dated_days.harm
            and undated.area = dated_days.area
            and undated.victim_country is not distinct from dated_days.victim_country
            and undated.is_military = dated_days.is_military
            and undated.told_on - dated_days.event_date between 0 and 2
    where undated.event_date is null and undated.scope = 'incident'
    group by undated.stream, undated.claim_id
),

dated_spans as (
    select
        placed_spans.*,
        case when placed_spans.scope = 'incident' then coalesce(placed_spans.event_date, days.incident_day) end
            as incident_day,
        case when placed_spans.scope = 'incident' then coalesce(incident_day, placed_spans.told_on) end as toll_day
    from placed_spans
    left join days on placed_spans.stream = days.stream and placed_spans.claim_id = days.claim_id
)

select
    md5(
        concat_ws(
            '|', harm, scope, coalesce(area, ''), coalesce(victim_country, ''), is_military,
            coalesce(cast(toll_day as varchar), '')
        )
    ) as toll_id,
    stream,
    source,
    claim_id,
    claim_line_id,
    post_key,
    url,
    harm,
    place,
    scope,
    victim_country,
    victim_group,
    incident_day,
    "count",
    qualifier,
    asserted_by,
    evidence,
    evidence_start,
    valid_from,
    valid_to,
    begun_known_from,
    case when valid_to is not null then end_known_from end as ended_known_from
from dated_spans
