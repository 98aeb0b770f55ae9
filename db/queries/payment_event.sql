-- Events that payment providers send.

-- name: PaymentEventInsert :exec
insert into payment_events (provider, event_id, task_id, body, received_at)
values (@provider, @event_id, sqlc.narg('task_id'), @body, @received_at)
on conflict do nothing;

-- name: PaymentEventGet :one
select e.provider, e.event_id, e.task_id, e.handled_at, t.return_id, r.status
from payment_events e
left join refund_tasks t on t.id = e.task_id
left join returns r on r.id = t.return_id
where e.provider = @provider and e.event_id = @event_id;

-- name: PaymentEventHandled :exec
update payment_events set handled_at = @handled_at where provider = @provider and event_id = @event_id;

-- name: RefundTaskOfProvider :one
-- The task with the id, if a part of it goes back to a payment of the provider.
select rp.task_id from refund_parts rp
join payments p on p.order_number = rp.order_number and p.seq = rp.payment_seq
where rp.task_id = @id and p.provider = @provider
limit 1;
