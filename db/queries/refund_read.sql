-- Refund tasks as finance reads them.

-- name: RefundTaskPage :many
-- A task that failed stays as it was when another follows it, and nobody has to act
-- on it any more: it is closed. Tasks of the other open states are always the last.
select sqlc.embed(t), r.rma_number, r.status as return_status, r.customer_id, r.credit_to,
    exists (select from refund_tasks later where later.return_id = t.return_id and later.seq > t.seq)::boolean as replaced
from refund_tasks t
join returns r on r.id = t.return_id
where (cardinality(@states::text[]) = 0 or t.state = any(@states::text[]))
    and (sqlc.narg('open')::boolean is null
        or t.state not in ('failed_retryable', 'failed_final')
        or sqlc.narg('open') <> exists (select from refund_tasks later where later.return_id = t.return_id and later.seq > t.seq))
    and (sqlc.narg('return_id')::text is null or t.return_id = sqlc.narg('return_id'))
    and (sqlc.narg('after_at')::timestamptz is null
        or (t.created_at, t.id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by t.created_at, t.id
limit @most;

-- name: RefundTaskFind :one
select sqlc.embed(t), r.rma_number, r.status as return_status, r.customer_id, r.credit_to,
    exists (select from refund_tasks later where later.return_id = t.return_id and later.seq > t.seq)::boolean as replaced
from refund_tasks t
join returns r on r.id = t.return_id
where t.id = @id;
