-- Refund tasks: one attempt each to give the money of a return back.

-- name: RefundTaskLast :one
select * from refund_tasks where return_id = @return_id order by seq desc limit 1;

-- name: RefundTaskUpsert :exec
insert into refund_tasks (id, return_id, seq, order_number, payment_seq, currency, amount, exchanged, amounts, state,
    first_approved_by, approved_by, by_hand, reference, note, doubt, created_at, updated_at)
values (@id, @return_id, @seq, @order_number, 1, @currency, @amount, @exchanged, @amounts, @state,
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

-- name: PaymentGet :one
select * from payments where order_number = @order_number and seq = @seq;
