-- Refunds as a payment provider's or a bank's file is compared with them.

-- name: RefundPartsByReference :many
-- A file names a refund by the provider's reference, or by the one that finance
-- recorded; some name our task or the return instead. References are in lower case.
with named as (
    select lower(reference) as asked, * from refund_parts
    where reference <> '' and lower(reference) = any(@refs::text[])
    union
    select task_id, * from refund_parts where task_id = any(@task_ids::text[])
    union
    select lower(r.rma_number), rp.*
    from returns r
    join refund_tasks t on t.return_id = r.id
    join refund_parts rp on rp.task_id = t.id
    where r.rma_number = any(@rma_numbers::text[])
        and not exists (select from refund_tasks later where later.return_id = t.return_id and later.seq > t.seq)
)
select n.asked::text as asked, t.id as task_id, t.return_id, r.rma_number, t.order_number, t.currency, t.updated_at,
    n.payment_seq, (n.amount - n.exchanged)::bigint as to_pay, n.state, n.by_hand, n.reference, p.provider
from named n
join payments p on p.order_number = n.order_number and p.seq = n.payment_seq
join refund_tasks t on t.id = n.task_id
join returns r on r.id = t.return_id
where n.amount > n.exchanged and t.state <> 'rejected'
order by n.asked, t.id, n.payment_seq;

-- name: RefundPartsPaid :many
-- What money has flowed for, in the order in which it did, from a moment or a part on. Store credit is kept here
-- and in nobody's file, and returns of a former system were paid by that.
select t.id as task_id, t.return_id, r.rma_number, t.order_number, t.currency, t.updated_at,
    rp.payment_seq, (rp.amount - rp.exchanged)::bigint as to_pay, rp.state, rp.by_hand, rp.reference, p.provider
from refund_tasks t
join returns r on r.id = t.return_id
join refund_parts rp on rp.task_id = t.id
join payments p on p.order_number = rp.order_number and p.seq = rp.payment_seq
where t.state in ('submitted', 'manual_payout', 'settled')
    and t.updated_at >= @after_at::timestamptz and t.updated_at < @before
    and rp.state = 'settled' and rp.amount > rp.exchanged
    and r.imported_from is null and r.refund_to <> 'store_credit' and p.provider <> 'store_credit'
    and (sqlc.narg('provider')::text is null or case when rp.by_hand then 'by_hand' else p.provider end = sqlc.narg('provider'))
    and (t.updated_at, t.id, rp.payment_seq) > (@after_at, @after_id::text, @after_seq::int)
order by t.updated_at, t.id, rp.payment_seq
limit @most;
