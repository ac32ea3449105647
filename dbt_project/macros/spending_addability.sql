{#
    Which sums of money may be added, within one currency and one status (docs/decisions/0073): CTEs over `claims`,
    ending in `addability` with one row per claim.
#}
{% macro spending_addability(claims) -%}
sums as (
    select
        claim_id,
        post_key,
        currency,
        amount,
        payer,
        recipient,
        period,
        status,
        (reported_on, observed_at, claim_id) as told_at,
        case
            when regexp_matches(lower(period), '^since\b|^(19|20)\d\d *[-–—] *(19|20)\d\d$') then 'cumulative'
            when amount is null or qualifier in ('vague', 'up_to') then 'unknown'
            when payer is null and recipient is null then 'unknown'
        end as own_reason
    from {{ claims }}
),

known_sums as (
    select
        *,
        count(*) over package >= 3 and 2 * amount = sum(amount) over package as is_total,
        count(*) over package >= 3 and 2 * max(amount) over package = sum(amount) over package as is_split
    from sums
    where own_reason is null
    window package as (partition by post_key, currency, payer, status)
),

-- A smaller sum beside a larger one in the same post may be a part of it, unless payer, recipient or period differ.
components as (
    select distinct part.claim_id
    from known_sums as part
    inner join known_sums as whole
        on
            part.post_key = whole.post_key
            and part.currency = whole.currency
            and part.amount < whole.amount
    where
        not whole.is_split
        and coalesce(part.payer = whole.payer, true)
        and coalesce(part.recipient = whole.recipient, true)
        and coalesce(part.period = whole.period, true)
),

-- The same sum told before is the same money; a sum for the same payer, recipient and period told later replaces it.
repetitions as (
    select distinct again.claim_id
    from known_sums as again
    inner join known_sums as first
        on
            again.currency = first.currency
            and again.amount = first.amount
            and again.told_at > first.told_at
    where
        coalesce(again.payer = first.payer, true)
        and coalesce(again.recipient = first.recipient, true)
        and coalesce(again.period = first.period, true)
    union
    select old.claim_id
    from known_sums as old
    inner join known_sums as new
        on
            old.currency = new.currency
            and old.payer is not distinct from new.payer
            and old.recipient is not distinct from new.recipient
            and old.period = new.period
            and old.status = new.status
            and old.post_key <> new.post_key
            and old.amount <> new.amount
            and old.told_at < new.told_at
),

addability as (
    select
        sums.claim_id,
        case
            when sums.own_reason is not null then sums.own_reason
            when known_sums.is_total then 'total'
            when components.claim_id is not null then 'component'
            when repetitions.claim_id is not null then 'repeated'
        end as not_addable_reason,
        not_addable_reason is null as is_addable
    from sums
    left join known_sums on sums.claim_id = known_sums.claim_id
    left join components on sums.claim_id = components.claim_id
    left join repetitions on sums.claim_id = repetitions.claim_id
)
{%- endmacro %}
