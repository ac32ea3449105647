{{ config(materialized='view') }}

-- Asserted claims of every wording of a post, while it stood, with the line they were known to belong to.
with wordings as (
    select
        timeline.stream,
        timeline.post_key,
        timeline.post_version_id,
        claims.claim_type,
        claims.claim_id,
        lines.claim_line_id,
        timeline.valid_from,
        timeline.valid_to,
        greatest(timeline.known_from, lines.known_from) as known_from,
        least(timeline.known_to, lines.known_to) as known_to
    from {{ ref('int_posts__timeline') }} as timeline
    inner join {{ ref('int_claims__asserted') }} as claims on timeline.post_version_id = claims.post_version_id
    inner join {{ ref('stg_claim_lines') }} as lines
        on
            claims.claim_id = lines.claim_id
            and timeline.known_from < coalesce(lines.known_to, timestamp '9999-12-31')
            and lines.known_from < coalesce(timeline.known_to, timestamp '9999-12-31')
),

described as (
    select * from {{ ref('int_claims__described') }}
),

-- In a line, what stood up to the very moment at which another claim came was replaced by it, and stays replaced.
replaced as (
    select
        later.stream,
        later.post_key,
        later.post_version_id,
        earlier.post_version_id as earlier_post_version_id,
        later.claim_type,
        later.claim_id,
        earlier.claim_id as linked_claim_id,
        later.valid_from,
        greatest(later.known_from, earlier.known_from) as known_from,
        least(later.known_to, earlier.known_to) as known_to
    from wordings as later
    inner join wordings as earlier
        on
            later.stream = earlier.stream
            and later.post_key = earlier.post_key
            and later.claim_line_id = earlier.claim_line_id
            and later.valid_from = earlier.valid_to
            and later.claim_id <> earlier.claim_id
            and later.known_from < coalesce(earlier.known_to, timestamp '9999-12-31')
            and earlier.known_from < coalesce(later.known_to, timestamp '9999-12-31')
),

superseding as (
    select
        replaced.stream,
        replaced.post_key,
        replaced.post_version_id,
        replaced.claim_type,
        replaced.claim_id,
        replaced.linked_claim_id,
        replaced.valid_from,
        cast(null as timestamp) as valid_to,
        replaced.known_from,
        replaced.known_to,
        'supersedes' as link,
        coalesce(nullif({{ changed_values('before.told', 'after.told') }}, ''), 'the same values in other words')
            as reason,
        after.evidence,
        after.evidence_start,
        after.evidence_end
    from replaced
    inner join described as after
        on replaced.claim_id = after.claim_id and replaced.post_version_id = after.post_version_id
    inner join described as before
        on
            replaced.linked_claim_id = before.claim_id
            and replaced.earlier_post_version_id = before.post_version_id
),

-- Where the text says that it corrects, and a claim was replaced, that is the one.
correcting as (
    select
        replaced.stream,
        replaced.post_key,
        replaced.post_version_id,
        replaced.claim_type,
        replaced.claim_id,
        replaced.linked_claim_id,
        replaced.valid_from,
        cast(null as timestamp) as valid_to,
        replaced.known_from,
        replaced.known_to,
        links.link,
        links.reason,
        links.evidence,
        links.evidence_start,
        links.evidence_end
    from replaced
    inner join {{ ref('stg_claim_links') }} as links
        on replaced.claim_id = links.claim_id and replaced.post_version_id = links.post_version_id
    where links.link = 'corrects'
),

told as (
    select
        timeline.stream,
        timeline.post_key,
        timeline.post_version_id,
        claims.claim_type,
        links.claim_id,
        links.linked_claim_id,
        timeline.valid_from,
        timeline.valid_to,
        timeline.known_from,
        timeline.known_to,
        links.link,
        links.reason,
        links.evidence,
        links.evidence_start,
        links.evidence_end
    from {{ ref('int_posts__timeline') }} as timeline
    inner join {{ ref('stg_claim_links') }} as links on timeline.post_version_id = links.post_version_id
    inner join {{ ref('int_claims__asserted') }} as claims
        on links.claim_id = claims.claim_id and links.post_version_id = claims.post_version_id
    left join {{ ref('int_claims__asserted') }} as linked
        on links.linked_claim_id = linked.claim_id and links.post_version_id = linked.post_version_id
    where links.linked_claim_id is null or linked.claim_id is not null
),

every_link as (
    select * from superseding
    union all by name
    select * from correcting
    union all by name
    select * from told
)

select
    claim_id,
    link,
    linked_claim_id,
    reason,
    evidence,
    evidence_start,
    evidence_end,
    claim_type,
    stream,
    post_key,
    post_version_id,
    valid_from,
    valid_to,
    known_from,
    known_to
from every_link
