-- What package verify asks about workflows beside those of returns: complaints,
-- held goods and batches.

-- name: VerifyBesidePage :many
-- All that is open and must have a workflow of its own; with only_kind, the one
-- thing alone. It is quiet when no step has touched it lately.
select w.kind, w.id, w.state, w.version, (w.touched < now() - make_interval(secs => @seconds::float))::boolean as quiet
from (
    select 'Dispute'::text as kind, r.id, r.dispute as state, r.version, r.updated_at as touched
    from disputes d join returns r on r.id = d.return_id
    where d.decided_at is null
    union all
    select 'HeldGoods', r.id, h.due, r.version, r.updated_at
    from held_goods h join returns r on r.id = h.return_id
    union all
    select 'Batch', b.id, b.state, 0, b.updated_at
    from batches b
    where b.state = 'running' or (b.state <> 'paused' and exists (
        select from batch_decisions d where d.batch_id = b.id and d.waiting > 0))
) w
where (@only_kind::text = '' or (w.kind = @only_kind and w.id = @only_id::text))
    and (w.kind, w.id) > (@after_kind::text, @after_id::text)
order by w.kind, w.id
limit @most;

-- name: VerifyBesideOver :one
-- Whether nothing is left to be done by the workflow of what is not open: no step
-- has touched it lately, and no message is to be sent and no carrier called off.
select (exists (select from batches b where b.id = @id and b.state <> 'paused' and b.updated_at < s.since)
    or exists (select from returns r where r.id = @id and r.updated_at < s.since
        and not exists (select from notifications n where n.return_id = r.id and (n.done_at is null or n.done_at >= s.since))
        and not exists (select from shipments p where p.return_id = r.id and p.state = 'voided' and not p.called_off))
    or not exists (select from batches b where b.id = @id) and not exists (select from returns r where r.id = @id)
)::boolean as over
from (select now() - make_interval(secs => @seconds::float) as since) s;
