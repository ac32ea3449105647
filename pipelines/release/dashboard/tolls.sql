-- Tolls that a live blog tells and that moved, with what other blogs say of them: each figure from the step that gave
-- it until its post gave another or none.
with told as (
    select distinct toll_id from marts.fct_toll_history
    where stream = $stream
),

steps as (
    select history.*
    from marts.fct_toll_history as history
    inner join told on history.toll_id = told.toll_id
),

figures as (
    select
        steps.toll_id,
        steps.step_number,
        steps.harm,
        coalesce(steps.place, steps.victim_country, 'no place named') as place,
        steps.scope,
        steps.incident_day,
        steps."count" as people,
        steps.change,
        steps.moved_by,
        steps.source,
        steps.stream,
        steps.qualifier,
        steps.url,
        steps.evidence,
        steps.observed_at as valid_from,
        min(later.observed_at) as valid_to
    from steps
    left join steps as later
        on
            steps.toll_id = later.toll_id
            and steps.claim_id = later.previous_claim_id
            and later.is_same_post
            and steps.observed_at < later.observed_at
    where steps.change <> 'withdrawn'
    group by all
)

select *
from figures
qualify min(people) over (partition by toll_id) <> max(people) over (partition by toll_id)
order by harm, lower(place), scope, incident_day, toll_id, step_number
