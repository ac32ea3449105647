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

-- As in the rule for adding (docs/decisions/0072): a dated figure belongs to its day, an undated one to what its place
-- suffered up to two days before, whichever live blog tells it. A running toll has no day.
ordered_spans as (
    select
        *,
        coalesce(event_date, told_on) as told_day,
        lag(coalesce(event_date, told_on)) over area_days as previous_day,
        last_value(event_date ignore nulls) over (
            area_days rows between unbounded preceding and 1 preceding
        ) as previous_event_date
    from placed_spans
    window
        area_days as (
            partition by harm, scope, area, victim_country, is_military
            order by coalesce(event_date, told_on), event_date nulls last, valid_from, claim_id
        )
),

incident_spans as (
    select
        *,
        sum(
            case
                when scope = 'cumulative' then 0
                when event_date is not null then cast(event_date is distinct from previous_event_date as integer)
                else cast(previous_day is null or told_day - previous_day > 2 as integer)
            end
        ) over (
            partition by harm, scope, area, victim_country, is_military
            order by told_day, event_date nulls last, valid_from, claim_id
            rows between unbounded preceding and current row
        ) as incident
    from ordered_spans
),

dated_spans as (
    select
        *,
        case when scope = 'incident' then min(told_day) over incidents end as first_day,
        case when scope = 'incident' then min(event_date) over incidents end as incident_day
    from incident_spans
    window incidents as (partition by harm, scope, area, victim_country, is_military, incident)
)

select
    md5(
        concat_ws(
            '|', harm, scope, coalesce(area, ''), coalesce(victim_country, ''), is_military,
            coalesce(cast(first_day as varchar), '')
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
