-- Refund tasks: one attempt each to give the money of a return back.

-- name: RefundTaskLast :one
select * from refund_tasks where return_id = @return_id order by seq desc limit 1;

-- name: RefundTaskUpsert :exec
insert into refund_tasks (id, return_id, seq, order_number, currency, amount, exchanged, amounts, state,
    first_approved_by, approved_by, by_hand, reference, note, doubt, created_at, updated_at)
values (@id, @return_id, @seq, @order_number, @currency, @amount, @exchanged, @amounts, @state,
    @first_approved_by, @approved_by, @by_hand, @reference, @note, @doubt, @updated_at, @updated_at)
on conflict (id) do update set
    amount = excluded.amount, exchanged = excluded.exchanged, amounts = excluded.amounts, state = excluded.state,
    first_approved_by = excluded.first_approved_by, approved_by = excluded.approved_by, by_hand = excluded.by_hand, reference = excluded.reference,
    note = excluded.note, doubt = excluded.doubt, updated_at = excluded.updated_at;

-- name: RefundLineUpsert :exec
insert into refund_lines (task_id, line_no, quantity, goods, tax, fee, total)
values (@task_id, @line_no, @quantity, @goods, @tax, @fee, @total)
on conflict (task_id, line_no) do update set
    goods = excluded.goods, tax = excluded.tax, fee = excluded.fee, total = excluded.total;

-- name: RefundPartsOfMany :many
-- With the payment that each goes back to, in the order of the payments.
select sqlc.embed(rp), p.provider, p.reference as payment_reference, p.method
from refund_parts rp
join payments p on p.order_number = rp.order_number and p.seq = rp.payment_seq
where rp.task_id = any(@task_ids::text[])
order by rp.task_id, rp.payment_seq;

-- name: RefundPartUpsert :exec
insert into refund_parts (task_id, order_number, payment_seq, amount, exchanged, state, attempt, by_hand, reference, doubt, reason, unanswered_since)
values (@task_id, @order_number, @payment_seq, @amount, @exchanged, @state, @attempt, @by_hand, @reference, @doubt, @reason, @unanswered_since)
on conflict (task_id, payment_seq) do update set
    amount = excluded.amount, exchanged = excluded.exchanged, state = excluded.state, attempt = excluded.attempt,
    by_hand = excluded.by_hand, reference = excluded.reference, doubt = excluded.doubt, reason = excluded.reason,
    unanswered_since = excluded.unanswered_since;

-- name: RefundPartsDeleteExcept :exec
-- What is split anew may need fewer payments.
delete from refund_parts where task_id = @task_id and not payment_seq = any(@payment_seqs::int[]);

-- name: PaymentsOfMany :many
select * from payments where order_number = any(@order_numbers::text[]) order by order_number, seq;
