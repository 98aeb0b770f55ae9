-- Refund tasks as finance reads them.

-- name: RefundTaskPage :many
select sqlc.embed(t), r.rma_number, r.status as return_status, r.customer_id, r.credit_to
from refund_tasks t
join returns r on r.id = t.return_id
where (cardinality(@states::text[]) = 0 or t.state = any(@states::text[]))
    and (sqlc.narg('return_id')::text is null or t.return_id = sqlc.narg('return_id'))
    and (sqlc.narg('after_at')::timestamptz is null
        or (t.created_at, t.id) > (sqlc.narg('after_at'), sqlc.narg('after_id')::text))
order by t.created_at, t.id
limit @most;

-- name: RefundTaskFind :one
select sqlc.embed(t), r.rma_number, r.status as return_status, r.customer_id, r.credit_to
from refund_tasks t
join returns r on r.id = t.return_id
where t.id = @id;
