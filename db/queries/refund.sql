-- Refund tasks: one attempt each to give the money of a return back.

-- name: RefundTaskLast :one
select * from refund_tasks where return_id = @return_id order by seq desc limit 1;

-- name: RefundTaskUpsert :exec
insert into refund_tasks (id, return_id, seq, order_number, payment_seq, currency, amount, amounts, state,
    approved_by, by_hand, reference, note, created_at, updated_at)
values (@id, @return_id, @seq, @order_number, 1, @currency, @amount, @amounts, @state,
    @approved_by, @by_hand, @reference, @note, @updated_at, @updated_at)
on conflict (id) do update set
    state = excluded.state, approved_by = excluded.approved_by, by_hand = excluded.by_hand, reference = excluded.reference,
    note = excluded.note, updated_at = excluded.updated_at;

-- name: RefundLineInsert :exec
insert into refund_lines (task_id, line_no, quantity, goods, tax, fee, total)
values (@task_id, @line_no, @quantity, @goods, @tax, @fee, @total)
on conflict do nothing;

-- name: PaymentGet :one
select * from payments where order_number = @order_number and seq = @seq;
