-- The service's own audit trail, and both trails read as one.

-- name: AuditLock :exec
-- Lets one writer at a time extend the chain, until its transaction ends.
select pg_advisory_xact_lock(7020014);

-- name: AuditHead :one
select seq, hash from audit_head;

-- name: AuditInsert :exec
insert into audit_events (seq, kind, actor_id, actor_role, actor_name, subject, data, origin, at, hash)
values (@seq, @kind, @actor_id, @actor_role, @actor_name, @subject, @data, @origin, @at, @hash);

-- name: AuditPage :many
-- What happened, newest first, whichever trail it is in. A kind names itself, or
-- by its first word all that begin with it.
select t.return_id::text as return_id, t.seq::bigint as seq, t.kind::text as kind, t.actor_id::text as actor_id,
    t.actor_role::text as actor_role, t.actor_name::text as actor_name, t.subject::text as subject, t.data::json as data,
    t.origin::json as origin, t.refused::text as refused, t.at::timestamptz as at, t.hash::bytea as hash
from (
    (select '' as return_id, a.seq, a.kind, a.actor_id, a.actor_role, a.actor_name, a.subject, a.data, a.origin,
        '' as refused, a.at, a.hash
    from audit_events a
    where (sqlc.narg('since')::timestamptz is null or a.at >= @since) and (sqlc.narg('before')::timestamptz is null or a.at < @before)
        and (sqlc.narg('actor')::text is null or a.actor_id = @actor)
        and (sqlc.narg('kind')::text is null or a.kind = @kind or starts_with(a.kind, @kind || '.'))
        and (sqlc.narg('after_at')::timestamptz is null or (a.at, '', a.seq) < (@after_at, @after_return::text, @after_seq::bigint))
    order by a.at desc, a.seq desc
    limit @most)
    union all
    (select e.return_id, e.seq::bigint, 'return.' || e.action, e.actor_id, e.actor_role, e.actor_name, e.return_id, e.data,
        coalesce(e.origin, '{}'), e.refused, e.at, e.hash
    from return_events e
    where (sqlc.narg('since')::timestamptz is null or e.at >= @since) and (sqlc.narg('before')::timestamptz is null or e.at < @before)
        and (sqlc.narg('actor')::text is null or e.actor_id = @actor)
        and (sqlc.narg('kind')::text is null or 'return.' || e.action = @kind or @kind = 'return')
        and (sqlc.narg('after_at')::timestamptz is null or (e.at, e.return_id, e.seq::bigint) < (@after_at, @after_return::text, @after_seq::bigint))
    order by e.at desc, e.return_id desc, e.seq desc
    limit @most)
) t
order by t.at desc, t.return_id desc, t.seq desc
limit @most;

-- name: VerifyAuditPage :many
select * from audit_events where seq > @after order by seq limit @most;
