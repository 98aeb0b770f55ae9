-- Batches as their workflow carries them on, and as people read them.

-- name: BatchInsert :execrows
-- A repeat of the same request meets the batch that is there.
insert into batches (id, name, state, actor_id, actor_role, actor_name, total, waiting, rejected, created_at, updated_at)
values (@id, @name, 'running', @actor_id, @actor_role, @actor_name, @total, @waiting, @rejected, @created_at, @created_at)
on conflict (id) do nothing;

-- name: BatchCount :exec
-- Rows are stored while they are read, so that their number is known afterwards.
update batches set name = @name, total = @total, waiting = @waiting, rejected = @rejected where id = @id;

-- name: BatchGet :one
select * from batches where id = @id;

-- name: BatchLock :one
select * from batches where id = @id for update;

-- name: BatchPage :many
select * from batches b
where (cardinality(@states::text[]) = 0 or b.state = any(@states::text[]))
    and (sqlc.narg('after_at')::timestamptz is null
        or (b.created_at, b.id) < (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by b.created_at desc, b.id desc
limit @most;

-- name: BatchSetState :exec
update batches set state = @state, updated_at = @at where id = @id;

-- name: BatchRowsToOpen :many
select row from batch_rows where batch_id = @batch_id and outcome in ('waiting', 'opening') order by row limit @most;

-- name: BatchRowTake :one
-- From here on a cancelled batch leaves the row alone: its return may be open already.
update batch_rows set outcome = 'opening'
where batch_id = @batch_id and row = @number and outcome in ('waiting', 'opening')
returning *;

-- name: BatchRowSettle :exec
with settled as (
    update batch_rows set outcome = @outcome, error = sqlc.narg('error')::json, request = null
    where batch_id = @batch_id and row = @number and outcome = 'opening'
    returning row
)
update batches set waiting = waiting - 1, updated_at = @at,
    opened = opened + (@outcome::text = 'opened')::int, refused = refused + (@outcome::text = 'refused')::int
where id = @batch_id and exists (select from settled);

-- name: BatchRowsCancel :exec
with gone as (
    update batch_rows set outcome = 'cancelled', request = null
    where batch_id = @batch_id and outcome = 'waiting'
    returning row
), counted as (select count(*)::int as rows from gone)
update batches set state = 'cancelled', waiting = waiting - counted.rows, cancelled = cancelled + counted.rows, updated_at = @at
from counted where id = @batch_id;

-- name: BatchDecisionsCancel :exec
with gone as (
    update batch_decision_rows set outcome = 'cancelled' where batch_decision_rows.batch_id = @batch_id and outcome = 'waiting'
    returning seq
), counted as (select seq, count(*)::int as rows from gone group by seq)
update batch_decisions d set waiting = d.waiting - counted.rows, cancelled = d.cancelled + counted.rows
from counted where d.batch_id = @batch_id and d.seq = counted.seq;

-- name: BatchDecisionById :one
select * from batch_decisions where batch_id = @batch_id and decision_id = @decision_id;

-- name: BatchDecisionGet :one
select * from batch_decisions where batch_id = @batch_id and seq = @seq;

-- name: BatchDecisionInsert :one
insert into batch_decisions (batch_id, seq, action, decision_id, actor_id, actor_role, actor_name, data, reason, at)
select @batch_id, coalesce(max(seq), 0) + 1, @action, @decision_id, @actor_id, @actor_role, @actor_name, @data::json, @reason, @at
from batch_decisions where batch_id = @batch_id
returning seq;

-- name: BatchDecisionSelect :exec
-- Whole batch or a selection: the rows named, or those whose return is in one of the statuses.
with chosen as (
    insert into batch_decision_rows (batch_id, seq, row)
    select b.batch_id, @seq, b.row from batch_rows b
    left join returns r on r.id = b.return_id
    where b.batch_id = @batch_id and b.outcome = 'opened'
        and (cardinality(@rows::int[]) = 0 or b.row = any(@rows::int[]))
        and (cardinality(@statuses::text[]) = 0 or r.status = any(@statuses::text[]))
    returning row
), counted as (select count(*)::int as rows from chosen)
update batch_decisions d set total = counted.rows, waiting = counted.rows
from counted where d.batch_id = @batch_id and d.seq = @seq;

-- name: BatchDecisionNext :one
-- The first decision that has rows to be taken to.
select * from batch_decisions where batch_id = @batch_id and waiting > 0 order by seq limit 1;

-- name: BatchDecisionRowsWaiting :many
select row from batch_decision_rows where batch_id = @batch_id and seq = @seq and outcome = 'waiting' order by row limit @most;

-- name: BatchDecisionRowGet :one
select b.return_id from batch_decision_rows d
join batch_rows b on b.batch_id = d.batch_id and b.row = d.row
where d.batch_id = @batch_id and d.seq = @seq and d.row = @number and d.outcome = 'waiting';

-- name: BatchDecisionRowSettle :exec
-- A batch that is cancelled meanwhile hears of what was decided all the same.
with settled as (
    update batch_decision_rows n set outcome = @outcome, error = sqlc.narg('error')::json
    from batch_decision_rows o
    where n.batch_id = @batch_id and n.seq = @seq and n.row = @number and n.outcome in ('waiting', 'cancelled')
        and o.batch_id = n.batch_id and o.seq = n.seq and o.row = n.row
    returning o.outcome as was
)
update batch_decisions d set
    waiting = d.waiting - (settled.was = 'waiting')::int, cancelled = d.cancelled - (settled.was = 'cancelled')::int,
    taken = d.taken + (@outcome::text = 'taken')::int, refused = d.refused + (@outcome::text = 'refused')::int
from settled where d.batch_id = @batch_id and d.seq = @seq;

-- name: BatchDecisionsOf :many
select * from batch_decisions where batch_id = @batch_id order by seq desc limit 100;

-- name: BatchErrors :many
select row, error from batch_rows where batch_id = @batch_id and outcome in ('refused', 'rejected') order by row limit @most;

-- name: BatchRowPage :many
select b.batch_id, b.row, b.order_number, b.return_id, b.outcome, b.error, r.rma_number, r.status
from batch_rows b
left join returns r on r.id = b.return_id
where b.batch_id = @batch_id and b.row > @after
    and (cardinality(@outcomes::text[]) = 0 or b.outcome = any(@outcomes::text[]))
order by b.row
limit @most;

-- name: BatchDecisionsOfRows :many
select d.row, d.seq, d.outcome, d.error, s.action
from batch_decision_rows d
join batch_decisions s on s.batch_id = d.batch_id and s.seq = d.seq
where d.batch_id = @batch_id and d.row = any(@numbers::int[])
order by d.row, d.seq;

-- name: VerifyBatches :many
-- What a batch says of itself against its rows, and its decisions against theirs.
with found as (
    select b.id as batch_id, 'rows' as what,
        format('%s waiting, %s opened, %s refused, %s rejected, %s cancelled', b.waiting, b.opened, b.refused, b.rejected, b.cancelled) as said,
        format('%s waiting, %s opened, %s refused, %s rejected, %s cancelled',
            count(r.*) filter (where r.outcome in ('waiting', 'opening')), count(r.*) filter (where r.outcome = 'opened'),
            count(r.*) filter (where r.outcome = 'refused'), count(r.*) filter (where r.outcome = 'rejected'),
            count(r.*) filter (where r.outcome = 'cancelled')) as counted
    from batches b left join batch_rows r on r.batch_id = b.id
    group by b.id
    union all
    select d.batch_id, format('decision %s', d.seq),
        format('%s waiting, %s taken, %s refused, %s cancelled', d.waiting, d.taken, d.refused, d.cancelled),
        format('%s waiting, %s taken, %s refused, %s cancelled',
            count(r.*) filter (where r.outcome = 'waiting'), count(r.*) filter (where r.outcome = 'taken'),
            count(r.*) filter (where r.outcome = 'refused'), count(r.*) filter (where r.outcome = 'cancelled'))
    from batch_decisions d left join batch_decision_rows r on r.batch_id = d.batch_id and r.seq = d.seq
    group by d.batch_id, d.seq
    union all
    select id, 'state', state, 'waiting for nothing' from batches where state in ('done', 'cancelled') and waiting > 0
        and not exists (select from batch_rows r where r.batch_id = batches.id and r.outcome = 'opening')
)
select batch_id, what, said, counted, count(*) over () as total from found where said <> counted order by batch_id, what limit @most;

-- name: VerifyBatchReturns :many
-- A row that is opened has its return, one that is not has none, unless it is opening.
select b.batch_id, b.row, b.outcome, b.return_id, (r.id is not null)::boolean as found, count(*) over () as total
from batch_rows b
left join returns r on r.id = b.return_id
where (b.outcome = 'opened') <> (r.id is not null) and b.outcome <> 'opening'
order by b.batch_id, b.row
limit @most;

-- name: VerifyBatchCount :one
select count(*) from batches;
