-- What package verify asks about the audit trail, the status, the workflows,
-- messages and photos.

-- name: VerifyEventsPage :many
-- The whole trail in the order of its hashes, page by page.
select * from return_events
where (return_id, seq) > (@return_id::text, @seq::int)
order by return_id, seq
limit @most;

-- name: VerifyTrailEnds :many
-- The trail begins with the opening, or the import, has one event per change of the row, and
-- ends in the row's status. A refused decision changes nothing.
with trail as (
    select return_id, count(*) filter (where refused = '') as changes, count(*) filter (where action = 'open') as openings,
        count(*) filter (where action = 'import') as imports, max(seq) as last
    from return_events
    group by return_id
), violation as materialized (
    select r.id as return_id, r.status, r.version,
        coalesce(t.openings, 0)::bigint as openings, coalesce(t.changes, 0)::bigint as changes,
        coalesce(e.status_to, '')::text as last_status
    from returns r
    left join trail t on t.return_id = r.id
    left join return_events e on e.return_id = r.id and e.seq = t.last
    where coalesce(t.openings, 0) <> (r.imported_from is null)::int or coalesce(t.imports, 0) <> (r.imported_from is not null)::int
        or t.changes <> r.version or e.status_to <> r.status
)
select count(*) over () as total, violation.* from violation
order by return_id
limit @most;

-- name: VerifyTracks :many
-- Every combination of tracks that occurs, with the headline stored beside it.
select status, stage, logistics, goods, refund, count(*) as returns
from returns
group by status, stage, logistics, goods, refund
order by status, stage, logistics, goods, refund;

-- name: VerifyReturnsWithTracks :many
select id from returns
where status = @status and stage = @stage and logistics = @logistics and goods = @goods and refund = @refund
order by id
limit @most;

-- name: VerifyWaits :many
select count(*) over () as total, id as return_id, status, closed_at, coalesce(wait_for, '')::text as wait_for,
    wait_deadline, coalesce(wait_then, '')::text as wait_then
from returns
where (closed_at is not null) <> (status = any(@ended::text[]))
    or (wait_for is null) <> (closed_at is not null) or (wait_for is null) <> (wait_since is null)
    or (wait_deadline is null) <> (wait_then is null) or (wait_deadline is not null and wait_for is null)
order by id
limit @most;

-- name: VerifyOverdue :many
select count(*) over () as total, id as return_id, status, wait_deadline::timestamptz as wait_deadline,
    coalesce(wait_then, '')::text as wait_then, attention
from returns
where closed_at is null and wait_deadline < now() - make_interval(secs => @seconds::float)
order by id
limit @most;

-- name: VerifyOpenReturnsPage :many
select id, status from returns
where closed_at is null and id > @after
order by id
limit @most;

-- name: VerifyStanding :one
-- A return as it stands, to be held against its workflow. It is quiet when no
-- step has touched it lately and, once it has ended, its workflow has no message
-- to send and no carrier to call off.
select r.status, r.version, (r.closed_at is not null)::boolean as ended,
    (r.updated_at < s.since and (r.closed_at is null or not exists (
        select from notifications n where n.return_id = r.id and (n.done_at is null or n.done_at >= s.since)
    ) and not exists (
        select from shipments p where p.return_id = r.id and p.state = 'voided' and not p.called_off
    )))::boolean as quiet
from returns r
cross join lateral (select now() - make_interval(secs => @seconds::float) as since) s
where r.id = @id;

-- name: VerifyMessages :many
with violation as materialized (
    select n.id, n.return_id, n.kind, n.recipient, n.attempts, n.last_error,
        r.closed_at::timestamptz as closed_at
    from notifications n
    join returns r on r.id = n.return_id
    where n.done_at is null and r.closed_at is not null
        and greatest(r.closed_at, n.created_at) < now() - make_interval(secs => @seconds::float)
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;

-- name: VerifyEvidencePage :many
select id, return_id, size, sha256 from evidence
where id > @after
order by id
limit @most;
